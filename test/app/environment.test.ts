import * as fs from "node:fs";
import * as path from "node:path";
import prod from "../../envs/prod";
import { type Environment, environmentProblems } from "../../app/environment";
import { synthesize } from "../../app/synthesize";
import { temporaryFolder } from "../lib/example";

type Values = Readonly<Record<string, unknown>>;
const redcap = prod.redcap as unknown as Record<string, Values>;

/** Production's values, some of them replaced. */
const changed = (settings: object, inputs: object = {}): Environment =>
  ({ ...prod, ...settings, redcap: { ...redcap, ...inputs } }) as unknown as Environment;
const problems = (settings: object, inputs: object = {}) =>
  environmentProblems("prod", changed(settings, inputs));

/** What Terraform reads of environments. */
function roots(environments: Readonly<Record<string, Environment>>) {
  const outdir = temporaryFolder();
  synthesize({ modules: [], environments, outdir });
  return (name: string) =>
    JSON.parse(fs.readFileSync(path.join(outdir, "envs", name, "cdk.tf.json"), "utf8")) as {
      terraform: { backend: { s3: Values } };
      provider: Record<string, Values[]>;
      output: Record<string, { precondition?: { condition: string; error_message: string } }>;
    };
}
const root = (settings: object) => roots({ prod: changed(settings) })("prod");
const backend = (settings: object) => root(settings).terraform.backend.s3;

const twoZones = ["us-east-1a", "us-east-1b"];
const subnets = (first: number) => ({
  public: `10.0.${first}.0/24`,
  app: `10.0.${first + 1}.0/24`,
  data: `10.0.${first + 2}.0/24`,
});
const network = (values: object) => ({
  network: { cidr: "10.0.0.0/16", availabilityZones: twoZones, ...values },
});

