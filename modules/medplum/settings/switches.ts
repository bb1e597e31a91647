import type { Setting, Settings } from "./setting";

const parsed = (others: Partial<Setting> = {}): Setting => ({ parsing: "boolean", ...others });
/** The server takes the text as it is, so that every text is true: `false` can only be said by leaving the key out. */
const unparsed = (byDefault: boolean, others: Partial<Setting> = {}): Setting => ({
  parsing: "text",
  meaning: "boolean",
  default: byDefault,
  ...others,
});

/** The settings that are on or off. */
export const switches: Settings = {
  botCustomFunctionsEnabled: parsed({ note: "Bots may name Lambda functions of their own." }),
  fhirSearchDiscourageSeqScan: parsed(),
  logAuditEvents: parsed(),
  logRequests: parsed(),
  mcpEnabled: parsed(),
  redactAuditEvents: parsed(),
  registerEnabled: parsed({ note: "Whether anyone may register a new project." }),

  autoDownloadEnabled: unparsed(true, { note: "Still not parsed in September 2026." }),
  heartbeatEnabled: unparsed(true, { note: "The heartbeat of WebSockets, every 10 s." }),
  introspectionEnabled: unparsed(false, { note: "Opens the introspection of the GraphQL schema." }),
  preCommitSubscriptionsEnabled: unparsed(false),
  rangeSearch: unparsed(false),
  rateLimitsEnabled: unparsed(true, {
    since: "5.1.23",
    note: "Unknown to 5.1.12. Rate limits are off with defaultRateLimit = -1, in every version.",
  }),
  requireVerifiedEmailForProjectCreation: unparsed(false, { note: "Parsed since September 2026." }),
  saveAuditEvents: unparsed(false),
  vmContextBotsEnabled: unparsed(false, { note: "Runs bots inside the server's own process." }),
};
