import { type Rule, rulesOver } from "../../lib/rules";
import { holds, holdsHcl } from "../foundation/domains";
import { foundationRules } from "../foundation/inputs";
import { readerZoneRule } from "../foundation/reader-zones";
import { firewallPart } from "../foundation/firewall-inputs";
import { edgeRules } from "./edge-rules";
import { exceptions, managedRuleGroups } from "./firewall-profile";
import type { inputs } from "./inputs";
import { beanstalkPart, clientsPart, databaseNamePart, databasePart, mailPart, webPart } from "./parts";
import { signInRules } from "./sign-in-rules";
import { sourceRules } from "./source-rules";

const rule = rulesOver<typeof inputs>();

const reaches = (egress: Readonly<Record<string, { port: number }>>, ports: readonly number[]): boolean =>
  Object.values(egress).some(({ port }) => ports.includes(port));
const reachesHcl = (ports: readonly number[]): string =>
  `length(setintersection([${ports.join(", ")}], values(var.web.egress)[*].port)) > 0`;
const ldapPorts = [389, 636, 3268, 3269];

const addressRules: readonly Rule[] = [
  rule.exactlyOne(
    "domain",
    "plainHttp",
    "the name under which REDCap is reached, or a reason for serving it without encryption",
  ),
  rule(["domain"], {
    message:
      "must have zone, where a certificate is validated and the name is made, or existingCertificate, or both",
    check: ({ domain }) => !domain || domain.zone !== undefined || domain.existingCertificate !== undefined,
    condition:
      "var.domain == null ? true : var.domain.zone != null || var.domain.existing_certificate != null",
  }),
  rule(["domain"], {
    at: "domain.zone.name",
    message: "must be the name itself or a domain above it",
    check: ({ domain }) => holds(domain?.zone?.name, domain?.name),
    condition: holdsHcl("var.domain.zone.name", "var.domain.name"),
  }),
  rule(["activeEnvironment", "environments"], {
    message: "must be a key of environments",
    check: ({ activeEnvironment, environments }) => Object.hasOwn(environments, activeEnvironment),
    condition: "contains(keys(var.environments), var.active_environment)",
  }),
];

const mailRules: readonly Rule[] = [
  rule(["mail"], {
    message: "must have domain (an SES identity to make) or existing (an existing one), exactly one",
    check: ({ mail }) => !mail || (mail.domain === undefined) !== (mail.existing === undefined),
    condition: "var.mail == null ? true : (var.mail.domain == null) != (var.mail.existing == null)",
  }),
  rule(["mail"], {
    at: "mail.zone.name",
    message: "must be the mail's domain itself or one above it",
    check: ({ mail }) => holds(mail?.zone?.name, mail?.domain),
    condition: holdsHcl("var.mail.zone.name", "var.mail.domain"),
  }),
  rule(["mail"], {
    at: "mail.fromAddress",
    message: "must be an address of the domain or of its subdomains",
    check: ({ mail }) =>
      !mail?.domain || !mail.fromAddress || holds(mail.domain, mail.fromAddress.replace(/^.*@/, "")),
    condition: 'try(endswith(replace(var.mail.from_address, "/^.*@/", "."), ".${var.mail.domain}"), true)',
  }),
  rule(["mail"], {
    message:
      "with existing must have what its transport sends with: identityArn (api) or smtpSecretArn (smtp); and fromAddress",
    check: ({ mail }) =>
      !mail?.existing ||
      Boolean(
        mail.fromAddress &&
        (mail.transport === "api" ? mail.existing.identityArn : mail.existing.smtpSecretArn),
      ),
    condition:
      "try(var.mail.existing, null) == null ? true : var.mail.from_address != null && " +
      '(var.mail.transport == "api" ? var.mail.existing.identity_arn != null : var.mail.existing.smtp_secret_arn != null)',
  }),
];

const copyRules: readonly Rule[] = [
  rule(["application"], {
    at: "application.cron",
    message: "must be false with application.copy: the jobs of a copy would write to the people in it",
    check: ({ application }) => !application.copy || !application.cron,
    condition: "var.application.copy == null || !var.application.cron",
  }),
  rule(["application", "mail"], {
    at: "mail",
    message: "must be left out with application.copy: a copy would write to the people in it",
    check: ({ application, mail }) => !application.copy || !mail,
    condition: "var.application.copy == null || var.mail == null",
  }),
];

