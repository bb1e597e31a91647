import type { Rule } from "../../lib/problems";
import { Backup } from "../backup";
import { Beanstalk } from "../beanstalk";
import { Database } from "../database";
import { Firewall } from "../firewall";
import { Network } from "../network";
import { exceptions, managedRuleGroups } from "./firewall-profile";

/** What callers write, by input. */
type Values = Readonly<Record<string, never>>;

interface Zone {
  readonly zoneId?: string;
  readonly zoneName?: string;
}
const zones = ({ zoneId, zoneName }: Zone): number =>
  Number(zoneId !== undefined) + Number(zoneName !== undefined);
const holds = (zone: string | undefined, name: string | undefined): boolean =>
  zone === undefined || name === undefined || `.${name}`.endsWith(`.${zone}`);
const holdsHcl = (input: string, name: string): string =>
  `try(endswith(".\${var.${input}.${name}}", ".\${var.${input}.zone_name}"), true)`;

interface Egress {
  readonly egress: Readonly<Record<string, { readonly port: number }>>;
}
const reaches = ({ egress }: Egress, ports: readonly number[]): boolean =>
  Object.values(egress).some(({ port }) => ports.includes(port));
const reachesHcl = (ports: readonly number[]): string =>
  `length(setintersection([${ports.join(", ")}], values(var.web.egress)[*].port)) > 0`;
const ldapPorts = [389, 636, 3268, 3269];

const own: readonly Rule[] = [
  {
    inputs: ["network", "existingNetwork"],
    message: "or existingNetwork must be given, exactly one: a VPC to make, or one that is there",
    check: (v: Values) => (v["network"] === undefined) !== (v["existingNetwork"] === undefined),
    condition: "(var.network == null) != (var.existing_network == null)",
  },
  {
    inputs: ["domain", "plainHttp"],
    message:
      "or plainHttp must be given, exactly one: the name under which REDCap is reached, or a reason for serving it " +
      "without encryption",
    check: (v: Values) => (v["domain"] === undefined) !== (v["plainHttp"] === undefined),
    condition: "(var.domain == null) != (var.plain_http == null)",
  },
  {
    inputs: ["domain"],
    message:
      "needs zoneId or zoneName (one of them), where a certificate is validated and the name is made, or certificateArn",
    check: ({ domain }: { domain?: Zone & { certificateArn?: string } }) =>
      !domain || (zones(domain) <= 1 && (zones(domain) === 1 || Boolean(domain.certificateArn))),
    condition:
      "var.domain == null ? true : !(var.domain.zone_id != null && var.domain.zone_name != null) && " +
      "(var.domain.zone_id != null || var.domain.zone_name != null || var.domain.certificate_arn != null)",
  },
  {
    inputs: ["domain"],
    at: "domain.zoneName",
    message: "must be the name itself or a domain above it",
    check: ({ domain }: { domain?: Zone & { name: string } }) => holds(domain?.zoneName, domain?.name),
    condition: holdsHcl("domain", "name"),
  },
  {
    inputs: ["activeEnvironment", "environments"],
    message: "must be a colour of environments",
    check: (v: { activeEnvironment: string; environments: object }) =>
      Object.hasOwn(v.environments, v.activeEnvironment),
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
    message: "must not have both zoneId and zoneName",
    check: ({ mail }: { mail?: Zone }) => !mail || zones(mail) <= 1,
    condition: "var.mail == null ? true : !(var.mail.zone_id != null && var.mail.zone_name != null)",
  },
  {
    inputs: ["mail"],
    at: "mail.zoneName",
    message: "must be the mail's domain itself or one above it",
    check: ({ mail }: { mail?: Zone & { domain?: string } }) => holds(mail?.zoneName, mail?.domain),
    condition: holdsHcl("mail", "domain"),
  },
  {
    inputs: ["mail"],
    at: "mail.fromAddress",
    message: "must be an address of the domain or of its subdomains",
    check: ({ mail }: { mail?: { domain?: string; fromAddress?: string } }) =>
      !mail?.domain || !mail.fromAddress || holds(mail.domain, mail.fromAddress.replace(/^.*@/, "")),
    condition: 'try(endswith(replace(var.mail.from_address, "/^.*@/", "."), ".${var.mail.domain}"), true)',
  },
  {
    inputs: ["mail"],
    at: "mail.dmarcReportAddress",
    message: "needs a dmarcPolicy other than unmanaged: the address is part of the module's own record",
    check: ({ mail }: { mail?: { dmarcReportAddress?: string; dmarcPolicy: string } }) =>
      !mail?.dmarcReportAddress || mail.dmarcPolicy !== "unmanaged",
    condition:
      'try(var.mail.dmarc_report_address, null) == null || try(var.mail.dmarc_policy != "unmanaged", true)',
  },
  {
    inputs: ["mail"],
    message:
      "with existing needs what its transport sends with: identityArn (api) or smtpSecretArn (smtp); and fromAddress",
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
    at: "database.readReplica",
    message: "needs a reader in readers",
    check: ({ database }: { database: { readReplica: boolean; readers: object } }) =>
      !database.readReplica || Object.keys(database.readers).length > 0,
    condition: "!var.database.read_replica || length(var.database.readers) > 0",
  },
  {
    inputs: ["database"],
    at: "database.username",
    message:
      "must differ from upgradeUsername and masterUsername, and these from each other: each has a password of its own",
    check: ({ database }: { database: Record<"username" | "upgradeUsername" | "masterUsername", string> }) =>
      new Set([database.username, database.upgradeUsername, database.masterUsername]).size === 3,
    condition:
      "length(distinct([var.database.username, var.database.upgrade_username, var.database.master_username])) == 3",
  },
  {
    inputs: ["web"],
    at: "web.egress",
    message: "must have a rule for port 443: AWS's services and package repositories are reached by it",
    check: ({ web }: { web: Egress }) => reaches(web, [443]),
    condition: reachesHcl([443]),
  },
  {
    inputs: ["web", "application"],
    at: "web.egress",
    message: `must have a rule for the directory's port (${ldapPorts.join(", ")}) with an authentication of ldap or ldap_table`,
    check: ({ web, application }: { web: Egress; application: { authentication: string } }) =>
      !application.authentication.startsWith("ldap") || reaches(web, ldapPorts),
    condition: `!startswith(var.application.authentication, "ldap") || ${reachesHcl(ldapPorts)}`,
  },
  {
    inputs: ["applicationUpgrades", "firewall"],
    message:
      "must be terraform where firewall.administratorCidrs is empty: REDCap's button leads to its upgrade page, which is " +
      "closed to everybody else",
    check: (v: { applicationUpgrades: string; firewall: { administratorCidrs: readonly string[] } }) =>
      v.applicationUpgrades === "terraform" || v.firewall.administratorCidrs.length > 0,
    condition: 'var.application_upgrades == "terraform" || length(var.firewall.administrator_cidrs) > 0',
  },
];

