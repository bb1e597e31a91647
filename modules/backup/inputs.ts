import { z } from "zod";
import { arn, namePrefix } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { schedule } from "./schedule";

/** AWS Backup's longest retention: 100 years. */
const LONGEST = 36500;

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
    .describe("Minutes within which a backup must have started, else it counts as expired."),
  completionWindowMinutes: z
    .int()
    .min(120)
    .max(43_200)
    .default(720)
    .describe(
      "Minutes within which it must have ended, start included. At least an hour more than the start window.",
    ),
};

/** Each kind of rule has these windows, so each carries their check. */
const completes = {
  message: "must have a completion window of at least 60 minutes more than the start window",
  check: (rule: { startWindowMinutes: number; completionWindowMinutes: number }) =>
    rule.completionWindowMinutes >= rule.startWindowMinutes + 60,
  condition: (ref: string) => `${ref}.completion_window_minutes >= ${ref}.start_window_minutes + 60`,
};

const rule = constrain(
  constrain(
    z.strictObject({
      schedule: schedule().describe("When, as an AWS cron expression in UTC."),
      retentionDays: z.int().min(1).max(LONGEST).describe("Days to keep a recovery point."),
      coldStorageAfterDays: z
        .int()
        .min(1)
        .max(LONGEST - 90)
        .optional()
        .describe(
          "Days after which it moves to cold storage, where AWS has that (not for Aurora). Default: never.",
        ),
      ...windows,
    }),
    completes,
  ),
  {
    message:
      "must keep a recovery point for 90 days or more after it moved to cold storage: AWS bills them anyway",
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
    continuous: z
      .boolean()
      .default(false)
      .describe(
        "Backs up every change of a bucket, so that it can be restored to any second of the last days.",
      ),
  }),
  {
    message:
      "must not be continuous unless it is a bucket: AWS Backup would take over a database's own backup window and " +
      "retention, which the database module sets; Aurora has point-in-time recovery of its own",
    check: ({ arn: resourceArn, continuous }) => !continuous || bucket.test(resourceArn),
    condition: (ref) => `!${ref}.continuous || can(regex("${bucket.source}", ${ref}.arn))`,
  },
);

const lock = constrain(
  constrain(
    z.strictObject({
      mode: z
        .enum(["governance", "compliance"])
        .describe(
          "`governance`: whoever may change the vault's lock can take it off. `compliance`: once changeableForDays are " +
            "over, nobody can, AWS and the root user included; the vault and its bill stay until the last day of retention.",
        ),
      minRetentionDays: z
        .int()
        .min(1)
        .max(LONGEST)
        .default(1)
        .describe("Shortest retention that the vault accepts."),
      maxRetentionDays: z
        .int()
        .min(1)
        .max(LONGEST)
        .default(LONGEST)
        .describe(
          "Longest retention that the vault accepts, against typing errors that cannot be taken back.",
        ),
      changeableForDays: z
        .int()
        .min(3)
        .max(LONGEST)
        .optional()
        .describe("Days of grace in which a compliance lock can still be removed. Only with compliance."),
      irreversible: z
        .boolean()
        .default(false)
        .describe("Must be true with compliance: it says that you know it cannot be undone."),
    }),
    {
      message:
        "must have changeableForDays and irreversible = true with mode compliance, and neither with governance",
      check: ({ mode, changeableForDays, irreversible }) =>
        (mode === "compliance") === (changeableForDays !== undefined) &&
        (mode === "compliance") === irreversible,
      condition: (ref) =>
        `(${ref}.mode == "compliance") == (${ref}.changeable_for_days != null) && ` +
        `(${ref}.mode == "compliance") == ${ref}.irreversible`,
    },
  ),
  {
    message: "must have maxRetentionDays of at least minRetentionDays",
    check: ({ minRetentionDays, maxRetentionDays }) => minRetentionDays <= maxRetentionDays,
    condition: (ref) => `${ref}.min_retention_days <= ${ref}.max_retention_days`,
  },
);

/** Inputs of the backup module. */
export const inputs = {
  name: namePrefix(40).describe("Name of the vault and the plan, and prefix of every other name."),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key that encrypts the vault. Aurora's recovery points keep the key of their cluster until they are copied.",
  ),
  resources: z
    .record(key(), resource)
    .describe(
      "What is backed up: ARN by a name of your choice. Each is a selection of its own, so that they change alone. A " +
        "bucket may stand here twice, continuous and not.",
    ),
  rules: constrain(z.record(key(), rule), {
    message: "must have at least one rule: AWS takes no plan without",
    check: (rules) => Object.keys(rules).length > 0,
    condition: (ref) => `length(${ref}) > 0`,
  })
    .prefault({
      daily: { schedule: "cron(0 3 * * ? *)", retentionDays: 35 },
      weekly: { schedule: "cron(0 4 ? * SUN *)", retentionDays: 90 },
      monthly: { schedule: "cron(0 5 1 * ? *)", retentionDays: 365 },
    })
    .describe(
      "When resources are backed up and for how long: rules by name. Default: daily for 35 days, weekly for 90, monthly " +
        "for a year. The six years of 45 CFR 164.316(b)(2)(i) are about documentation, not about copies of data; set " +
        "2192 where your records policy says so.",
    ),
  continuous: constrain(
    z.strictObject({
      schedule: schedule()
        .default("cron(0 2 * * ? *)")
        .describe("When AWS Backup looks whether the continuous backup runs, in UTC."),
      retentionDays: z
        .int()
        .min(1)
        .max(35)
        .default(35)
        .describe("Days to which one can go back; AWS allows 35."),
      ...windows,
    }),
    completes,
  )
    .prefault({})
    .describe("Continuous backup of the resources that ask for it, instead of the rules."),
  copyVaultArns: z
    .array(arn("backup", "backup-vault:"))
    .default([])
    .describe(
      "Vaults in other regions or accounts that get a copy of each recovery point of the rules, kept as long. A vault of " +
        "another account must allow backup:CopyIntoBackupVault. Default: none.",
    ),
  deletionPrincipalArns: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws(-[a-z-]+)?:(iam|sts)::[0-9]{12}:.+$/,
          "must be the ARN of an IAM principal, * allowed",
        ),
    )
    .default([])
    .describe(
      "Who may delete recovery points or shorten their life, by ARN, with `*` and `?` as wildcards. Default: nobody; " +
        "retention ends them.",
    ),
  lock: lock
    .optional()
    .describe(
      "Vault lock: retention that even administrators cannot cut short. Default: none, only the vault's policy.",
    ),
  notifications: z
    .strictObject({ topicArn: arn("sns").describe("Topic that backup.amazonaws.com may publish to.") })
    .optional()
    .describe(
      "Where failed copies and all restores are told. Default: nowhere. Failed and expired backups are told by EventBridge " +
        "and metrics (module monitoring).",
    ),
  optIn: z
    .boolean()
    .default(false)
    .describe(
      "Opts the account in to AWS Backup of Aurora and S3 in this region, once. Without it no such backup runs, and none " +
        "fails. Default: off, since it is a setting of everybody in the account.",
    ),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the vault together with its recovery points. For short-lived environments only.",
    ),
} as const;
