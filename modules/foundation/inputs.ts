import { z } from "zod";
import { arn, domainName, logRetention, subnetId, vpcId, zoneId } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { part } from "../../lib/part";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { type Rule, rulesOver } from "../../lib/rules";
import { Backup } from "../backup";
import { Monitoring } from "../monitoring";
import { Network } from "../network";
import { auditInput, auditRules } from "./audit-inputs";
import { malwareInput, malwareRules } from "./malware-inputs";

// What every application's callers may say of what it stands on, whatever the application is.

export const networkPart = part(Network, [
  "cidr",
  "availabilityZones",
  "subnetCidrs",
  "natGateways",
  "interfaceEndpoints",
  "trustedAccountIds",
]);

export const monitoringPart = part(Monitoring, ["subscriptions", "budget"]);

export const backupPart = part(Backup, ["rules", "copyVaultArns", "lock", "deletionPrincipalArns", "optIn"]);

const subnetIds = () => z.array(subnetId()).min(2);

/** A public Route 53 zone, by ID or by name. */
export const zone = constrain(
  z.strictObject({
    id: zoneId().optional().describe("ID of the zone."),
    name: domainName().optional().describe("Name of the zone, which is looked up."),
  }),
  {
    message: "must have id or name, exactly one",
    check: ({ id, name }) => (id === undefined) !== (name === undefined),
    condition: (ref) => `(${ref}.id == null) != (${ref}.name == null)`,
  },
);

export const foundationInputs = {
  network: z
    .strictObject(networkPart.shape)
    .optional()
    .describe("A VPC to make. Exactly one of network and existingNetwork."),
  existingNetwork: z
    .strictObject({
      vpcId: vpcId().describe("The VPC."),
      publicSubnetIds: subnetIds().describe("Subnets of the load balancers, in two or more zones."),
      appSubnetIds: subnetIds().describe("Subnets of the application, with a route out (NAT or endpoints)."),
      dataSubnetIds: subnetIds().describe("Subnets of the database, without a route to the internet."),
    })
    .optional()
    .describe("An existing VPC. Exactly one of network and existingNetwork."),
  existingKmsKey: z
    .strictObject({
      arn: arn("kms", "key/").describe("ARN of the key of the data."),
      logsArn: arn("kms", "key/")
        .optional()
        .describe("ARN of the key of logs, trails and alarms. Default: arn."),
      backupsArn: arn("kms", "key/").optional().describe("ARN of the vault's key. Default: arn."),
    })
    .optional()
    .describe(
      "Existing keys, with policies like those of the encryption-key module (data: SES, AWS Backup, Auto Scaling's service-linked role, " +
        "CloudFront where it reads files; logs: CloudWatch Logs and alarms, SNS, EventBridge, AWS Backup, CloudTrail with audit_trail). " +
        "Default: three keys are made, for data, for logs and for backups.",
    ),
  monitoring: z
    .strictObject(monitoringPart.shape)
    .prefault({})
    .describe(
      "Who is notified of alarms, and a budget. Default: nobody, and none; the alarms and the dashboard exist all the same.",
    ),
  backup: z
    .strictObject(backupPart.shape)
    .prefault({})
    .describe("AWS Backup, in addition to the database's own backups."),
  malwareScan: malwareInput,
  auditTrail: auditInput,
  logRetentionDays: logRetention()
    .default(365)
    .describe(
      "Days to keep logs in CloudWatch. Audit logs and access logs are kept for six years regardless.",
    ),
  deletionProtection: decides(z.boolean())
    .default(true)
    .describe(
      "Protects database, load balancers and secrets from destruction until set to false and applied. Files, backups, logs and keys outlive " +
        "even that, unless forceDestroy is given.",
    ),
  forceDestroy: z
    .strictObject({
      reason: z.string().min(10).max(256).describe("Why nobody will need the records again."),
    })
    .optional()
    .describe(
      "Lets a destroy delete what holds records, too: files with their versions, recovery points, access and audit logs, log groups, keys and, " +
        "without a recovery window, secrets. For short-lived environments. Default: all of it outlives a destroy (see the README).",
    ),
};

/** The inputs within a composing module, and its name. */
export type FoundationInputs = InputReferences<typeof foundationInputs> & { readonly name: string };

const rule = rulesOver<typeof foundationInputs>();

export const foundationRules: readonly Rule[] = [
  rule(["forceDestroy", "deletionProtection"], {
    message: "must be left out with deletionProtection, which protects what it would destroy",
    check: ({ forceDestroy, deletionProtection }) => forceDestroy === undefined || !deletionProtection,
    condition: "var.force_destroy == null || !var.deletion_protection",
  }),
  rule.exactlyOne("network", "existingNetwork", "a VPC to make, or an existing one"),
  ...networkPart.rules({
    inputs: ["network"],
    at: (input) => `network.${input}`,
    given: ({ network }: { network?: object }) => network,
  }),
  ...auditRules,
  ...malwareRules,
  ...backupPart.rules({
    inputs: ["backup"],
    at: (input) => `backup.${input}`,
    given: ({ backup }: { backup: object }) => ({
      ...backup,
      continuous: Backup.definition.inputs.continuous.parse(undefined),
      resources: { files: { continuous: true } },
    }),
  }),
];