/**
 * The rules of a nested module, on what this one hands to it, so that a TypeScript caller hears of them at synth. Callers
 * in plain Terraform hear of them from the nested module's own variables. `given` is undefined where the module is not made.
 */
function nested(
  { rules = [] }: { readonly rules?: readonly Rule[] },
  inputs: Rule["inputs"],
  at: (input: string) => string,
  given: (values: never) => object | undefined,
): Rule[] {
  return rules.map((rule) => ({
    inputs,
    at: at(rule.inputs[0]),
    message: rule.message,
    check: (values: never) => {
      const handed = given(values);
      return handed === undefined || rule.check(handed as never);
    },
  }));
}

interface Web {
  readonly web: object;
  readonly environments: Readonly<Record<string, object>>;
  readonly applicationUpgrades: string;
}
interface Guarded {
  readonly firewall: { readonly exceptions: object };
}

export const rules: readonly Rule[] = [
  ...own,
  ...nested(
    Network.definition,
    ["network"],
    (input) => `network.${input}`,
    ({ network }: { network?: object }) => network,
  ),
  ...nested(
    Database.definition,
    ["database"],
    (input) => `database.${input}`,
    ({ database }: { database: object }) => ({ ...database, engine: "aurora-mysql" }),
  ),
  ...nested(
    Beanstalk.definition,
    ["environments", "web", "applicationUpgrades"],
    (input) => (input === "environments" || input === "applicationUpgrades" ? input : `web.${input}`),
    ({ environments, web, applicationUpgrades }: Web) => ({
      ...web,
      environments,
      applicationUpgrades,
      loadBalancers: Object.fromEntries(Object.keys(environments).map((colour) => [colour, { arn: colour }])),
    }),
  ),
  ...nested(
    Firewall.definition,
    ["firewall"],
    (input) => `firewall.${input}`,
    ({ firewall }: Guarded) => ({
      ...firewall,
      scope: "REGIONAL",
      resourceArns: {},
      guardedPaths: {},
      managedRuleGroups,
      exceptions: { ...exceptions, ...firewall.exceptions },
    }),
  ),
  ...nested(
    Backup.definition,
    ["backup"],
    (input) => `backup.${input}`,
    ({ backup }: { backup: object }) => ({
      ...backup,
      continuous: Backup.definition.inputs.continuous.parse(undefined),
      resources: { files: { continuous: true } },
    }),
  ),
];
