import type { ModuleDefinition } from "../../../lib/module";
import { EncryptionKey } from "../../../modules/encryption-key";
import { LogBucket } from "../../../modules/log-bucket";
import { StateBackend } from "../../../modules/state-backend";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls, planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

const ownKey = "arn:aws:kms:us-east-1:123456789012:key/0123";

const nested = [EncryptionKey, LogBucket].map(({ definition }) => definition as unknown as ModuleDefinition);

describe("a plan", () => {
  const env = inLocalCloud();
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    const calls = {
      first: { bucket_name: "first-state" },
      second: { bucket_name: "2nd.state", existing_kms_key: null },
      given: {
        bucket_name: "given",
        existing_kms_key: { arn: ownKey },
        lock_table_name: "our-locks",
        existing_log_bucket: { name: "hospital-logs" },
      },
      // Its key is created by the same apply.
      unborn: { bucket_name: "unborn", existing_kms_key: { arn: "${terraform_data.later.id}" } },
    };
    planned = await planCalls(StateBackend, calls, {
      env: env(),
      nested,
      root: { resource: { terraform_data: { later: {} } } },
    });
  }, 300_000);

  const of = (backend: string, address: string) => planned[backend]!.get(address)!.values;
  const keys = (backend: string) =>
    [...planned[backend]!.keys()].filter((address) => address.includes("kms"));

  test("shares no name between two backends of one account and region", () => {
    const names = (backend: string) => [
      of(backend, "module.key[0].aws_kms_alias.alias")["name"],
      of(backend, "aws_dynamodb_table.locks")["name"],
    ];
    expect(names("first")).toEqual(["alias/first-state", "first-state-locks"]);
    expect(names("second")).toEqual(["alias/s2nd-state", "2nd.state-locks"]);
  });

  test("encrypts state and locks with an existing key, refuses every other in the bucket, and creates none", () => {
    expect(keys("given")).toEqual([]);
    expect(of("given", "aws_s3_bucket_server_side_encryption_configuration.encryption")["rule"]).toEqual([
      expect.objectContaining({
        apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: ownKey }],
      }),
    ]);
    expect(of("given", "aws_dynamodb_table.locks")).toMatchObject({
      name: "our-locks",
      server_side_encryption: [{ kms_key_arn: ownKey }],
    });
    const { Statement } = JSON.parse(of("given", "aws_s3_bucket_policy.access")["policy"] as string) as {
      Statement: { Sid: string; Condition: object }[];
    };
    expect(Statement.find(({ Sid }) => Sid === "NoOtherKey")!.Condition).toMatchObject({
      ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": ownKey },
    });
  });

  test("logs access in an existing bucket, and makes none", () => {
    const buckets = (backend: string) =>
      [...planned[backend]!.values()]
        .filter(({ type }) => type === "aws_s3_bucket")
        .map(({ values }) => values["bucket"]);
    expect(buckets("given")).toEqual(["given"]);
    expect(of("given", "aws_s3_bucket_logging.access_log")).toMatchObject({
      target_bucket: "hospital-logs",
      target_prefix: "s3/given/",
    });
    expect(buckets("second")).toEqual(["2nd.state", "2nd.state-logs"]);
  });

  test("does not need to know the existing key yet", () => {
    expect(keys("unborn")).toEqual([]);
  });
});

describe("a backend from before there were access logs", () => {
  const env = inLocalCloud();
  let terraform: (...args: string[]) => Promise<string>;
  beforeAll(async () => {
    terraform = await deployCalls(
      StateBackend,
      { state: { bucket_name: "old-state" } },
      {
        env: env(),
        nested,
        firstApply: [
          "aws_s3_bucket_policy.access",
          "aws_s3_bucket_ownership_controls.ownership",
          "aws_s3_bucket_server_side_encryption_configuration.encryption",
          "aws_s3_bucket_lifecycle_configuration.expiry",
          "aws_dynamodb_table.locks",
          "module.key",
        ].map((address) => `-target=module.state.${address}`),
      },
    );
  }, 300_000);

  const show = async <T>(...file: string[]) => JSON.parse(await terraform("show", "-json", ...file)) as T;

  test("gets a log bucket and a setting, and nothing else of it changes; then a plan is empty", async () => {
    await terraform("plan", "-out=plan");
    const { resource_changes: changes } = await show<{
      resource_changes: { address: string; mode: string; change: { actions: string[] } }[];
    }>("plan");
    const changed = changes.filter(({ change: { actions } }) => !/^(no-op|read)$/.test(actions.join()));
    expect(changed.filter(({ change: { actions } }) => actions.join() !== "create")).toEqual([]);
    expect(
      changed
        .map(({ address }) => address)
        .filter((address) => !address.startsWith("module.state.module.logs[0].")),
    ).toEqual(["module.state.aws_s3_bucket_logging.access_log"]);
    await terraform("apply", "plan");
    await terraform("plan", "-detailed-exitcode");
  }, 300_000);

  test("S3 alone writes there, for buckets of this account, and the key admits the account alone", async () => {
    const { values } = await show<{ values: { root_module: { child_modules: Deployed[] } } }>();
    const all = new Map(
      values.root_module.child_modules.flatMap(resourcesOf).map((of) => [of.address, of.values]),
    );
    const statements = (address: string) =>
      (
        JSON.parse(all.get(`module.state.${address}`)!["policy"] as string) as {
          Statement: Record<string, unknown>[];
        }
      ).Statement;
    const allowed = (address: string) => statements(address).filter(({ Effect }) => Effect === "Allow");
    expect(allowed("module.logs[0].aws_s3_bucket_policy.delivery")).toEqual([
      {
        Sid: "Buckets",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::old-state-logs/*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
        },
      },
    ]);
    expect(allowed("module.key[0].aws_kms_key.this").map(({ Principal }) => Principal)).toEqual([
      { AWS: "arn:aws:iam::123456789012:root" },
    ]);
    expect(all.get("module.state.aws_s3_bucket_logging.access_log")).toMatchObject({
      bucket: "old-state",
      target_bucket: "old-state-logs",
      target_prefix: "s3/old-state/",
    });
  }, 60_000);
});

interface Deployed {
  readonly resources?: readonly { readonly address: string; readonly values: Record<string, unknown> }[];
  readonly child_modules?: readonly Deployed[];
}
const resourcesOf = ({
  resources = [],
  child_modules: modules = [],
}: Deployed): NonNullable<Deployed["resources"]> => [...resources, ...modules.flatMap(resourcesOf)];

checkedByTerraform(StateBackend, { accepted, refused });
