import { FileStorage } from "../../../modules/file-storage";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(FileStorage);
const block = (type: string, name: string) => resource[type]![name]!;
const policyText = (type: string, name: string) => block(type, name)["policy"] as string;

test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
  expect(FileStorage.problems(inputs, "")).toEqual([]);
});

test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
  expect(FileStorage.problems(inputs, "").join("\n")).toMatch(reason);
});

test("nothing in it can become public, and it knows no ACLs", () => {
  const { bucket, ...flags } = block("aws_s3_bucket_public_access_block", "private");
  expect(bucket).toBe("${aws_s3_bucket.this.id}");
  expect(Object.values(flags)).toEqual([true, true, true, true]);
  expect(block("aws_s3_bucket_ownership_controls", "ownership")["rule"]).toEqual({
    object_ownership: "BucketOwnerEnforced",
  });
});

test("files are encrypted with the caller's key, through a bucket key", () => {
  expect(block("aws_s3_bucket_server_side_encryption_configuration", "encryption")["rule"]).toEqual([
    {
      bucket_key_enabled: true,
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: "${var.kms_key_arn}",
      },
    },
  ]);
});

test("the bucket refuses old TLS, other encryption and other keys, from everyone", () => {
  const text = policyText("aws_s3_bucket_policy", "access");
  const sids = [...text.matchAll(/"Sid" = "(\w+)", "Effect" = "(\w+)", "Principal" = "\*"/g)];
  expect(sids.map(([, sid, effect]) => `${effect} ${sid}`)).toEqual([
    "Deny OnlyTls",
    "Deny OnlyModernTls",
    "Deny NoOtherEncryption",
    "Deny NoOtherKey",
  ]);
  expect(text).not.toContain('"Allow"');
});

test("a client may do nine things, each on this bucket or through S3 on this key", () => {
  const text = policyText("aws_iam_user_policy", "client");
  expect(output["client_policy_json"]!.value).toBe(text);
  expect(text.match(/"(s3|kms):[A-Za-z]+"(?! =)/g)).toEqual([
    '"s3:GetObject"',
    '"s3:PutObject"',
    '"s3:DeleteObject"',
    '"s3:AbortMultipartUpload"',
    '"s3:PutObjectAcl"',
    '"s3:ListBucket"',
    '"s3:GetBucketLocation"',
    '"kms:GenerateDataKey"',
    '"kms:Decrypt"',
  ]);
  expect(text.match(/"Resource" = ("[^"]+"|\[.+?\]|[^,}]+)/g)).toEqual([
    '"Resource" = "${aws_s3_bucket.this.arn}/*"',
    '"Resource" = "${aws_s3_bucket.this.arn}/*"',
    '"Resource" = aws_s3_bucket.this.arn',
    '"Resource" = var.kms_key_arn',
    '"Resource" = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]',
  ]);
  expect(text).toContain('"kms:ViaService" = "s3.${data.aws_region.current.name}.');
});

const clientStatement = (sid: string) =>
  policyText("aws_iam_user_policy", "client")
    .split('{"Sid" = "')
    .find((text) => text.startsWith(`${sid}"`))!;

test("an upload may name an ACL, as REDCap's do, if it gives nobody access", () => {
  expect(clientStatement("PrivateFiles")).toContain(
    '"Action" = "s3:PutObjectAcl", "Resource" = "${aws_s3_bucket.this.arn}/*", ' +
      '"Condition" = {"StringEquals" = {"s3:x-amz-acl" = "private"}}',
  );
});

test("where VPCs are named, files are denied from anywhere else; the key is not, as S3 asks for it from no VPC", () => {
  const text = clientStatement("OnlyFromTheseVpcs");
  expect(text).toContain('"Effect" = "Deny", "Action" = "s3:*"');
  expect(text).toContain('{"StringNotEquals" = {"aws:SourceVpc" = var.client_vpc_ids}}');
  expect(text).toContain("if length(var.client_vpc_ids) > 0");
});

test("the user's name is free in another region", () => {
  expect(block("aws_iam_user", "client")["name"]).toBe("${var.name}-${data.aws_region.current.name}-files");
});

test("the user, its key and its secret exist only where they are asked for", () => {
  const parts = ["aws_iam_user", "aws_iam_user_policy", "aws_iam_access_key"].map((type) =>
    block(type, "client"),
  );
  parts.push(block("aws_secretsmanager_secret", "access_key"));
  parts.push(block("aws_secretsmanager_secret_version", "access_key"));
  for (const part of parts) expect(part["count"]).toBe("${var.access_key_user ? 1 : 0}");
});

test("a new access key comes before the old one goes, and rewrites the secret, write-only", () => {
  expect(block("aws_iam_access_key", "client")["lifecycle"]).toEqual({ create_before_destroy: true });
  const version = block("aws_secretsmanager_secret_version", "access_key");
  expect(version["secret_string"]).toBeUndefined();
  expect(version["secret_string_wo"]).toContain("aws_iam_access_key.client[0].secret");
  expect(version["secret_string_wo_version"]).toContain("aws_iam_access_key.client[0].id");
});

test("who uses the bucket's name waits for its policy", () => {
  expect(output["bucket_name"]!.value).toBe("${aws_s3_bucket_policy.access.bucket}");
});
