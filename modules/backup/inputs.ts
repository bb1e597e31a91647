import { z } from "zod";
import { arn, namePrefix, unique } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { lock, MAXIMUM_RETENTION } from "./lock";
import { schedule } from "./schedule";

const key = () =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,23}$/, "must be 1 to 24 lower-case letters, digits and hyphens, like daily");

const windows = {
  startWindowMinutes: z
    .int()
    .min(60)
    .max(1440)
    .default(60)
    .describe("Minutes within which a backup must start; otherwise it expires."),
  completionWindowMinutes: z
    .int()
    .min(120)
    .max(43_200)
    .default(720)
    .describe(
      "Minutes within which a backup must complete, the start window included. At least 60 more than the start window.",
    ),
};

/** Each kind of rule has these windows, so each carries their check. */
const completes = {
  message: "must have completionWindowMinutes of at least 60 more than startWindowMinutes",
  check: (rule: { startWindowMinutes: number; completionWindowMinutes: number }) =>
    rule.completionWindowMinutes >= rule.startWindowMinutes + 60,
  condition: (ref: string) => `${ref}.completion_window_minutes >= ${ref}.start_window_minutes + 60`,
};

const rule = constrain(
  z.strictObject({
    schedule: schedule().describe("When backups start: an AWS cron expression in UTC."),
    retentionDays: z.int().min(1).max(MAXIMUM_RETENTION).describe("Days to keep a recovery point."),
    coldStorageAfterDays: z
      .int()
      .min(1)
      .max(MAXIMUM_RETENTION - 90)
      .optional()
      .describe(
        "Days after which a recovery point moves to cold storage, where AWS supports that (not for Aurora). Default: never.",
      ),
    ...windows,
  }),
  completes,
  {
    message:
      "must have retentionDays of at least 90 more than coldStorageAfterDays: AWS bills 90 days of cold storage anyway",
    check: ({ retentionDays, coldStorageAfterDays }) =>
      coldStorageAfterDays === undefined || retentionDays >= coldStorageAfterDays + 90,
    condition: (ref) =>
      `${ref}.cold_storage_after_days == null ? true : ` +
      `${ref}.retention_days >= coalesce(${ref}.cold_storage_after_days, 0) + 90`,
  },
);

const bucket = /^arn:aws(-[a-z-]+)?:s3:::/;

const resource = constrain(
  z.strictObject({
    arn: z
      .string()
      .regex(/^arn:aws(-[a-z-]+)?:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:.+$/, "must be an ARN")
      .describe("ARN of an Aurora cluster, a bucket with versioning, a file system, …"),
    continuous: decides(z.boolean())
      .default(false)
      .describe("Backs up every change of a bucket: it can be restored to any second of the last days."),
  }),
  {
    message:
      "must not be continuous unless it is a bucket: AWS Backup would take over the backup window and retention of a " +
      "database, which the database module sets; Aurora has point-in-time recovery of its own",
    check: ({ arn: resourceArn, continuous }) => !continuous || bucket.test(resourceArn),
    condition: (ref) => `!${ref}.continuous || can(regex("${bucket.source}", ${ref}.arn))`,
  },
);

const continuous = constrain(
  z.strictObject({
    schedule: schedule()
      .default("cron(0 2 * * ? *)")
      .describe(
        "When AWS Backup checks that the continuous backup is running: an AWS cron expression in UTC.",
      ),
    retentionDays: z
      .int()
      .min(1)
      .max(35)
      .default(35)
      .describe("Days of point-in-time recovery. Default: the maximum of AWS."),
    ...windows,
  }),
  completes,
);

/** Inputs of the backup module. */
export const inputs = {
  name: namePrefix(40).describe("Name of the vault and the plan, and prefix of every other name."),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key that encrypts the vault, not that of what is backed up. Read only when the vault is created. Recovery points of Aurora keep the key of their cluster until they are copied.",
  ),
  resources: z
    .record(key(), resource)
    .describe(
      "What to back up: ARNs by a name of your choice. Each is a selection of its own, so that one can change without the " +
        "others. A bucket may be listed twice, continuous and not.",
    ),
  rules: constrain(z.record(key(), rule), {
    message: "must have at least one rule: AWS Backup accepts no plan without one",
    check: (rules) => Object.keys(rules).length > 0,
    condition: (ref) => `length(${ref}) > 0`,
  })
    .prefault({
      daily: { schedule: "cron(0 3 * * ? *)", retentionDays: 35 },
      weekly: { schedule: "cron(0 4 ? * SUN *)", retentionDays: 90 },
      monthly: { schedule: "cron(0 5 1 * ? *)", retentionDays: 365 },
    })
    .describe(
      "When resources are backed up and how long backups are kept: rules by name. Default: daily for 35 days, weekly for " +
        "90, monthly for a year. The six years of 45 CFR 164.316(b)(2)(i) apply to documentation, not to copies of data; " +
        "set 2192 where your records policy requires it.",
    ),
  continuous: continuous
    .prefault({})
    .describe("Continuous backup of the continuous resources, instead of the rules."),
  copyVaultArns: unique(z.array(arn("backup", "backup-vault:")))
    .default([])
    .describe(
      "Vaults in other regions or accounts that get a copy of each recovery point of the rules, with the same retention. A " +
        "vault of another account must allow backup:CopyIntoBackupVault. Default: none.",
    ),
  deletionPrincipalArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws(-[a-z-]+)?:(iam|sts)::[0-9]{12}:.+$/,
          "must be the ARN of an IAM principal, * and ? allowed",
        ),
    )
    .default([])
    .describe(
      "ARNs of the principals that may delete recovery points or shorten their retention, with `*` and `?` as wildcards. " +
        "Default: nobody; retention ends recovery points.",
    ),
  lock: lock
    .optional()
    .describe(
      "Vault lock: retention that even administrators cannot shorten. Default: none, only the vault's policy.",
    ),
  notifications: z
    .strictObject({
      topicArn: arn("sns").describe("ARN of a topic to which backup.amazonaws.com may publish."),
    })
    .optional()
    .describe(
      "Notifies a topic of failed copies and of all restores. Default: no notifications. Failed and expired backups are " +
        "events of EventBridge and metrics (module monitoring).",
    ),
  optIn: decides(z.boolean())
    .default(false)
    .describe(
      "Opts the account in to AWS Backup of Aurora and S3 in this region, once. Without it, no such backup runs, and none " +
        "fails. Default: off, since it is a setting of the whole account.",
    ),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the vault with its recovery points. For short-lived environments only.",
    ),
};

export type Inputs = InputReferences<typeof inputs>;
