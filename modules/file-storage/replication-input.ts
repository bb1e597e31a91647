import { z } from "zod";
import { arn } from "../../lib/aws/inputs";

/** Where copies of the files go. */
export const replication = z
  .strictObject({
    bucketArn: z
      .string()
      .regex(
        /^arn:aws(-[a-z-]+)?:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "must be the ARN of a bucket, like arn:aws:s3:::research-files-copy",
      )
      .describe(
        "ARN of the bucket that gets a copy of each file, in another region or account, with versioning: replica_bucket_arn of another call " +
          "of this module, or an existing bucket's.",
      ),
    kmsKeyArn: arn("kms", "key/").describe("KMS key in that bucket's region that encrypts the copies."),
    account: z
      .string()
      .regex(/^[0-9]{12}$/, "must be an account ID of 12 digits")
      .optional()
      .describe(
        "Account of that bucket where it is another one: the copies then belong to it. Its bucket must admit the replication role (replica_sources " +
          "of this module), and its key's policy must allow it kms:Encrypt and kms:GenerateDataKey. Default: this account.",
      ),
    deletions: z
      .boolean()
      .default(true)
      .describe(
        "Whether a file that is deleted here is deleted there, too. Its versions stay there for as long as that bucket's lifecycle " +
          "keeps them. Versions that expire or are deleted for good here never are there.",
      ),
    timeControl: z
      .boolean()
      .default(false)
      .describe(
        "S3 Replication Time Control: 99.9 % of files within 15 minutes, for a price per GB. Default: most files within 15 minutes, " +
          "without a promise.",
      ),
  })
  .optional()
  .describe(
    "Copies each new file, and each new version, to a second bucket (45 CFR 164.308(a)(7)(ii)(A)). Files that exist already are copied by S3 Batch " +
      "Replication only, once (see the README). Default: no copies.",
  );
