import { z } from "zod";
import { arn, bucketName, namePrefix } from "../../lib/aws/inputs";

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
};
