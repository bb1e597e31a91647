import { z } from "zod";
import { arn, bucketName, namePrefix } from "../../lib/aws/inputs";
import { part } from "../../lib/part";
import { type Rule, rulesOver } from "../../lib/rules";
import { LogBucket } from "../log-bucket";

/** What callers may say of the log bucket that is made. */
export const logsPart = part(LogBucket, ["bucketName", "retentionDays", "archive", "deletedVersionDays"]);

/** What the log bucket's name adds to the state bucket's. */
export const LOGS_SUFFIX = "-logs";

/** The longest state bucket's name with which the log bucket's default name is one of a bucket. */
export const longestWithLogs = 63 - LOGS_SUFFIX.length;

export const inputs = {
  bucketName: bucketName().describe("Name of the state bucket, unique in all of AWS."),
  lockTableName: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be 3 to 255 letters, digits, dots, hyphens or underscores")
    .optional()
    .describe("Name of the DynamoDB table for locks. Default: the bucket's name with `-locks`."),
  existingKmsKey: z
    .strictObject({ arn: arn("kms", "key/").describe("ARN of the key, which is in the bucket's region.") })
    .optional()
    .describe("Existing key that encrypts state and locks. Default: a key is created for them."),
  keyAlias: namePrefix(64)
    .optional()
    .describe(
      "Alias of the key that is created, without `alias/`. Default: the bucket's name with hyphens for dots (and a leading " +
        "`s` where it begins with a digit).",
    ),
  versionRetentionDays: z
    .int()
    .min(30)
    .max(3650)
    .default(365)
    .describe("Days in which a replaced version of a state can be recovered. Default: one year."),
  logBucket: z
    .strictObject({
      ...logsPart.shape,
      bucketName: logsPart.shape.bucketName.describe(
        "Name of the log bucket, unique in all of AWS. Default: the state bucket's name with `-logs`.",
      ),
    })
    .prefault({})
    .describe(
      "The bucket that is made for the server access logs of the state bucket: who read or wrote which state, and when. Default: one that keeps " +
        "them for six years.",
    ),
  existingLogBucket: z
    .strictObject({
      name: bucketName().describe(
        "Name of the bucket, in the state bucket's account and region, whose policy lets logging.s3.amazonaws.com write: the log-bucket module's " +
          "does. Its default encryption is SSE-S3, and it has no Object Lock: S3 delivers access logs to no other.",
      ),
    })
    .optional()
    .describe("Existing bucket for the access logs, below `s3/<state bucket>/`. Default: one is made."),
};

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["bucketName", "logBucket", "existingLogBucket"], {
    at: "logBucket.bucketName",
    message: `must be given, or existingLogBucket: with a bucketName of more than ${longestWithLogs} characters its default has more than 63`,
    check: ({ bucketName: state, logBucket, existingLogBucket }) =>
      logBucket.bucketName !== undefined ||
      existingLogBucket !== undefined ||
      state.length <= longestWithLogs,
    condition:
      "var.log_bucket.bucket_name != null || var.existing_log_bucket != null || " +
      `length(var.bucket_name) <= ${longestWithLogs}`,
  }),
  rule(["logBucket", "existingLogBucket", "bucketName"], {
    at: "logBucket.bucketName",
    message: "must not be given with existingLogBucket: access logs go to one bucket",
    check: ({ logBucket, existingLogBucket }) =>
      logBucket.bucketName === undefined || existingLogBucket === undefined,
    condition: "var.log_bucket.bucket_name == null || var.existing_log_bucket == null",
  }),
  rule(["existingLogBucket", "bucketName"], {
    at: "existingLogBucket.name",
    message: "must be another bucket than bucketName, which refuses objects that S3 delivers",
    check: ({ existingLogBucket, bucketName: state }) => existingLogBucket?.name !== state,
    condition: "var.existing_log_bucket == null ? true : var.existing_log_bucket.name != var.bucket_name",
  }),
  rule(["logBucket", "bucketName"], {
    at: "logBucket.bucketName",
    message: "must be another bucket than bucketName",
    check: ({ logBucket, bucketName: state }) => logBucket.bucketName !== state,
    condition: "var.log_bucket.bucket_name == null ? true : var.log_bucket.bucket_name != var.bucket_name",
  }),
];
