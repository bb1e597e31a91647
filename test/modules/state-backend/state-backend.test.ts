import { StateBackend } from "../../../modules/state-backend";
import { synthesize } from "../synthesis";

const { resource, ...rest } = synthesize(StateBackend);
const main = rest as unknown as {
  module: { key: object };
  moved: object[];
  locals: object;
};
const block = (type: string, name: string) => resource[type]![name]!;

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

test("a key is made unless one is given, and keeps its address from before one could be", () => {
  expect(main.locals).toEqual({ key_arn: "${coalesce(var.kms_key_arn, one(module.key[*].arn))}" });
  expect(main.module.key).toMatchObject({ count: "${var.kms_key_arn == null ? 1 : 0}" });
  expect(main.moved).toEqual([{ from: "module.key", to: "module.key[0]" }]);
});

test("the bucket refuses old TLS, and state under another key than its own", () => {
  const policy = block("aws_s3_bucket_policy", "access")["policy"] as string;
  expect(policy).toContain('"s3:x-amz-server-side-encryption-aws-kms-key-id" = local.key_arn');
  for (const sid of ["OnlyTls", "OnlyModernTls", "NoOtherEncryption", "NoOtherKey"]) {
    expect(policy).toContain(`"Sid" = "${sid}", "Effect" = "Deny"`);
  }
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
