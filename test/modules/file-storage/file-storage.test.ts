import { FileStorage } from "../../../modules/file-storage";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output, locals } = synthesize(FileStorage);
const block = (type: string, name: string) => resource[type]![name]!;

const bucketArn = "arn:${terraform_data.here.input.partition}:s3:::${aws_s3_bucket.this.bucket}";
const objects = "${aws_s3_bucket.this.arn}/*";
const clientStatements = locals["client_statements"] as { when: unknown; statement: { Effect: string } }[];

checkedAtSynth(FileStorage, { accepted, refused });

test("nothing in it can become public, and it has no ACLs", () => {
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
  expect(block("aws_s3_bucket_policy", "access")["policy"]).toBe(
    '${jsonencode({ Version = "2012-10-17", Statement = local.access_statements })}',
  );
  const refusal = { Effect: "Deny", Principal: "*" };
  const encryption = "s3:x-amz-server-side-encryption";
  expect(locals["access_statements"]).toEqual([
    {
      Sid: "OnlyTls",
      ...refusal,
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "OnlyModernTls",
      ...refusal,
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
    },
    {
      Sid: "NoOtherEncryption",
      ...refusal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: { StringNotEquals: { [encryption]: "aws:kms" }, Null: { [encryption]: "false" } },
    },
    {
      Sid: "NoOtherKey",
      ...refusal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/*`,
      Condition: {
        ArnNotEquals: { [`${encryption}-aws-kms-key-id`]: "${var.kms_key_arn}" },
        Null: { [`${encryption}-aws-kms-key-id`]: "false" },
      },
    },
  ]);
});

test("a client may do nine things, each on this bucket or through S3 on this key", () => {
  const policy =
    '${jsonencode({ Version = "2012-10-17", Statement = [for entry in local.client_statements : entry.statement if entry.when] })}';
  expect(block("aws_iam_user_policy", "client")["policy"]).toBe(policy);
  expect(output["client_policy_json"]!.value).toBe(policy);
  expect(clientStatements.filter(({ statement }) => statement.Effect === "Allow")).toEqual([
    {
      when: true,
      statement: {
        Sid: "Files",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        Resource: objects,
      },
    },
    // An upload may name an ACL if it gives nobody access.
    {
      when: true,
      statement: {
        Sid: "PrivateFiles",
        Effect: "Allow",
        Action: "s3:PutObjectAcl",
        Resource: objects,
        Condition: { StringEquals: { "s3:x-amz-acl": "private" } },
      },
    },
    {
      when: true,
      statement: {
        Sid: "ListOfFiles",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: "${aws_s3_bucket.this.arn}",
      },
    },
    {
      when: true,
      statement: {
        Sid: "KeyThroughS3",
        Effect: "Allow",
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Resource: "${var.kms_key_arn}",
        Condition: {
          StringEquals: {
            "kms:ViaService":
              "s3.${terraform_data.here.input.region}.${terraform_data.here.input.dns_suffix}",
          },
        },
      },
    },
  ]);
});

test("where VPCs are listed, files are denied from anywhere else; the key is not, as S3 requests it from no VPC", () => {
  expect(clientStatements.filter(({ statement }) => statement.Effect === "Deny")).toEqual([
    {
      when: "${length(var.client_vpc_ids) > 0}",
      statement: {
        Sid: "OnlyFromTheseVpcs",
        Effect: "Deny",
        Action: "s3:*",
        Resource: ["${aws_s3_bucket.this.arn}", objects],
        Condition: { StringNotEquals: { "aws:SourceVpc": "${var.client_vpc_ids}" } },
      },
    },
  ]);
});

test("archive moves files, and only where it is given", () => {
  expect(block("aws_s3_bucket_lifecycle_configuration", "lifecycle_rules")["rule"]).toEqual([
    expect.objectContaining({
      dynamic: {
        transition: [
          {
            for_each: "${var.archive[*]}",
            content: {
              days: "${transition.value.after_days}",
              storage_class: "${transition.value.storage_class}",
            },
          },
        ],
      },
    }),
  ]);
});

test("access is logged where accessLogs says so", () => {
  expect(block("aws_s3_bucket_logging", "access_log")).toEqual({
    bucket: "${aws_s3_bucket.this.id}",
    count: "${var.access_logs != null ? 1 : 0}",
    target_bucket: "${try(var.access_logs.bucket_name, null)}",
    target_prefix: "${try(var.access_logs.prefix, null)}",
  });
});

test("the user's name is free in another region", () => {
  expect(block("aws_iam_user", "client")["name"]).toBe(
    "${var.name}-${terraform_data.here.input.region}-files",
  );
});

test("the user, its key and its secret exist only with accessKeyUser", () => {
  const parts = ["aws_iam_user", "aws_iam_user_policy", "aws_iam_access_key"].map((type) =>
    block(type, "client"),
  );
  parts.push(block("aws_secretsmanager_secret", "access_key"));
  parts.push(block("aws_secretsmanager_secret_version", "access_key"));
  for (const part of parts) expect(part["count"]).toBe("${var.access_key_user ? 1 : 0}");
});

test("a new access key is created before the old one is deleted, and rewrites the secret, write-only", () => {
  expect(block("aws_iam_access_key", "client")["lifecycle"]).toEqual({ create_before_destroy: true });
  const version = block("aws_secretsmanager_secret_version", "access_key");
  expect(version["secret_string"]).toBeUndefined();
  expect(version["secret_string_wo"]).toContain("aws_iam_access_key.client[0].secret");
  expect(version["secret_string_wo_version"]).toContain("aws_iam_access_key.client[0].id");
});

test("consumers of the bucket's name wait for its policy", () => {
  expect(output["bucket_name"]!.value).toBe("${aws_s3_bucket_policy.access.bucket}");
});
