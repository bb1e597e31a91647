import type { ModuleDefinition } from "../../../lib/module";
import { EncryptionKey } from "../../../modules/encryption-key";
import { StateBackend } from "../../../modules/state-backend";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { planCalls, type Planned } from "../synthesis";
import { accepted, refused } from "./cases";

const ownKey = "arn:aws:kms:us-east-1:123456789012:key/0123";

describe("a plan", () => {
  const env = inLocalCloud();
  let planned: Record<string, Map<string, Planned>>;
  beforeAll(async () => {
    const calls = {
      first: { bucket_name: "first-state" },
      second: { bucket_name: "2nd.state", existing_kms_key: null },
      given: { bucket_name: "given", existing_kms_key: { arn: ownKey }, lock_table_name: "our-locks" },
      // Its key is created by the same apply.
      unborn: { bucket_name: "unborn", existing_kms_key: { arn: "${terraform_data.later.id}" } },
    };
    planned = await planCalls(StateBackend, calls, {
      env: env(),
      nested: [EncryptionKey.definition as unknown as ModuleDefinition],
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

  test("does not need to know the existing key yet", () => {
    expect(keys("unborn")).toEqual([]);
  });
});

checkedByTerraform(StateBackend, { accepted, refused });
