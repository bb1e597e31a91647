import type { Rule } from "../../lib/problems";
import { Database } from "../database";
import { Network } from "../network";

/** What callers write as `network` and `database`, for the rules of the modules that get it. */
type Values = Readonly<Record<string, never>>;

interface Zone {
  readonly zoneId?: string;
  readonly zoneName?: string;
}
const zones = ({ zoneId, zoneName }: Zone): number =>
  Number(zoneId !== undefined) + Number(zoneName !== undefined);

/**
 * The rules of a nested module, applied to the object that holds its inputs, so that a TypeScript caller hears of them
 * at synth. Plain-Terraform callers hear of them from the nested module's own variables.
 */
function nested(rules: readonly Rule[], input: string, fixed: object = {}): Rule[] {
  return rules.map((rule) => ({
    inputs: [input],
    at: `${input}.${rule.inputs[0]}`,
    message: rule.message,
    check: (values: Values) =>
      values[input] === undefined || rule.check({ ...fixed, ...(values[input] as object) } as never),
  }));
}

export const rules: readonly Rule[] = [
  {
    inputs: ["network", "existingNetwork"],
    message: "or existing_network must be given, exactly one: a VPC to make, or one that is there",
    check: (v: Values) => (v["network"] === undefined) !== (v["existingNetwork"] === undefined),
    condition: "(var.network == null) != (var.existing_network == null)",
  },
  {
    inputs: ["domain", "plainHttp"],
    message:
      "or plain_http must be given, exactly one: the name under which REDCap is reached, or a reason for serving it " +
      "without encryption",
    check: (v: Values) => (v["domain"] === undefined) !== (v["plainHttp"] === undefined),
    condition: "(var.domain == null) != (var.plain_http == null)",
  },
  {
    inputs: ["domain"],
    message:
      "needs zone_id or zone_name (one of them), where a certificate is validated and the name is made, or certificate_arn",
    check: ({ domain }: { domain?: Zone & { certificateArn?: string } }) =>
      !domain || (zones(domain) <= 1 && (zones(domain) === 1 || Boolean(domain.certificateArn))),
    condition:
      "var.domain == null ? true : !(var.domain.zone_id != null && var.domain.zone_name != null) && " +
      "(var.domain.zone_id != null || var.domain.zone_name != null || var.domain.certificate_arn != null)",
  },
  {
    inputs: ["mail"],
    message: "must not have both zone_id and zone_name",
    check: ({ mail }: { mail?: Zone }) => !mail || zones(mail) <= 1,
    condition: "var.mail == null ? true : !(var.mail.zone_id != null && var.mail.zone_name != null)",
  },
  {
    inputs: ["activeEnvironment", "environments"],
    message: "must be a colour of environments",
    check: (v: { activeEnvironment: string; environments: object }) => v.activeEnvironment in v.environments,
    condition: "contains(keys(var.environments), var.active_environment)",
  },
  {
    inputs: ["mail"],
    message: "needs domain (an SES identity to make) or existing (one that is there), exactly one",
    check: ({ mail }: { mail?: { domain?: string; existing?: object } }) =>
      !mail || (mail.domain === undefined) !== (mail.existing === undefined),
    condition: "var.mail == null ? true : (var.mail.domain == null) != (var.mail.existing == null)",
  },
  {
    inputs: ["mail"],
    message:
      "with existing needs what its transport sends with: identity_arn (api) or smtp_secret_arn (smtp); and from_address",
    check: ({
      mail,
    }: {
      mail?: {
        transport: string;
        fromAddress?: string;
        existing?: { identityArn?: string; smtpSecretArn?: string };
      };
    }) =>
      !mail?.existing ||
      Boolean(
        mail.fromAddress &&
        (mail.transport === "api" ? mail.existing.identityArn : mail.existing.smtpSecretArn),
      ),
    condition:
      "try(var.mail.existing, null) == null ? true : var.mail.from_address != null && " +
      '(var.mail.transport == "api" ? var.mail.existing.identity_arn != null : var.mail.existing.smtp_secret_arn != null)',
  },
  {
    inputs: ["database"],
    message: "needs a reader in readers for read_replica",
    check: ({ database }: { database: { readReplica: boolean; readers: object } }) =>
      !database.readReplica || Object.keys(database.readers).length > 0,
    condition: "!var.database.read_replica || length(var.database.readers) > 0",
  },
  ...nested(Network.definition.rules ?? [], "network"),
  ...nested(Database.definition.rules ?? [], "database", { engine: "aurora-mysql" }),
];
