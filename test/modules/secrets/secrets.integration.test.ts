import { Secrets } from "../../../modules/secrets";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls } from "../synthesis";
import { accepted, refused } from "./cases";

checkedByTerraform(Secrets, { accepted, refused });

describe("in the local cloud", () => {
  const env = inLocalCloud();
  const key = (region: string) =>
    `arn:aws:kms:${region}:123456789012:key/11111111-2222-3333-4444-555555555555`;
  let terraform: (...args: string[]) => Promise<string>;

  const deploy = (replicas: object) =>
    deployCalls(
      Secrets,
      {
        secrets: {
          name: "demo",
          kms_key_arn: key("us-east-1"),
          deletion_protection: false,
          secrets: {
            app: { description: "Database user" },
            salt: { description: "Salt", key: "salt", replica_kms_key_arns: replicas },
          },
        },
      },
      { env: env() },
    );

  beforeAll(async () => {
    terraform = await deploy({ west: key("us-west-2") });
  }, 300_000);

  test("a replica has the key of its region, and a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
    const { values } = JSON.parse(await terraform("show", "-json")) as {
      values: {
        root_module: { child_modules: { resources: { address: string; values: { replica: object } }[] }[] };
      };
    };
    const all = values.root_module.child_modules.flatMap(({ resources }) => resources);
    const replicasOf = (secret: string) =>
      all.find(({ address }) => address.endsWith(`aws_secretsmanager_secret.this["${secret}"]`))!.values
        .replica;
    expect(replicasOf("salt")).toEqual([
      expect.objectContaining({ region: "us-west-2", kms_key_id: key("us-west-2"), status: "InSync" }),
    ]);
    expect(replicasOf("app")).toEqual([]);
  }, 120_000);

  test.each([
    ["the secret's own region", { here: key("us-east-1") }],
    ["one region twice", { a: key("us-west-2"), b: `${key("us-west-2")}6` }],
  ])(
    "replicas in %s are refused by a plan",
    async (_, replicas) => {
      await expect(deploy(replicas)).rejects.toThrow(/must\s+have\s+one\s+key\s+for\s+each\s+region/);
    },
    120_000,
  );
});
