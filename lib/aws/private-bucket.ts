import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { tf } from "../expression";
import type { OptionalReference } from "../reference";
import type { ModuleStack } from "../stack";
import type { AwsContext } from "./context";
import { requireSize } from "./policy-size";
import { type ConditionalStatement, policy, type Statement } from "./policy";

/** A key that a caller may leave out. */
type OptionalKey = OptionalReference<{ readonly arn: string }>;

/** How one private bucket differs from another. */
export interface PrivateBucketOptions {
  readonly name: string;
  /** Key that encrypts the objects; any other encryption is then refused. Default: S3's own keys (SSE-S3). */
  readonly kmsKeyArn?: string;
  /** The same where the caller decides whether there is one. */
  readonly kmsKey?: OptionalKey;
  /** Statements of the bucket policy in addition to its refusals. */
  readonly statements?: (bucketArn: string) => readonly (Statement | ConditionalStatement)[];
  /** Which inputs can make the policy longer than S3 takes, and what to do. Default: none can. */
  readonly tooLong?: string;
  /** Terraform name of the policy. Default: `access`. */
  readonly policyName?: string;
}

/**
 * A bucket that cannot become public: no ACLs, TLS 1.2 or later only, encrypted, versioned. Its resources are named this,
 * private, ownership, encryption, versioning and access.
 */
export function privateBucket(module: ModuleStack, aws: AwsContext, options: PrivateBucketOptions) {
  const { name, statements = () => [], policyName = "access" } = options;
  const bucket = new S3Bucket(module, "this", { bucket: name });
  // Not bucket.arn, which is unknown before the bucket exists: reviewers see the whole policy in the plan.
  const arn = `arn:${aws.partition}:s3:::${bucket.bucket}`;
  const block = new S3BucketPublicAccessBlock(module, "private", {
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
  new S3BucketServerSideEncryptionConfigurationA(module, "encryption", {
    bucket: bucket.id,
    rule: [encryptionRule(options)],
  });
  const versioning = new S3BucketVersioningA(module, "versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  const access = new S3BucketPolicy(module, policyName, {
    bucket: bucket.id,
    policy: policy(
      module,
      policyName,
      ...onlyModernTls(arn),
      ...onlyTheKey(arn, options),
      ...statements(arn),
    ),
    // S3 refuses concurrent changes to a bucket's access.
    dependsOn: [block],
  });
  if (options.tooLong) requireSize(access, options.tooLong);
  return { bucket, arn, versioning, access };
}

function encryptionRule({ kmsKeyArn, kmsKey }: PrivateBucketOptions) {
  // One data key for many objects: otherwise every read and write is a KMS request, charged and throttled.
  const bucketKeyEnabled = true;
  if (kmsKeyArn !== undefined)
    return {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
      bucketKeyEnabled,
    };
  if (kmsKey === undefined) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  return {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm: tf`${kmsKey.given} ? "aws:kms" : "AES256"`.string,
      kmsMasterKeyId: kmsKey.orNull.arn,
    },
    bucketKeyEnabled: kmsKey.given,
  };
}

/** Refuses objects under any other key, where there is one. */
function onlyTheKey(
  arn: string,
  { kmsKeyArn, kmsKey }: PrivateBucketOptions,
): (Statement | ConditionalStatement)[] {
  if (kmsKeyArn !== undefined) return onlyThisKey(arn, kmsKeyArn);
  if (kmsKey === undefined) return [];
  return onlyThisKey(arn, kmsKey.orNull.arn).map((statement) => ({ when: kmsKey.given, statement }));
}

/** Refuses requests without TLS, or with TLS before 1.2. */
function onlyModernTls(arn: string): Statement[] {
  const refusal = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] } as const;
  return [
    { Sid: "OnlyTls", ...refusal, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "OnlyModernTls", ...refusal, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/** Refuses objects under any other encryption. Requests that name none get the bucket's default, which is the right key. */
function onlyThisKey(arn: string, kmsKeyArn: string): Statement[] {
  const refusal = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `${arn}/*` } as const;
  const header = "s3:x-amz-server-side-encryption";
  return [
    {
      Sid: "NoOtherEncryption",
      ...refusal,
      Condition: { StringNotEquals: { [header]: "aws:kms" }, Null: { [header]: "false" } },
    },
    {
      Sid: "NoOtherKey",
      ...refusal,
      Condition: {
        ArnNotEquals: { [`${header}-aws-kms-key-id`]: kmsKeyArn },
        Null: { [`${header}-aws-kms-key-id`]: "false" },
      },
    },
  ];
}
