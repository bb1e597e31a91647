import { createHash } from "node:crypto";
import { FileStorage } from "../../../modules/file-storage";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls } from "../synthesis";
import { accepted, refused } from "./cases";

checkedByTerraform(FileStorage, { accepted, refused });

interface Statement {
  readonly Sid: string;
  readonly Action: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
}

describe("in the local cloud", () => {
  const env = inLocalCloud();
  const kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
  const distribution = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC";
  const topic = "arn:aws:sns:us-east-1:123456789012:alarms";
  const scanner = "arn:aws:iam::123456789012:role/scanner";
  let terraform: (...args: string[]) => Promise<string>;
  let outputs: Readonly<Record<string, Readonly<Record<string, string | null>>>>;

  beforeAll(async () => {
    terraform = await deployCalls(
      FileStorage,
      {
        plain: { name: "plain", kms_key_arn },
        // Made in the same apply as what copies to it, which must wait for its versioning.
        copies: {
          name: "copies",
          kms_key_arn,
          access_key_user: true,
          access_key: { generation: 2, keep_previous: true, reminder: { topic_arn: topic, every_months: 3 } },
        },
        shared: {
          name: "shared",
          kms_key_arn,
          // A name that only path-style addresses reach.
          bucket_name: "files.example.org",
          archive: {},
          expirations: {
            temporary: { prefix: "tmp/", after_days: 2 },
            exports: { prefix: "exports/", after_days: 30 },
          },
          client_rights: { delete: true, private_acl: true, tags: true },
          managed_client_policy: true,
          cors: { allowed_origins: ["https://app.example.org"] },
          distribution_arns: { site: distribution },
          event_bridge: true,
          replication: {
            bucket_arn: "${module.copies.replica_bucket_arn}",
            kms_key_arn: "arn:aws:kms:us-west-2:123456789012:key/copies",
            time_control: true,
          },
          tag_gate: { key: "Scan", readable_values: ["good"], scanner_role_arns: [scanner] },
        },
      },
      {
        env: env(),
        provider: { s3_use_path_style: true },
        root: {
          output: {
            all: {
              value: { plain: "${module.plain}", shared: "${module.shared}", copies: "${module.copies}" },
            },
          },
        },
      },
    );
    outputs = JSON.parse(await terraform("output", "-json", "all")) as typeof outputs;
  }, 300_000);

  const resources = async () => {
    const { values } = JSON.parse(await terraform("show", "-json")) as {
      values: {
        root_module: {
          child_modules: { resources: { address: string; values: Record<string, unknown> }[] }[];
        };
      };
    };
    const all = values.root_module.child_modules.flatMap((call) => call.resources);
    return new Map(all.map((each) => [each.address, each.values]));
  };
  const statementsOf = (json: unknown) =>
    (JSON.parse(json as string) as { Statement: Statement[] }).Statement;

  test("a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 120_000);

  test("without further rights, a client reads, writes and lists files, and that is all", () => {
    expect(statementsOf(outputs["plain"]!["client_policy_json"]).map(({ Action }) => Action)).toEqual([
      ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
      ["s3:ListBucket", "s3:GetBucketLocation"],
      ["kms:GenerateDataKey", "kms:Decrypt"],
    ]);
    expect(outputs["plain"]!["client_policy_arn"]).toBeNull();
  });

  test("further rights are in the policy that can be attached by its ARN", async () => {
    const { arn, policy } = (await resources()).get("module.shared.aws_iam_policy.client[0]")!;
    expect(outputs["shared"]!["client_policy_arn"]).toBe(arn);
    expect(statementsOf(policy).flatMap(({ Action }) => Action)).toEqual([
      "s3:GetObject",
      "s3:PutObject",
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:PutObjectAcl",
      "s3:GetObjectTagging",
      "s3:PutObjectTagging",
      "s3:ListBucket",
      "s3:GetBucketLocation",
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]);
  }, 60_000);

  test("the bucket's policy admits the distribution, and has a gate, only where they are given", async () => {
    const all = await resources();
    const policy = (call: string) =>
      statementsOf(all.get(`module.${call}.aws_s3_bucket_policy.access`)!["policy"]);
    expect(policy("plain").map(({ Sid }) => Sid)).toEqual([
      "OnlyTls",
      "OnlyModernTls",
      "NoOtherEncryption",
      "NoOtherKey",
    ]);
    expect(policy("shared").slice(4)).toMatchObject([
      { Sid: "Distributions", Condition: { StringEquals: { "aws:SourceArn": [distribution] } } },
      {
        Sid: "OnlyTaggedAsGood",
        Condition: {
          ArnNotEquals: { "aws:PrincipalArn": [scanner] },
          StringNotEquals: { "s3:ExistingObjectTag/Scan": ["good"] },
        },
      },
      {
        Sid: "OnlyScannersTag",
        Condition: { "ForAnyValue:StringEquals": { "s3:RequestObjectTagKeys": ["Scan"] } },
      },
      { Sid: "BadFilesKeepTheirTag", Condition: { Null: { "s3:ExistingObjectTag/Scan": "false" } } },
    ]);
  }, 60_000);

  test("files expire under their prefixes, next to the rule for all", async () => {
    const { rule } = (await resources()).get(
      "module.shared.aws_s3_bucket_lifecycle_configuration.lifecycle_rules",
    )!;
    expect(rule).toMatchObject([
      { id: "files" },
      { id: "expire-exports", filter: [{ prefix: "exports/" }], expiration: [{ days: 30 }] },
      { id: "expire-temporary", filter: [{ prefix: "tmp/" }], expiration: [{ days: 2 }] },
    ]);
  }, 60_000);

  test("copies go to a bucket of the same apply, in time and under its key, by a role that may do nothing else", async () => {
    const all = await resources();
    const [rule] = all.get("module.shared.aws_s3_bucket_replication_configuration.replication[0]")![
      "rule"
    ] as Record<string, unknown>[];
    expect(rule).toMatchObject({
      status: "Enabled",
      delete_marker_replication: [{ status: "Enabled" }],
      source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: "Enabled" }] }],
      destination: [
        {
          bucket: outputs["copies"]!["bucket_arn"],
          encryption_configuration: [{ replica_kms_key_id: "arn:aws:kms:us-west-2:123456789012:key/copies" }],
          metrics: [{ status: "Enabled", event_threshold: [{ minutes: 15 }] }],
          replication_time: [{ status: "Enabled", time: [{ minutes: 15 }] }],
          access_control_translation: [],
        },
      ],
    });
    const statements = statementsOf(all.get("module.shared.aws_iam_role_policy.replication[0]")!["policy"]);
    expect(statements.map(({ Action }) => Action)).toEqual([
      ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      "kms:Decrypt",
      ["kms:Encrypt", "kms:GenerateDataKey"],
    ]);
    expect(statements[4]).toMatchObject({
      Resource: "arn:aws:kms:us-west-2:123456789012:key/copies",
      Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
    });
    expect(all.has("module.plain.aws_iam_role.replication[0]")).toBe(false);
    expect(outputs["plain"]!["replication_role_arn"]).toBeNull();
  }, 60_000);

  test("two generations of the access key work, the secret is the newer one's, and its topic hears when it is old", async () => {
    const all = await resources();
    const keyOf = (generation: string) =>
      all.get(`module.copies.aws_iam_access_key.client["${generation}"]`)!;
    expect([keyOf("1")["status"], keyOf("2")["status"]]).toEqual(["Active", "Active"]);
    const { secret_string_wo_version: version } = all.get(
      "module.copies.aws_secretsmanager_secret_version.access_key[0]",
    )!;
    const number = (id: unknown) =>
      parseInt(createHash("sha1").update(String(id)).digest("hex").slice(0, 7), 16);
    expect(version).toBe(number(keyOf("2")["id"]));
    const created = new Date(String(keyOf("2")["create_date"]));
    const [, , , day, months] = String(
      all.get("module.copies.aws_cloudwatch_event_rule.access_key_age[0]")!["schedule_expression"],
    ).split(/[( ]/);
    expect(Number(day)).toBe(Math.min(28, created.getUTCDate()));
    const month = created.getUTCMonth();
    expect(months).toBe([0, 3, 6, 9].map((n) => ((month + n) % 12) + 1).join());
    expect(all.get("module.copies.aws_cloudwatch_event_target.access_key_age[0]")).toMatchObject({
      arn: topic,
    });
  }, 60_000);
});
