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

export const monitoringPart = part(Monitoring, ["subscriptions"]);

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
    .strictObject({ arn: arn("kms", "key/").describe("ARN of the key.") })
    .optional()
    .describe(
      "Existing key that encrypts everything, with a policy like that of the encryption-key module (CloudWatch Logs and " +
        "alarms, SES, SNS, EventBridge, EC2, AWS Backup; CloudFront where it reads files, CloudTrail with audit_trail). Default: a key is made.",
    ),
  monitoring: z
    .strictObject(monitoringPart.shape)
    .prefault({})
    .describe("Who is notified of alarms. Default: nobody; the alarms and the dashboard exist all the same."),
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
      "Protects database, load balancers, secrets and buckets from destruction until set to false and applied.",
    ),
};

/** The inputs within a composing module, and its name. */
export type FoundationInputs = InputReferences<typeof foundationInputs> & { readonly name: string };

const rule = rulesOver<typeof foundationInputs>();

export const foundationRules: readonly Rule[] = [
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