describe("bad input", () => {
  test("everything that is wrong is said at once, before anything is written", () => {
    const values = changed(
      { account: "1234", region: "use-east-1", tagz: {} },
      { name: "X", environments: { blue: { minInstances: 0 } }, databse: {} },
    );
    const outdir = path.join(temporaryFolder(), "out");
    expect(() => synthesize({ modules: [], environments: { prod, broken: values }, outdir })).toThrow(
      [
        "envs/broken: tagz is not an input; did you mean tags? (allowed: account, region, tags, state, profile, " +
          "sharedConfigFiles, sharedCredentialsFiles, maxRetries, redcap)",
        'envs/broken: account must be an AWS account number: 12 digits, as a string (got "1234")',
        'envs/broken: region must be an AWS region; did you mean us-east-1? (got "use-east-1")',
        "envs/broken: redcap.databse is not an input; did you mean database?",
      ].join("\n"),
    );
    expect(environmentProblems("broken", values).slice(4)).toEqual([
      "envs/broken: redcap.name must be 2 to 20 lower-case letters, digits and hyphens, begin with a letter and not end " +
        'with a hyphen (got "X")',
      "envs/broken: redcap.environments.blue.minInstances must be at least 1 (got 0)",
    ]);
    expect(fs.existsSync(outdir)).toBe(false);
  });

  test.each<[string, object, object, string]>([
    [
      "a misspelt key deep inside",
      {},
      { database: { readrs: {} } },
      "redcap.database.readrs is not an input; did you mean readers? (allowed: engineVersion, ",
    ],
    [
      "an account number that is a number",
      { account: 111122223333 },
      {},
      "account must be a string (got 111122223333)",
    ],
    [
      "a region that is like none",
      { region: "the moon" },
      {},
      "region must be an AWS region: one of af-south-1, ",
    ],
    [
      "a lock that does not exist",
      { state: { lock: "redis" } },
      {},
      'state.lock must be one of dynamodb, s3, both (got "redis")',
    ],
    [
      "a lock table that DynamoDB refuses",
      { state: { lockTable: "a b c" } },
      {},
      'state.lockTable must be 3 to 255 letters, digits, dots, hyphens or underscores (got "a b c")',
    ],
    ["a state bucket with two dots", { state: { bucket: "a..b" } }, {}, "state.bucket must be a bucket name"],
    [
      "a state bucket that is an address",
      { state: { bucket: "192.168.0.1" } },
      {},
      "state.bucket must be a bucket name",
    ],
    [
      "a key for the state in another region than its bucket",
      { state: { kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/0123" } },
      {},
      "state.kmsKeyArn must be a key in the region of the state bucket (got ",
    ],
    [
      "a tag of the environment's own",
      { tags: { Environment: "test" } },
      {},
      'tags.Environment must not be Environment, ManagedBy or Name, which are set already (got "Environment")',
    ],
    [
      "a tag that differs from the environment's own in case",
      { tags: { managedBy: "hand" } },
      {},
      "tags.managedBy must not be Environment, ManagedBy or Name, which are set already",
    ],
    [
      "two tags that IAM takes for one",
      { tags: { Owner: "a", owner: "b" } },
      {},
      "tags must not have keys that differ in case only, which IAM takes for one",
    ],
    [
      "a tag under AWS's own prefix",
      { tags: { "AWS:owner": "a" } },
      {},
      "tags.AWS:owner must not begin with aws: or elasticbeanstalk:, which AWS keeps for itself",
    ],
    [
      "a tag's key that AWS refuses",
      { tags: { "owner#": "a" } },
      {},
      'tags.owner# must consist of letters, digits, spaces and _ . : / = + - @ (got "owner#")',
    ],
    [
      "a tag's value that AWS refuses",
      { tags: { Owner: "a;b" } },
      {},
      'tags.Owner must consist of letters, digits, spaces and _ . : / = + - @ (got "a;b")',
    ],
    [
      "a tag's value that is too long",
      { tags: { Owner: "a".repeat(256) } },
      {},
      "tags.Owner must have at most 255 characters",
    ],
    [
      "more tags than fit beside AWS's and our own",
      { tags: Object.fromEntries(Array.from({ length: 46 }, (_, i) => [`tag-${i}`, ""])) },
      {},
      "tags must have at most 45 entries",
    ],
    [
      "a range that is too small for a VPC",
      {},
      network({ cidr: "10.0.0.0/24" }),
      'redcap.network.cidr must have a prefix between /16 and /22 (got "10.0.0.0/24")',
    ],
    [
      "a range that begins in its middle",
      {},
      network({ cidr: "10.0.0.5/16" }),
      'redcap.network.cidr must be an IPv4 range whose address is the network\'s own, like 10.0.0.0/16 (got "10.0.0.5/16")',
    ],
    [
      "ranges that overlap",
      {},
      network({ subnetCidrs: { "us-east-1a": subnets(0), "us-east-1b": subnets(2) } }),
      "redcap.network.subnetCidrs must not overlap each other",
    ],
    [
      "a subnet that is too small",
      {},
      network({
        subnetCidrs: { "us-east-1a": subnets(0), "us-east-1b": { ...subnets(4), data: "10.0.6.0/29" } },
      }),
      'redcap.network.subnetCidrs.us-east-1b.data must have a prefix between /16 and /28 (got "10.0.6.0/29")',
    ],
    [
      "one zone, which no database accepts",
      {},
      network({ availabilityZones: ["us-east-1a"] }),
      'redcap.network.availabilityZones must have at least 2 items (got ["us-east-1a"])',
    ],
    [
      "more instances at least than at most",
      {},
      { environments: { blue: { minInstances: 5, maxInstances: 2 } } },
      "redcap.environments.blue must not have more min",
    ],
    [
      "more capacity at least than at most",
      {},
      { database: { capacity: { minAcu: 4, maxAcu: 2 } } },
      "redcap.database.capacity must have maxAcu of at least minAcu, and at least 1",
    ],
    [
      "a PHP that has ended",
      {},
      { environments: { blue: { phpVersion: "8.1" } } },
      "redcap.environments.blue.phpVersion must be one of 8.3 (security fixes until 2027-12-31), 8.4 (security fixes until " +
        "2028-12-31), 8.5 (security fixes until 2029-12-31); PHP 8.2 retires on 2027-03-31, older versions are gone from " +
        'Elastic Beanstalk (got "8.1")',
    ],
    [
      "a database engine that has ended",
      {},
      { database: { engineVersion: "5.7.mysql_aurora.2.11.2" } },
      "redcap.database.engineVersion must be a version of the engine under standard support. aurora-mysql: ",
    ],
    [
      "an instance class that Aurora has no more",
      {},
      { database: { instanceClass: "db.t3.small" } },
      "redcap.database.instanceClass must be an Aurora instance class: ",
    ],
    [
      "a certificate to be issued, and no zone to prove the name in",
      {},
      { domain: { name: "redcap.example.edu" } },
      "redcap.domain needs zone",
    ],
    [
      "a zone by ID and by name",
      {},
      { domain: { name: "redcap.example.edu", zoneId: "Z0123", zoneName: "example.edu" } },
      "redcap.domain needs zone",
    ],
    ["neither a domain nor a reason to do without", {}, { domain: undefined }, "redcap.domain or plain"],
    [
      "both sources",
      {},
      { redcapSource: { ...redcap["redcapSource"], bucket: "sources", key: "redcap.zip" } },
      'redcap.redcapSource with kind "community" needs credentialsSecretArn, and takes no bucket',
    ],
    [
      "no source",
      {},
      { redcapSource: { kind: "s3" } },
      'redcap.redcapSource with kind "s3" needs bucket and key',
    ],
    [
      "an active colour that is not there",
      {},
      { activeEnvironment: "green" },
      'redcap.activeEnvironment must be a colour of environments (got "green")',
    ],
  ])("%s is one clear problem", (_, settings, inputs, message) => {
    const found = problems(settings, inputs);
    expect(found).toHaveLength(1);
    expect(found[0]!.startsWith(`envs/prod: ${message}`) ? message : found[0]).toBe(message);
  });

  test("tags in any language and with AWS's punctuation are none", () => {
    expect(
      problems({ tags: { "Besitzer:in": "Forschungs-IT / Größe_1.0 = a+b@example.edu", Empty: "" } }),
    ).toEqual([]);
  });

  test("an environment that runs nothing, and one whose file has a bad name", () => {
    expect(environmentProblems("prod", { account: "111122223333", region: "us-east-1" })).toEqual([
      "envs/prod: needs at least one of redcap",
    ]);
    expect(environmentProblems("Prod_1", prod)).toEqual([
      "envs/Prod_1: the file's name must be 1 to 31 lower-case letters, digits and hyphens (got Prod_1)",
    ]);
  });
});

describe("the backend", () => {
  const common = {
    bucket: "terraform-state-111122223333-us-east-1",
    key: "terraform.tfstate",
    region: "us-east-1",
    workspace_key_prefix: "envs",
    allowed_account_ids: ["111122223333"],
  };

  test("locks in the table by default, in the bucket, or in both", () => {
    const table = { dynamodb_table: "terraform-state-111122223333-us-east-1-locks" };
    expect(backend({ state: undefined })).toEqual({ ...common, ...table });
    expect(backend({ state: { lock: "s3" } })).toEqual({ ...common, use_lockfile: true });
    expect(backend({ state: { lock: "both" } })).toEqual({ ...common, ...table, use_lockfile: true });
    expect(backend({ state: { lockTable: "our-locks" } })).toEqual({
      ...common,
      dynamodb_table: "our-locks",
    });
  });

  test("may be in another region, under another name and with another key", () => {
    const kmsKeyArn = "arn:aws:kms:us-west-2:111122223333:key/0123";
    expect(backend({ state: { bucket: "our-state", region: "us-west-2", kmsKeyArn } })).toMatchObject({
      bucket: "our-state",
      dynamodb_table: "our-state-locks",
      region: "us-west-2",
      encrypt: true,
      kms_key_id: kmsKeyArn,
    });
    expect(backend({ region: "us-west-2", state: {} })).toMatchObject({
      bucket: "terraform-state-111122223333-us-west-2",
      region: "us-west-2",
    });
  });

  test("signs in as the provider does", () => {
    const access = { profile: "hospital", sharedConfigFiles: ["aws/config"], maxRetries: 3 };
    const written = { profile: "hospital", shared_config_files: ["aws/config"], max_retries: 3 };
    expect(backend(access)).toMatchObject(written);
    expect(root(access).provider["aws"]![0]).toMatchObject(written);
  });
});

describe("the guards", () => {
  test("a provider touches the environment's account only, and tags what it makes", () => {
    expect(root({}).provider["aws"]).toEqual([
      {
        region: "us-east-1",
        allowed_account_ids: ["111122223333"],
        default_tags: [
          {
            tags: {
              Environment: "prod",
              ManagedBy: "Terraform",
              Owner: "research-it@example.edu",
              DataClass: "PHI",
            },
          },
        ],
      },
    ]);
  });

  test("a workspace other than the environment's is refused, with the way to the right one", () => {
    expect(root({}).output["environment"]!.precondition).toEqual({
      condition: '${terraform.workspace == "prod"}',
      error_message:
        "envs/prod belongs to the workspace prod, but the selected one is ${terraform.workspace}. Run " +
        "terraform workspace select prod, or set TF_WORKSPACE=prod.",
    });
  });
});

test("a new environment is one new file, and leaves the others' roots alone", () => {
  const before = roots({ prod });
  const after = roots({ prod, "trial-site": changed({ account: "999988887777" }) });
  expect(after("prod")).toEqual(before("prod"));
  expect(after("trial-site").terraform.backend.s3).toMatchObject({
    bucket: "terraform-state-999988887777-us-east-1",
    workspace_key_prefix: "envs",
  });
  expect(after("trial-site").output["environment"]!.precondition!.condition).toBe(
    '${terraform.workspace == "trial-site"}',
  );
});
