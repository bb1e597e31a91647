import { part } from "../../lib/part";
import { BotRuntime } from "../bot-runtime";

/** Beginning of the names that the server gives to bots' functions. */
export const BOT_FUNCTIONS = "medplum-bot-lambda-";

/** What Medplum's callers may say of the bots' role, logs and layer. */
export const botPart = part(BotRuntime, [
  "existingRole",
  "policies",
  "permissionsBoundary",
  "logGroups",
  "layer",
]);
