import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { awsContext } from "../../lib/aws/context";
import { privateBucket } from "../../lib/aws/private-bucket";
import { awsProvider } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { type InputReferences, terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { EncryptionKey } from "../encryption-key";
import { LogBucket } from "../log-bucket";
import { inputs, LOGS_SUFFIX, logsPart, rules } from "./inputs";

type Inputs = InputReferences<typeof inputs>;

/**
 * Where Terraform keeps state: a bucket that only TLS 1.2 clients of the account reach, encrypted with a key of its
 * own or an existing one, every version kept for a while, and the table of locks. The bucket refuses objects under another
 * key, so that a misconfigured backend fails instead of writing state that others can read. S3 logs every request to a log bucket.
 */
export const StateBackend = terraformModule({
  name: "state-backend",
  summary: "S3 bucket, DynamoDB lock table and KMS key for Terraform's remote state.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    bucketName: "Name of the state bucket.",
    bucketArn: "ARN of the state bucket.",
    lockTableName: "Name of the lock table.",
    lockTableArn: "ARN of the lock table.",
    keyArn: "ARN of the key that encrypts state and locks.",
    logBucketName: "Name of the bucket that receives the state bucket's access logs.",
  },
  resources(module, input) {
    const keyArn = addKey(module, input);
    const { bucket, versioning } = privateBucket(module, awsContext(module), {
      name: input.bucketName,
      kmsKeyArn: keyArn.string,
    });
    bucket.lifecycle = { preventDestroy: true };
    addExpiry(module, bucket, versioning, input);
    const logs = addAccessLogs(module, bucket, input);
    const table = addLocks(module, input, keyArn);
    return {
      bucketName: bucket.bucket,
      bucketArn: bucket.arn,
      lockTableName: table.name,
      lockTableArn: table.arn,
      keyArn,
      logBucketName: logs.targetBucket,
    };
  },
});

/** The key that encrypts state and locks: its ARN. */
function addKey(module: ModuleStack, { bucketName, existingKmsKey, keyAlias }: Inputs): Expression {
  // Names derive from the bucket's, so that a second backend in the account and region has its own.
  const alias = tf`coalesce(${keyAlias}, replace(replace(${bucketName}, ".", "-"), "/^([0-9])/", "s$1"))`;
  const key = new EncryptionKey(
    module,
    "key",
    // Only the account's principals get in, and S3 and DynamoDB on their behalf.
    {
      name: alias,
      description: "Terraform state and locks",
      cloudwatchLogs: false,
      eventBridge: false,
    },
    { when: tf`!(${existingKmsKey.given})` },
  );
  // The key had no count before an existing one could be given.
  module.addOverride("moved", [{ from: "module.key", to: "module.key[0]" }]);
  return local(
    module,
    "key_arn",
    tf`${existingKmsKey.given} ? ${existingKmsKey.orNull.arn} : ${key.outputs.arn}`,
  );
}

function addExpiry(
  module: ModuleStack,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  { versionRetentionDays }: Inputs,
): void {
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
    // Rules about versions need versioning to be enabled.
    dependsOn: [versioning],
  });
}

/** Server access logs of the state bucket, to the caller's bucket or one that is made for them. */
function addAccessLogs(
  module: ModuleStack,
  bucket: S3Bucket,
  { bucketName, logBucket, existingLogBucket }: Inputs,
): S3BucketLoggingA {
  const { bucketName: given, ...kept } = logsPart.from(logBucket);
  const logs = new LogBucket(
    module,
    "logs",
    {
      // Names nothing, since the bucket has a name of its own.
      name: "state",
      bucketName: tf`coalesce(${given}, ${`${bucketName}${LOGS_SUFFIX}`})`,
      sources: ["s3"],
      ...kept,
    },
    { when: tf`!(${existingLogBucket.given})` },
  );
  return new S3BucketLoggingA(module, "access_log", {
    bucket: bucket.id,
    // The one that is made is known with its policy, without which S3 would refuse it.
    targetBucket:
      tf`${existingLogBucket.given} ? ${existingLogBucket.orNull.name} : ${logs.outputs.bucketName}`.string,
    targetPrefix: `s3/${bucketName}/`,
  });
}

function addLocks(module: ModuleStack, { bucketName, lockTableName }: Inputs, keyArn: Expression) {
  return new DynamodbTable(module, "locks", {
    name: tf`coalesce(${lockTableName}, ${`${bucketName}-locks`})`.string,
    billingMode: "PAY_PER_REQUEST",
    hashKey: "LockID",
    attribute: [{ name: "LockID", type: "S" }],
    deletionProtectionEnabled: true,
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true, kmsKeyArn: keyArn.string },
  });
}
