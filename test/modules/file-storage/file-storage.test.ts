import { FileStorage } from "../../../modules/file-storage";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output, locals } = synthesize(FileStorage);
const block = (type: string, name: string) => resource[type]![name]!;

const bucketArn = "arn:${terraform_data.here.input.partition}:s3:::${aws_s3_bucket.this.bucket}";
const objects = `${bucketArn}/*`;
interface Entry {
  readonly when: unknown;
  readonly statement: { readonly Sid: string; readonly Effect: string };
}
const clientStatements = locals["client_statements"] as Entry[];
const bucketStatements = locals["access_statements"] as Entry[];
const statement = (sid: string) => bucketStatements.find(({ statement: { Sid } }) => Sid === sid);

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
    '${jsonencode({ Version = "2012-10-17", Statement = [for entry in local.access_statements : entry.statement if entry.when] })}',
  );
  const refusal = { Effect: "Deny", Principal: "*" };
  const encryption = "s3:x-amz-server-side-encryption";
  expect(bucketStatements.filter(({ when }) => when === true).map((entry) => entry.statement)).toEqual([
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

test("a client reads, writes and lists on this bucket, and uses this key through S3; deletes, ACLs and tags are rights of their own", () => {
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
        Action:
          '${concat(["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], var.client_rights.delete ? ["s3:DeleteObject"] : [])}',
        Resource: objects,
      },
    },
    // An upload may name an ACL if it gives nobody access.
    {
      when: "${var.client_rights.private_acl}",
      statement: {
        Sid: "PrivateFiles",
        Effect: "Allow",
        Action: "s3:PutObjectAcl",
        Resource: objects,
        Condition: { StringEquals: { "s3:x-amz-acl": "private" } },
      },
    },
    {
      when: "${var.client_rights.tags}",
      statement: {
        Sid: "TagsOfFiles",
        Effect: "Allow",
        Action: ["s3:GetObjectTagging", "s3:PutObjectTagging"],
        Resource: objects,
      },
    },
    {
      when: true,
      statement: {
        Sid: "ListOfFiles",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:GetBucketLocation"],
        Resource: bucketArn,
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
        Resource: [bucketArn, objects],
        Condition: { StringNotEquals: { "aws:SourceVpc": "${var.client_vpc_ids}" } },
      },
    },
  ]);
});

test("distributions may read files, each by its ARN, and nothing else", () => {
  expect(statement("Distributions")).toEqual({
    when: "${length(var.distribution_arns) > 0}",
    statement: {
      Sid: "Distributions",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: objects,
      Condition: { StringEquals: { "aws:SourceArn": "${values(var.distribution_arns)}" } },
    },
  });
});

describe("with a gate", () => {
  const tag = '${coalesce(try(var.tag_gate.key, null), "none")}';
  const existing = `s3:ExistingObjectTag/${tag}`;
  const refusal = { Effect: "Deny", Principal: "*", Resource: objects };
  const others = {
    ArnNotEquals: {
      "aws:PrincipalArn": "${(var.tag_gate != null ? var.tag_gate.scanner_role_arns : null)}",
    },
  };
  const notGood = {
    ...others,
    StringNotEquals: { [existing]: "${(var.tag_gate != null ? var.tag_gate.readable_values : null)}" },
  };
  const tagged = { Null: { [existing]: "false" } };
  const given = "var.tag_gate != null";
  const readable = '"readable"';

  test("nobody but scanners reads what is not tagged as good, or only what is tagged as anything else", () => {
    const reading = { ...refusal, Action: ["s3:GetObject", "s3:GetObjectVersion"] };
    expect(statement("OnlyTaggedAsGood")).toEqual({
      when: `\${${given} && try(var.tag_gate.untagged, null) != ${readable}}`,
      statement: { Sid: "OnlyTaggedAsGood", ...reading, Condition: notGood },
    });
    expect(statement("NothingTaggedAsBad")).toEqual({
      when: `\${${given} && try(var.tag_gate.untagged, null) == ${readable}}`,
      statement: { Sid: "NothingTaggedAsBad", ...reading, Condition: { ...notGood, ...tagged } },
    });
  });

  test("nobody but scanners writes the tag, and no bad file loses it with its other tags", () => {
    expect(statement("OnlyScannersTag")).toEqual({
      when: `\${${given}}`,
      statement: {
        Sid: "OnlyScannersTag",
        ...refusal,
        Action: ["s3:PutObjectTagging", "s3:PutObjectVersionTagging", "s3:PutObject"],
        Condition: { ...others, "ForAnyValue:StringEquals": { "s3:RequestObjectTagKeys": [tag] } },
      },
    });
    expect(statement("BadFilesKeepTheirTag")).toEqual({
      when: `\${${given}}`,
      statement: {
        Sid: "BadFilesKeepTheirTag",
        ...refusal,
        Action: [
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
          "s3:DeleteObjectTagging",
          "s3:DeleteObjectVersionTagging",
        ],
        Condition: { ...notGood, ...tagged },
      },
    });
  });
});

test("a distribution can be made of the bucket's host name before the policy that names it", () => {
  expect(output["bucket_regional_domain_name"]!.value).toBe(
    "${aws_s3_bucket.this.bucket_regional_domain_name}",
  );
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
  const parts = ["aws_iam_user", "aws_iam_user_policy"].map((type) => block(type, "client"));
  parts.push(block("aws_secretsmanager_secret", "access_key"));
  parts.push(block("aws_secretsmanager_secret_version", "access_key"));
  expect(block("aws_iam_access_key", "client")["for_each"]).toContain("in var.access_key_user ?");
  for (const part of parts) expect(part["count"]).toBe("${var.access_key_user ? 1 : 0}");
});

test("a new access key is created before the old one is deleted, and rewrites the secret, write-only", () => {
  expect(block("aws_iam_access_key", "client")["lifecycle"]).toEqual({ create_before_destroy: true });
  const version = block("aws_secretsmanager_secret_version", "access_key");
  expect(version["secret_string"]).toBeUndefined();
  expect(version["secret_string_wo"]).toContain(
    "aws_iam_access_key.client[tostring(var.access_key.generation)].secret",
  );
  expect(version["secret_string_wo_version"]).toContain(
    "aws_iam_access_key.client[tostring(var.access_key.generation)].id",
  );
});

test("consumers of the bucket's name wait for its policy", () => {
  expect(output["bucket_name"]!.value).toBe("${aws_s3_bucket_policy.access.bucket}");
});

test("a bucket admits the replication of other accounts where one is given, and never lets it change the versioning", () => {
  expect(statement("CopiesFromOtherAccounts")).toMatchObject({
    when: "${length(var.replica_sources) > 0}",
    statement: { Principal: { AWS: "${values(var.replica_sources)}" }, Resource: objects },
  });
  expect(statement("VersioningForOtherAccounts")).toMatchObject({
    statement: { Action: ["s3:ListBucket", "s3:GetBucketVersioning"], Resource: bucketArn },
  });
});

test("whoever copies to a bucket waits for its versions, not for its policy, which may name the role of the copies", () => {
  expect(output["replica_bucket_arn"]!.value).toContain("aws_s3_bucket_versioning.versioning.");
  expect(output["replication_role_arn"]!.value).not.toMatch(/bucket_policy|replication_configuration/);
});
