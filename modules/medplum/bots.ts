import type { Expression } from "../../lib/expression";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { BotRuntime } from "../bot-runtime";
import { BOT_FUNCTIONS, botPart } from "./bot-part";
import type { Inputs } from "./inputs";

/** Role and layer of the bots, if there are any: the ARN of the role. */
export function botRole(
  module: ModuleStack,
  { name, bots, forceDestroy }: Inputs,
  kmsKeyArn: Expression,
): Expression {
  const given = bots.orNull;
  const runtime = new BotRuntime(
    module,
    "bot_runtime",
    {
      name,
      functionNamePrefix: BOT_FUNCTIONS,
      kmsKeyArn,
      forceDestroyLogs: forceDestroy.given,
      layerName: given.layerName,
      ...botPart.from(given),
    },
    { when: bots.given },
  );
  return tf`${runtime.outputs.roleArn}`;
}
