import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { TerraformLocal } from "cdktf";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { reference, tf } from "../../lib/expression";
import { arn, bucketName, namePrefix } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { privateBucket } from "../../lib/aws/private-bucket";
import { EncryptionKey } from "../encryption-key";

/**
 * Where Terraform keeps state: a bucket that only TLS 1.2 clients of the account reach, encrypted with a key of its
 * own or a given one, every version kept for a while, and the table of locks. The bucket refuses objects under another
 * key, so that a misconfigured backend fails instead of writing state that others can read.
 */
export const StateBackend = terraformModule({
  name: "state-backend",
  summary: "S3 bucket, DynamoDB lock table and KMS key for Terraform's remote state.",
  providers: [awsProvider],
  inputs: {
    bucketName: bucketName().describe("Name of the state bucket, unique in all of AWS."),
    lockTableName: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be 3 to 255 letters, digits, dots, hyphens or underscores")
      .optional()
      .describe("Name of the DynamoDB table that holds the locks. Default: the bucket's name with `-locks`."),
    kmsKeyArn: arn("kms", "key/")
      .optional()
      .describe(
        "Existing key that encrypts state and locks, in the bucket's region. Default: a key that is made for them.",
      ),
    keyAlias: namePrefix(64)
      .optional()
      .describe(
        "Alias of the key that is made, without `alias/`. Default: the bucket's name with hyphens for dots (and a leading " +
          "`s` where it begins with a digit).",
      ),
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
  resources(module, { bucketName, lockTableName, kmsKeyArn, keyAlias, versionRetentionDays }) {
    // Names come from the bucket's, so that a second backend in the account and region has its own.
    const alias = tf`coalesce(${keyAlias}, replace(replace(${bucketName}, ".", "-"), "/^([0-9])/", "s$1"))`;
    const key = new EncryptionKey(
      module,
      "key",
      { name: alias, description: "Terraform state and locks" },
      { count: tf`${kmsKeyArn} == null ? 1 : 0` },
    );
    // The key had no count before another one could be given.
    module.addOverride("moved", [{ from: "module.key", to: "module.key[0]" }]);
    const local = new TerraformLocal(module, "key_arn", tf`coalesce(${kmsKeyArn}, ${key.outputs.arn})`);
    const keyArn = reference(local.fqn);
    const { bucket, versioning } = privateBucket(module, awsContext(module), {
      name: bucketName,
      kmsKeyArn: keyArn.string,
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
      name: tf`coalesce(${lockTableName}, ${`${bucketName}-locks`})`.string,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      deletionProtectionEnabled: true,
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn.string },
    });
    return {
      bucketName: bucket.bucket,
      bucketArn: bucket.arn,
      lockTableName: table.name,
      lockTableArn: table.arn,
      keyArn,
    };
  },
});
