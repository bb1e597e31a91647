import type { JsonObject } from "../../../plan/format";
import { type Examples, policy, ref, type Resources, unread } from "../example";

const key = ref("aws_kms_key.data.arn");
/** A bucket with a resource that belongs to it. */
const bucket = (type?: string, values: object = {}): Resources => ({
  "aws_s3_bucket.files": { bucket: "files" },
  ...(type ? { [`${type}.files`]: { bucket: ref("aws_s3_bucket.files.id"), ...values } as JsonObject } : {}),
});
const flags = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const refusesHttp = {
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const sse = (values: object) =>
  bucket("aws_s3_bucket_server_side_encryption_configuration", {
    rule: [{ apply_server_side_encryption_by_default: [values] }],
  });
const versions = (status: string) =>
  bucket("aws_s3_bucket_versioning", { versioning_configuration: [{ status }] });
const bucketPolicy = (statement: JsonObject) => ({
  "aws_s3_bucket_policy.files": { policy: policy({ Action: "s3:GetObject", Resource: "*", ...statement }) },
});

export const storage: Examples = {
  "bucket-not-public": {
    good: [bucket("aws_s3_bucket_public_access_block", flags)],
    bad: [bucket(), bucket("aws_s3_bucket_public_access_block", { ...flags, block_public_policy: false })],
    unjudged: [
      {
        "aws_s3_bucket.files": {},
        "aws_s3_bucket_public_access_block.some": { bucket: unread, ...flags },
      },
    ],
  },
  "account-not-public": {
    good: [{ "aws_s3_account_public_access_block.account": flags }],
    bad: [{ "aws_s3_account_public_access_block.account": { ...flags, restrict_public_buckets: false } }],
  },
  "bucket-policy-closed": {
    good: [
      bucketPolicy({ Principal: { Service: "cloudfront.amazonaws.com" } }),
      bucketPolicy({
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
      }),
      bucketPolicy({ Principal: "*", Effect: "Deny" }),
    ],
    bad: [
      bucketPolicy({ Principal: "*" }),
      bucketPolicy({ Principal: { AWS: "*" } }),
      // It limits how, not who.
      bucketPolicy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      bucketPolicy({ Principal: "*", Condition: { StringLike: { "aws:PrincipalArn": "*" } } }),
      bucketPolicy({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }),
      // All but the one that is not named.
      bucketPolicy({
        Principal: "*",
        Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
      }),
    ],
    unjudged: [{ "aws_s3_bucket_policy.files": { policy: unread } }],
  },
  "bucket-logged": {
    good: [bucket("aws_s3_bucket_logging", { target_bucket: "logs" })],
    bad: [bucket()],
  },
  "bucket-replicated": {
    good: [bucket("aws_s3_bucket_replication_configuration")],
    bad: [bucket()],
  },
  "bucket-tls-only": {
    good: [bucket("aws_s3_bucket_policy", { policy: policy(refusesHttp) })],
    bad: [
      bucket(),
      bucket("aws_s3_bucket_policy", { policy: policy({ ...refusesHttp, Effect: "Allow" }) }),
      bucket("aws_s3_bucket_policy", { policy: policy({ ...refusesHttp, Action: "s3:PutObject" }) }),
      // Only for one of many.
      bucket("aws_s3_bucket_policy", {
        policy: policy({
          ...refusesHttp,
          Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:userid": "a" } },
        }),
      }),
    ],
    unjudged: [bucket("aws_s3_bucket_policy", { policy: unread })],
  },
  "bucket-versioned": {
    good: [versions("Enabled")],
    bad: [bucket(), versions("Suspended")],
  },
  "bucket-encrypted": {
    good: [
      sse({ sse_algorithm: "aws:kms", kms_master_key_id: key }),
      sse({ sse_algorithm: "aws:kms:dsse", kms_master_key_id: key }),
    ],
    bad: [
      bucket(),
      sse({ sse_algorithm: "AES256" }),
      sse({ sse_algorithm: "aws:kms", kms_master_key_id: null }),
    ],
  },
  "key-rotated": {
    good: [
      { "aws_kms_key.data": { enable_key_rotation: true } },
      { "aws_kms_key.sign": { key_usage: "SIGN_VERIFY", customer_master_key_spec: "RSA_2048" } },
    ],
    bad: [{ "aws_kms_key.data": { enable_key_rotation: false } }, { "aws_kms_key.data": {} }],
  },
  "topic-encrypted": {
    good: [{ "aws_sns_topic.alarms": { kms_master_key_id: key } }],
    bad: [{ "aws_sns_topic.alarms": {} }, { "aws_sns_topic.alarms": { kms_master_key_id: "alias/aws/sns" } }],
  },
  "queue-encrypted": {
    good: [{ "aws_sqs_queue.jobs": { kms_master_key_id: key } }],
    bad: [
      { "aws_sqs_queue.jobs": { sqs_managed_sse_enabled: true } },
      { "aws_sqs_queue.jobs": { kms_master_key_id: "alias/aws/sqs" } },
    ],
  },
  "volumes-encrypted": {
    good: [
      { "aws_ebs_volume.disk": { encrypted: true, kms_key_id: key } },
      { "aws_ebs_encryption_by_default.region": { enabled: true } },
    ],
    bad: [
      { "aws_ebs_volume.disk": { encrypted: false } },
      { "aws_ebs_volume.disk": { encrypted: true } },
      { "aws_ebs_encryption_by_default.region": { enabled: false } },
    ],
  },
};
