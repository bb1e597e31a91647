import { StateBackend } from "../../../modules/state-backend";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, locals, ...rest } = synthesize(StateBackend);
const main = rest as unknown as {
  module: { key: object; logs: object };
  moved: object[];
};
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(StateBackend, { accepted, refused });

test("Terraform refuses to destroy the bucket, AWS to delete the table", () => {
  expect(block("aws_s3_bucket", "this")["lifecycle"]).toEqual({ prevent_destroy: true });
  expect(block("aws_dynamodb_table", "locks")["deletion_protection_enabled"]).toBe(true);
});

test("the table costs by request, recovers to any second and is encrypted with the key", () => {
  expect(block("aws_dynamodb_table", "locks")).toMatchObject({
    billing_mode: "PAY_PER_REQUEST",
    hash_key: "LockID",
    point_in_time_recovery: { enabled: true },
    server_side_encryption: { enabled: true, kms_key_arn: "${local.key_arn}" },
  });
});

test("a key is created unless an existing one is given, and keeps its address from before one could be", () => {
  expect(locals["key_arn"]).toBe(
    "${var.existing_kms_key != null ? try(var.existing_kms_key.arn, null) : (!(var.existing_kms_key != null) ? module.key[0].arn : null)}",
  );
  expect(main.module.key).toEqual({
    count: "${!(var.existing_kms_key != null) ? 1 : 0}",
    source: "../encryption-key",
    name: '${coalesce(var.key_alias, replace(replace(var.bucket_name, ".", "-"), "/^([0-9])/", "s$1"))}',
    description: "Terraform state and locks",
    // No service uses it: S3 and DynamoDB act for the account's principals.
    cloudwatch_logs: false,
    event_bridge: false,
  });
  expect(main.moved).toEqual([{ from: "module.key", to: "module.key[0]" }]);
});

test("the bucket refuses old TLS, and state under another key than its own", () => {
  const statements = locals["access_statements"] as { Sid: string; Effect: string; Condition: object }[];
  expect(statements.map(({ Sid, Effect }) => `${Effect} ${Sid}`)).toEqual([
    "Deny OnlyTls",
    "Deny OnlyModernTls",
    "Deny NoOtherEncryption",
    "Deny NoOtherKey",
  ]);
  expect(statements[3]!.Condition).toEqual({
    ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "${local.key_arn}" },
    Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
  });
});

test("S3 logs who uses the state, in a bucket that is made for it unless one exists", () => {
  expect(main.module.logs).toEqual({
    count: "${!(var.existing_log_bucket != null) ? 1 : 0}",
    source: "../log-bucket",
    name: "state",
    bucket_name: '${coalesce(var.log_bucket.bucket_name, "${var.bucket_name}-logs")}',
    sources: ["s3"],
    retention_days: "${var.log_bucket.retention_days}",
    archive: "${var.log_bucket.archive}",
    deleted_version_days: "${var.log_bucket.deleted_version_days}",
  });
  expect(block("aws_s3_bucket_logging", "access_log")).toEqual({
    bucket: "${aws_s3_bucket.this.id}",
    target_bucket:
      "${var.existing_log_bucket != null ? try(var.existing_log_bucket.name, null) : (!(var.existing_log_bucket != null) ? module.logs[0].bucket_name : null)}",
    target_prefix: "s3/${var.bucket_name}/",
  });
});

test("replaced versions expire, and only they", () => {
  const [rule] = block("aws_s3_bucket_lifecycle_configuration", "expiry")["rule"] as Record<
    string,
    unknown
  >[];
  expect(rule).toMatchObject({
    noncurrent_version_expiration: [{ noncurrent_days: "${var.version_retention_days}" }],
  });
  expect(rule).not.toHaveProperty("expiration");
});
