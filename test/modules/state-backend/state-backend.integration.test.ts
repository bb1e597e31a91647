import * as path from "node:path";
import { writeJson } from "../../../lib/json";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { EncryptionKey } from "../../../modules/encryption-key";
import { StateBackend } from "../../../modules/state-backend";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
const ownKey = "arn:aws:kms:us-east-1:123456789012:key/0123";

/** What Terraform would make, by address. */
let planned: Map<string, Record<string, unknown>>;
beforeAll(async () => {
  await startLocalCloud({ directory });
  const env = await terraformEnvironment({ env: localCloudEnvironment(directory) });
  for (const { definition } of [EncryptionKey, StateBackend])
    writeModule(definition as unknown as ModuleDefinition, folder);
  const source = "../modules/state-backend";
  writeJson(path.join(cwd, "main.tf.json"), {
    provider: { aws: { max_retries: 5 } },
    module: {
      first: { source, bucket_name: "first-state" },
      second: { source, bucket_name: "2nd.state", kms_key_arn: null },
      given: { source, bucket_name: "given", kms_key_arn: ownKey, lock_table_name: "our-locks" },
    },
  });
  await runTerraform(["init"], { cwd, env });
  await runTerraform(["plan", "-out=backends.tfplan"], { cwd, env });
  const { stdout } = await runTerraform(["show", "-json", "backends.tfplan"], { cwd, env });
  const plan = JSON.parse(stdout) as {
    resource_changes: { address: string; change: { after: Record<string, unknown> } }[];
  };
  planned = new Map(plan.resource_changes.map(({ address, change }) => [address, change.after]));
}, 300_000);
afterAll(() => stopLocalCloud({ directory }));

test("two backends of one account and region share no name", () => {
  const names = (backend: string) => [
    planned.get(`module.${backend}.module.key[0].aws_kms_alias.alias`)!["name"],
    planned.get(`module.${backend}.aws_dynamodb_table.locks`)!["name"],
  ];
  expect(names("first")).toEqual(["alias/first-state", "first-state-locks"]);
  expect(names("second")).toEqual(["alias/s2nd-state", "2nd.state-locks"]);
});

test("a given key encrypts state and locks, the bucket refuses every other, and none is made", () => {
  expect([...planned.keys()].filter((address) => /^module\.given\..*kms/.test(address))).toEqual([]);
  const bucket = planned.get("module.given.aws_s3_bucket_server_side_encryption_configuration.encryption");
  expect(JSON.stringify(bucket)).toContain(`"kms_master_key_id":"${ownKey}"`);
  const table = planned.get("module.given.aws_dynamodb_table.locks")!;
  expect(table).toMatchObject({ name: "our-locks", server_side_encryption: [{ kms_key_arn: ownKey }] });
  const { Statement } = JSON.parse(
    planned.get("module.given.aws_s3_bucket_policy.access")!["policy"] as string,
  ) as { Statement: { Sid: string; Condition: object }[] };
  expect(Statement.find(({ Sid }) => Sid === "NoOtherKey")!.Condition).toMatchObject({
    ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": ownKey },
  });
});
