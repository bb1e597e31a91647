import { z } from "zod";
import { arn, bucketName, forceDestroyLogs, logRetention, namePrefix } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { source } from "./source";

export const inputs = {
  name: namePrefix(40).describe("Prefix of every name."),
  redcapSource: source.describe("Where REDCap comes from."),
  phpVersions: z
    .array(z.string().regex(/^[0-9]+\.[0-9]+$/, "must be a PHP version like 8.4"))
    .default([])
    .describe(
      "PHP versions on which the bundle is to run. A REDCap that is known not to run on one of them is refused before it is deployed.",
    ),
  targetBucket: bucketName().describe("Bucket for the bundles, encrypted with kmsKeyArn."),
  kmsKeyArn: arn("kms", "key/").describe("Key of the target bucket and of the function's log."),
  sourceKmsKeyArns: arn("kms", "key/")
    .array()
    .default([])
    .describe(
      "Further keys that the function decrypts with: of the source's bucket, the overlay's bucket, the login's secret.",
    ),
  reservedConcurrency: z
    .int()
    .min(1)
    .optional()
    .describe(
      "Concurrency of Lambda that is kept for the function, and limits it; Terraform calls it once at a time. Default: none, since Lambda " +
        "keeps 100 of an account's concurrency unreserved, and a new account may have 10 in all: it would refuse any reservation.",
    ),
  logRetentionDays: logRetention().default(365).describe("Days to keep the function's log."),
  forceDestroyLogs: forceDestroyLogs(),
};

export type Inputs = InputReferences<typeof inputs>;
