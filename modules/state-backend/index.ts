import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { z } from "zod";
import { policy } from "../../lib/aws";
import { bucketName, namePrefix } from "../../lib/inputs";
import { terraformModule } from "../../lib/module";
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
    const bucket = new S3Bucket(module, "this", { bucket: bucketName, lifecycle: { preventDestroy: true } });
    const versioning = new S3BucketVersioningA(module, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(module, "encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: key.outputs.arn.string,
          },
          bucketKeyEnabled: true,
        },
      ],
    });
    const access = new S3BucketPublicAccessBlock(module, "private", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(module, "ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
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
    const objects = `${bucket.arn}/*`;
    new S3BucketPolicy(module, "access", {
      bucket: bucket.id,
      policy: policy(
        {
          Sid: "OnlyTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket.arn, objects],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "OnlyModernTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket.arn, objects],
          Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
        },
        {
          // Requests that name no encryption get the bucket's default, this module's key.
          Sid: "NoOtherEncryption",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: objects,
          Condition: {
            StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
            Null: { "s3:x-amz-server-side-encryption": "false" },
          },
        },
        {
          Sid: "NoOtherKey",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: objects,
          Condition: {
            ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key.outputs.arn },
            Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
          },
        },
      ),
      dependsOn: [access],
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
