import * as fs from "node:fs";
import * as path from "node:path";
import { environmentProblems } from "../../app/environment";
import { synthesize } from "../../app/synthesize";
import prod from "../../envs/prod";
import { temporaryFolder } from "../lib/example";
import { changed, expectOneProblem, redcap } from "./production";

const twoZones = ["us-east-1a", "us-east-1b"];
const subnets = (first: number) => ({
  public: `10.0.${first}.0/24`,
  app: `10.0.${first + 1}.0/24`,
  data: `10.0.${first + 2}.0/24`,
});
const network = (values: object) => ({
  network: { cidr: "10.0.0.0/16", availabilityZones: twoZones, ...values },
});

test("everything that is wrong is said at once, before anything is written", () => {
  const values = changed(
    { account: "1234", region: "use-east-1", tagz: {} },
    { name: "X", environments: { blue: { minInstances: 0 } }, databse: {} },
  );
  const outdir = path.join(temporaryFolder(), "out");
  expect(() => synthesize({ modules: [], environments: { prod, broken: values }, outdir })).toThrow(
    [
      "envs/broken: tagz is not an input; did you mean tags? (allowed: account, region, tags, state, profile, " +
        "sharedConfigFiles, sharedCredentialsFiles, maxRetries, s3UsePathStyle, redcap, medplum)",
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

describe("in what an application takes", () => {
  test.each<[string, object, string]>([
    [
      "a misspelt key deep inside",
      { database: { readrs: {} } },
      "redcap.database.readrs is not an input; did you mean readers? (allowed: engineVersion, ",
    ],
    [
      "a range that is too small for a VPC",
      network({ cidr: "10.0.0.0/24" }),
      "redcap.network.cidr must have a prefix between /16 and /22 without subnetCidrs: a public subnet of the automatic layout would be ",
    ],
    [
      "a range that begins in its middle",
      network({ cidr: "10.0.0.5/16" }),
      'redcap.network.cidr must be an IPv4 range in canonical form, like 10.0.0.0/16 (got "10.0.0.5/16")',
    ],
    [
      "a subnet that is too small",
      network({
        subnetCidrs: { "us-east-1a": subnets(0), "us-east-1b": { ...subnets(4), data: "10.0.6.0/29" } },
      }),
      'redcap.network.subnetCidrs.us-east-1b.data must have a prefix between /16 and /28 (got "10.0.6.0/29")',
    ],
    [
      "one zone, which no database accepts",
      network({ availabilityZones: ["us-east-1a"] }),
      'redcap.network.availabilityZones must have at least 2 items (got ["us-east-1a"])',
    ],
    [
      "more instances at least than at most",
      { environments: { blue: { minInstances: 5, maxInstances: 2 } } },
      "redcap.environments.blue must not have more min",
    ],
    [
      "a minimum capacity above the maximum",
      { database: { serverlessV2Scaling: { minCapacity: 4, maxCapacity: 2 } } },
      "redcap.database.serverlessV2Scaling must have maxCapacity of at least minCapacity, and at least 1",
    ],
    [
      "a PHP that has ended",
      { environments: { blue: { phpVersion: "8.1" } } },
      "redcap.environments.blue.phpVersion must be one of 8.3 (security fixes until 2027-12-31), 8.4 (security fixes until " +
        "2028-12-31), 8.5 (security fixes until 2029-12-31); PHP 8.2 retires on 2027-03-31, older versions are gone from " +
        'Elastic Beanstalk (got "8.1")',
    ],
    [
      "a database engine that has ended",
      { database: { engineVersion: "5.7.mysql_aurora.2.11.2" } },
      "redcap.database.engineVersion must be a version of the engine under standard support. aurora-mysql: ",
    ],
    [
      "an instance class that Aurora has no more",
      { database: { instanceClass: "db.t3.small" } },
      "redcap.database.instanceClass must be an Aurora instance class, like db.r6g.large: ",
    ],
    [
      "a certificate to be issued, and no zone to prove the name in",
      { domain: { name: "redcap.example.edu" } },
      "redcap.domain must have zone",
    ],
    [
      "a zone by ID and by name",
      { domain: { name: "redcap.example.edu", zone: { id: "Z0123", name: "example.edu" } } },
      "redcap.domain.zone must have id or name, exactly one",
    ],
    ["neither a domain nor a reason to do without", { domain: undefined }, "redcap.domain or plain"],
    [
      "both sources",
      { redcapSource: { ...redcap["redcapSource"], bucket: "sources", key: "redcap.zip" } },
      'redcap.redcapSource with kind "community" must have credentialsSecretArn, and must not have bucket',
    ],
    [
      "no source",
      { redcapSource: { kind: "s3" } },
      'redcap.redcapSource with kind "s3" must have bucket and key',
    ],
    [
      "an active colour that is not there",
      { activeEnvironment: "green" },
      'redcap.activeEnvironment must be a key of environments (got "green")',
    ],
  ])("%s is one clear problem", (_, inputs, message) => expectOneProblem({}, inputs, message));
});

test("ranges that overlap are each named", () => {
  const overlapping = network({ subnetCidrs: { "us-east-1a": subnets(0), "us-east-1b": subnets(2) } });
  expect(environmentProblems("prod", changed({}, overlapping))).toEqual(
    ["us-east-1a.data", "us-east-1b.public"].map(
      (place) => `envs/prod: redcap.network.subnetCidrs.${place} must not overlap another subnet's range`,
    ),
  );
});

test("keys and zones are of the environment's region", () => {
  const arn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  const redcap = {
    ...prod.redcap!,
    existingKmsKey: { arn },
    network: { availabilityZones: ["eu-west-1a", "eu-west-1b"] },
  };
  expect(environmentProblems("prod", { ...prod, redcap })).toEqual([
    `envs/prod: redcap.existingKmsKey.arn must be a key in us-east-1, the region of what it encrypts (got ${arn})`,
    "envs/prod: redcap.network.availabilityZones[0] must be a zone in us-east-1, the region of the VPC (got eu-west-1a)",
    "envs/prod: redcap.network.availabilityZones[1] must be a zone in us-east-1, the region of the VPC (got eu-west-1b)",
  ]);
});

test("an environment cannot have the name of Terraform's own workspace", () => {
  expect(environmentProblems("default", prod)).toEqual([
    "envs/default: the file's name must not be default, Terraform's own workspace, whose state is not that of an environment: " +
      "call it prod, dev or the like",
  ]);
});

test("an environment that runs nothing, and one whose file has a bad name", () => {
  expect(environmentProblems("prod", { account: "111122223333", region: "us-east-1" })).toEqual([
    "envs/prod: needs at least one of redcap, medplum",
  ]);
  expect(environmentProblems("Prod_1", prod)).toEqual([
    "envs/Prod_1: the file's name must be 1 to 31 lower-case letters, digits and hyphens (got Prod_1)",
  ]);
});
