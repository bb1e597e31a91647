import { z } from "zod";
import {
  arn,
  forceDestroyLogs,
  logKmsKeyArn,
  logRetention,
  namePrefix,
  noDoubleHyphens,
  recoveryWindowDays,
  uniqueValues,
} from "../../lib/aws/inputs";
import { inOneSecurityGroup } from "../../lib/aws/quotas";
import { notReserved } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { clientName } from "./client-name";
import { group } from "./group-inputs";

const noDoubleHyphen = noDoubleHyphens(": ElastiCache refuses it");

const groupName = constrain(
  z
    .string()
    .regex(
      /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
      "must be 1 to 20 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
    ),
  noDoubleHyphen,
  {
    message: "must not be default, which is the engine's own user",
    check: (value) => value !== "default",
    condition: (reference) => `${reference} != "default"`,
  },
);

export const inputs = {
  name: notReserved(constrain(namePrefix(32), noDoubleHyphen), "securityGroups").describe(
    "Prefix of every name; a group is called <name>-<group>.",
  ),
  vpcId: z.string().min(1).describe("VPC of the security groups."),
  subnetIds: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      "Subnets without a route to the internet. Groups with Multi-AZ need two, in different availability zones.",
    ),
  clients: inOneSecurityGroup(uniqueValues(z.record(clientName(), z.string().min(1))))
    .default({})
    .describe(
      "Clients that may connect to every group: security group IDs by a name of your choice. Each has a rule of its own for " +
        "each group, so that one can change without the others.",
    ),
  kmsKeyArn: arn("kms", "key/").describe("Key for data at rest, snapshots, connection secrets and logs."),
  logKmsKeyArn: logKmsKeyArn(),
  groups: constrain(z.record(groupName, group), {
    message: "must have at least one group",
    check: (groups) => Object.keys(groups).length > 0,
    condition: (reference) => `length(${reference}) > 0`,
  }).describe("Replication groups by name."),
  logRetentionDays: logRetention().default(90).describe("Days to keep the logs."),
  forceDestroyLogs: forceDestroyLogs(),
  secretRecoveryWindowDays: recoveryWindowDays()
    .default(0)
    .describe(
      "Days in which a deleted connection secret can be restored, and in which its name stays taken. Default: none, since the " +
        "password is worthless without its group, and a group that comes back under its name needs the secret's name.",
    ),
};

export type Inputs = InputReferences<typeof inputs>;