const databaseRules: readonly Rule[] = [
  rule(["database"], {
    at: "database.readReplica",
    message: "needs a reader in readers",
    check: ({ database }) => !database.readReplica || Object.keys(database.readers).length > 0,
    condition: "!var.database.read_replica || length(var.database.readers) > 0",
  }),
  rule(["database"], {
    at: "database.username",
    message:
      "must differ from upgradeUsername and masterUsername, and these from each other: each has a password of its own",
    check: ({ database }) =>
      new Set([database.username, database.upgradeUsername, database.masterUsername]).size === 3,
    condition:
      "length(distinct([var.database.username, var.database.upgrade_username, var.database.master_username])) == 3",
  }),
];

const webRules: readonly Rule[] = [
  rule(["web"], {
    at: "web.egress",
    message: "must have a rule for port 443: AWS's services and package repositories are reached by it",
    check: ({ web }) => reaches(web.egress, [443]),
    condition: reachesHcl([443]),
  }),
  rule(["web", "application"], {
    at: "web.egress",
    message: `must have a rule for the directory's port (${ldapPorts.join(", ")}) with an authentication of ldap or ldap_table`,
    check: ({ web, application }) =>
      !application.authentication.startsWith("ldap") || reaches(web.egress, ldapPorts),
    condition: `!startswith(var.application.authentication, "ldap") || ${reachesHcl(ldapPorts)}`,
  }),
  rule(["application"], {
    at: "application.saltReplicaKmsKeyArns",
    message: "must be empty with existingSalt: replicate the secret where it is managed",
    check: ({ application: { existingSalt, saltReplicaKmsKeyArns } }) =>
      !existingSalt || Object.keys(saltReplicaKmsKeyArns).length === 0,
    condition:
      "var.application.existing_salt == null || length(var.application.salt_replica_kms_key_arns) == 0",
  }),
  rule(["applicationUpgrades", "firewall"], {
    message:
      "must be terraform where firewall.administratorCidrs is empty: REDCap's button leads to its upgrade page, which is " +
      "closed to everybody else",
    check: ({ applicationUpgrades, firewall }) =>
      applicationUpgrades === "terraform" || firewall.administratorCidrs.length > 0,
    condition: 'var.application_upgrades == "terraform" || length(var.firewall.administrator_cidrs) > 0',
  }),
];

interface Clients {
  readonly allowedCidrs: object;
  readonly plainHttp?: object;
  readonly loadBalancer: object;
}
interface Web {
  readonly web: object;
  readonly environments: object;
  readonly applicationUpgrades: string;
}
/** What the environments' module gets. */
const beanstalkGets = ({ environments, web, applicationUpgrades }: Web) => ({
  ...web,
  environments,
  applicationUpgrades,
});

export const rules: readonly Rule[] = [
  ...foundationRules,
  readerZoneRule,
  ...addressRules,
  ...edgeRules,
  ...mailRules,
  ...databaseRules,
  ...copyRules,
  ...webRules,
  ...clientsPart.rules({
    inputs: ["allowedCidrs", "plainHttp", "loadBalancer"],
    at: (input) => input,
    given: ({ allowedCidrs, plainHttp, loadBalancer }: Clients) => ({
      ...loadBalancer,
      allowedCidrs,
      plainHttp,
    }),
  }),
  ...signInRules,
  ...sourceRules,
  ...mailPart.rules({
    inputs: ["mail"],
    at: (input) => `mail.${input}`,
    given: ({ mail }: { mail?: { domain?: string } }) =>
      mail?.domain ? { ...mail, fromAddresses: [] } : undefined,
  }),
  ...[databasePart, databaseNamePart].flatMap(({ rules: of }) =>
    of({
      inputs: ["database"],
      at: (input) => `database.${input}`,
      given: ({ database }: { database: object }) => ({ ...database, engine: "aurora-mysql" }),
    }),
  ),
  ...beanstalkPart.rules({
    inputs: ["environments", "web", "applicationUpgrades"],
    at: (input) => input,
    given: beanstalkGets,
  }),
  ...webPart.rules({
    inputs: ["web", "environments", "applicationUpgrades"],
    at: (input) => `web.${input}`,
    given: beanstalkGets,
  }),
  ...firewallPart.rules({
    inputs: ["firewall", "edge"],
    at: (input) => `firewall.${input}`,
    given: ({ firewall, edge }: { firewall: { exceptions: object }; edge?: object }) => ({
      ...firewall,
      scope: edge ? "CLOUDFRONT" : "REGIONAL",
      managedRuleGroups,
      exceptions: { ...exceptions, ...firewall.exceptions },
    }),
  }),
];
