import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { z } from "zod";
import { awsContext } from "../../lib/aws";
import { bucketName, namePrefix } from "../../lib/inputs";
import { terraformModule } from "../../lib/module";
import { privateBucket } from "../../lib/private-bucket";
import { EncryptionKey } from "../encryption-key";

/**
 * Where Terraform keeps state: a bucket that only TLS 1.2 clients of the account reach, encrypted with a key of its
 * own, every version kept for a while, and the table of locks. The bucket refuses objects under another key, so that
 * a misconfigured backend fails instead of writing state that others can read.
 */
export const StateBackend = terraformModule({
  name: "state-backend",
  summary: "S3 bucket, DynamoDB lock table and KMS key for Terraform's remote state.",
  inputs: {
    bucketName: bucketName().describe("Name of the state bucket, unique in all of AWS."),
    lockTableName: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be 3 to 255 letters, digits, dots, hyphens or underscores")
      .default("terraform-state-locks")
      .describe("Name of the DynamoDB table that holds the locks."),
    keyAlias: namePrefix(64).default("terraform-state").describe("Alias of the key, without `alias/`."),
    versionRetentionDays: z
      .int()
      .min(30)
      .max(3650)
      .default(365)
      .describe("Days for which a replaced version of a state can be brought back. Default: a year."),
  },
  outputs: {
    bucketName: "Name of the state bucket.",
    bucketArn: "ARN of the state bucket.",
    lockTableName: "Name of the lock table.",
    lockTableArn: "ARN of the lock table.",
    keyArn: "ARN of the key that encrypts state and locks.",
  },
  resources(module, { bucketName, lockTableName, keyAlias, versionRetentionDays }) {
    const key = new EncryptionKey(module, "key", {
      name: keyAlias,
      description: "Terraform state and locks",
    });
    const { bucket, versioning } = privateBucket(module, awsContext(module), {
      name: bucketName,
      kmsKeyArn: key.outputs.arn.string,
    });
    bucket.lifecycle = { preventDestroy: true };
    new S3BucketLifecycleConfiguration(module, "expiry", {
      bucket: bucket.id,
      rule: [
        {
          id: "replaced-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: versionRetentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      // Rules about versions need versioning to be on.
      dependsOn: [versioning],
    });
    const table = new DynamodbTable(module, "locks", {
      name: lockTableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.outputs.arn.string },
    });
    return {
      bucketName: bucket.bucket,
      bucketArn: bucket.arn,
      lockTableName: table.name,
      lockTableArn: table.arn,
      keyArn: key.outputs.arn,
    };
  },
});
