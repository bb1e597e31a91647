import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Beanstalk } from "../../../modules/beanstalk";
import { localCloudEnvironment, startLocalCloud, stopLocalCloud } from "../../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { cloudOf, readRole, type Role } from "../../iam/cloud";
import { refusalOf } from "../../iam/evaluate";
import type { Caller } from "../../iam/policy";
import { temporaryFolder } from "../../lib/example";
import { plannedChanges } from "../planned-changes";
import { cloudAt, type Surroundings } from "./cloud";
import { type Call, foreignCalls, upgradeCalls, viaS3 } from "./upgrade-calls";

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
let env: NodeJS.ProcessEnv;
let cloud: ReturnType<typeof cloudAt>;
let surroundings: Surroundings;

interface Root {
  readonly label?: string;
  readonly php?: string;
  /** Whether the root turns EBS encryption by default on, with a resource for which nothing waits. */
  readonly encryption?: boolean;
  /** Why root volumes need no encryption. */
  readonly unencrypted?: string;
  /** A second colour of `owned`, on the newest PHP. */
  readonly green?: boolean;
  /** `owned` is handed over to the application, by `moved` blocks. */
  readonly handOver?: boolean;
  /** What `free` depends on as a whole; another text replaces it. */
  readonly dependency?: string;
  /** The provider's tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Resources of the application's own right. */
  readonly resources?: number;
}

/** Two applications: `owned` follows Terraform's version, `free` upgrades itself. */
function write(root: Root = {}): void {
  const { encryption = true, handOver = false, dependency = "one", tags = { Environment: "test" } } = root;
  const moved = ["application_version", "environment"].map((type) => {
    const address = `module.owned.aws_elastic_beanstalk_${type}`;
    const key = type === "environment" ? '["blue"]' : "[0]";
    return { from: `${address}.this${key}`, to: `${address}.self_upgrading${key}` };
  });
  const resource = {
    aws_kms_key: { this: { description: "test" } },
    terraform_data: { dependency: { triggers_replace: dependency } },
    ...(encryption ? { aws_ebs_encryption_by_default: { this: { enabled: true } } } : {}),
  };
  fs.writeFileSync(
    path.join(cwd, "main.tf.json"),
    JSON.stringify({
      provider: {
        aws: { region: "us-east-1", max_retries: 5, default_tags: { tags } },
      },
      resource,
      module: { owned: owned(root), free: free(root) },
      ...(handOver ? { moved } : {}),
    }),
  );
}

function owned(root: Root): object {
  const { php = "8.4", green = false, handOver = false } = root;
  const { owned: one, green: other } = surroundings.balancers;
  return {
    ...inputs(root),
    name: "owned",
    application_upgrades: handOver ? "easy_upgrade" : "terraform",
    environments: {
      blue: { php_version: php, cname_prefix: "owned-blue" },
      ...(green ? { green: { php_version: "8.5" } } : {}),
    },
    load_balancers: { blue: one, ...(green ? { green: other } : {}) },
  };
}

const free = (root: Root): object => ({
  ...inputs(root),
  name: "free",
  application_upgrades: "easy_upgrade",
  environments: { blue: { min_instances: 1, max_instances: 1 } },
  load_balancers: { blue: surroundings.balancers.free },
  log_volume_size_gb: 0,
  depends_on: ["terraform_data.dependency"],
});

const master = "arn:aws:secretsmanager:us-east-1:123456789012:secret:master-AbCdEf";

function inputs({ label = "v1", unencrypted, resources = 1 }: Root): object {
  const key = "${aws_kms_key.this.arn}";
  return {
    source: "../modules/beanstalk",
    vpc_id: surroundings.vpc_id,
    app_subnet_ids: surroundings.app_subnet_ids,
    kms_key_arn: key,
    force_destroy_logs: true,
    source_bundle: { bucket: "bundles", key: `${label}.zip`, version_label: label },
    host_headers: ["app.example.org", "*.us-east-1.elb.amazonaws.com"],
    environment_variables: { KEY: key },
    environment_secrets: {
      PASSWORD: "arn:aws:secretsmanager:us-east-1:123456789012:secret:demo-AbCdEf:password",
    },
    instance_policies: [
      `\${jsonencode({Version = "2012-10-17", Statement = [{Sid = "Own", Effect = "Allow", Action = "s3:GetObject", Resource = ${
        resources === 1
          ? "aws_kms_key.this.arn"
          : `[for n in range(${resources}) : "arn:aws:s3:::bucket-\${n}/*"]`
      }}]})}`,
    ],
    inline_policies: {
      "set-up": JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: master,
            Condition: { DateLessThan: { "aws:CurrentTime": "2026-11-27T22:00:00Z" } },
          },
        ],
      }),
    },
    systems_manager: {
      session_kms_key_arn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555", // not the key of the bundles
      session_log_group_arn: "arn:aws:logs:us-east-1:123456789012:log-group:/sessions",
      session_log_bucket: { name: "sessions" },
      patching: true,
      inventory: true,
      distributor: true,
    },
    egress: { https: { port: 443, cidr: "0.0.0.0/0" }, database: { port: 3306, cidr: "10.0.0.0/16" } },
    ...(unencrypted ? { unencrypted_root_volume: { reason: unencrypted } } : {}),
  };
}

/** The role of an application's instances, with its policies. */
async function roleOf(application: string): Promise<Role> {
  const { stdout } = await terraform(["show", "-json"]);
  const [, arn] = new RegExp(`"arn":"(arn:aws:iam::[0-9]+:role/${application}-us-east-1-instance)"`).exec(
    stdout,
  )!;
  return readRole(cloudOf(env), arn!);
}
/** The policy of a key that leaves it to the account's IAM. */
const leftToIam = {
  Statement: {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  },
} as const;
const keyArn = async () =>
  /arn:aws:kms:us-east-1:\d+:key\/[0-9a-f-]+/.exec((await terraform(["show", "-json"])).stdout)![0];
const callerOf = ({ arn }: Role): Caller => ({
  account: "123456789012",
  roleArn: arn,
  sessionArn: `arn:aws:sts::123456789012:assumed-role/${arn.split("/").at(-1)}/i-0123456789abcdef0`,
});

const terraform = (args: string[], allowedExitCodes = [0]) =>
  runTerraform(args, { cwd, env, allowedExitCodes });
const changes = async () => (await plannedChanges((...args) => runTerraform(args, { cwd, env }))).changes;
/** What Terraform says of a command that fails, on one line. */
async function refusal(...args: string[]): Promise<string> {
  const { stderr } = await terraform(args, [1]);
  return stderr.replace(/[\s│]+/g, " ");
}
const environmentsGone = () =>
  cloud.beanstalk("DescribeEnvironments", /<Environments\s*\/>|<Environments>\s*<\/Environments>/, {
    IncludeDeleted: "false",
  });

beforeAll(async () => {
  const { url } = await startLocalCloud({ directory });
  cloud = cloudAt(url);
  env = await terraformEnvironment({
    env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" },
  });
  fs.mkdirSync(cwd);
  writeModule(Beanstalk.definition as unknown as ModuleDefinition, folder);
  await cloud.bundles();
  surroundings = await cloud.surroundings();
  write({ encryption: false });
  await initTerraform({ cwd, env });
}, 300_000);
afterAll(() => stopLocalCloud({ directory }), 300_000);

const turnItOn = "Turn it on (aws ec2 enable-ebs-encryption-by-default";

test("root volumes that would not be encrypted stop the apply before any environment is made, and later plans", async () => {
  write({ encryption: false });
  expect(await refusal("apply", "-auto-approve")).toContain(turnItOn);
  await environmentsGone();
  expect(await refusal("plan")).toContain(turnItOn);
  await terraform(["destroy", "-auto-approve"]);
}, 300_000);

test("the apply that makes the environments may turn encryption on, and a second plan is empty", async () => {
  write();
  await terraform(["apply", "-auto-approve"]);
  expect(await changes()).toEqual({});
}, 300_000);

test("the instances' policies fit IAM's 10,240 characters together, with all rights of an upgrade", async () => {
  const { policies } = await roleOf("free");
  const texts = policies.map((policy) => JSON.stringify(policy));
  expect(texts.join("").length).toBeLessThan(9_000);
  for (const part of ['"Sid":"Own"', 'secret:demo-AbCdEf"', '"Sid":"UpgradeStack"'])
    expect(texts.filter((text) => text.includes(part))).toHaveLength(1);
  expect(JSON.stringify(await roleOf("owned"))).not.toContain("Upgrade");
}, 300_000);

describe("an instance of an application that upgrades itself", () => {
  let role: Role;
  let id: string;
  let key: string;
  const refused = ({ action, resource, context = {} }: Call): string | undefined =>
    refusalOf({ action, resource, context }, callerOf(role), {
      identity: role.policies,
      ...(action.startsWith("kms:") ? { resource: leftToIam } : {}),
    });

  beforeAll(async () => {
    role = await roleOf("free");
    key = await keyArn();
    id = await cloud.beanstalk("DescribeEnvironments", /e-[a-z0-9]{10}/, {
      "EnvironmentNames.member.1": "free-blue",
    });
  });

  test("may make every call of REDCap's upgrade script, and what Elastic Beanstalk calls in its name", () => {
    for (const call of upgradeCalls({ application: "free", id, key }))
      expect([call.action, call.resource, refused(call)]).toEqual([call.action, call.resource, undefined]);
  });

  test("may touch nothing of another application, of another environment or of anybody else in its bucket", () => {
    for (const call of foreignCalls({ application: "free", id, key }))
      expect([call.action, call.resource, refused(call)]).toEqual([
        call.action,
        call.resource,
        expect.stringContaining("no identity-based policy allows"),
      ]);
  });
});

test("an instance that Terraform upgrades reads the versions of its own bundle, and writes none", async () => {
  const role = await roleOf("owned");
  const [id, key] = ["e-aaaaaaaaaa", await keyArn()];
  const refused = (action: string, resource: string) =>
    refusalOf({ action, resource, context: viaS3 }, callerOf(role), { identity: role.policies }) !==
    undefined;
  const bucket = "arn:aws:s3:::bundles";
  expect(["v1.zip", "v2.zip"].map((key) => refused("s3:GetObject", `${bucket}/${key}`))).toEqual([
    false,
    false,
  ]);
  for (const key of ["patients.csv", "eb-redcap.zip", "bundles/v1.zip"])
    expect([key, refused("s3:GetObject", `${bucket}/${key}`)]).toEqual([key, true]);
  for (const { action, resource } of upgradeCalls({ application: "owned", id, key }).filter(
    ({ action }) => !/^(s3:GetObject|kms:Decrypt)$/.test(action),
  ))
    expect([action, resource, refused(action, resource)]).toEqual([action, resource, true]);
}, 300_000);

test("a right that ends is a policy of its own, and over after its end; with it, sessions are logged and instances patched", async () => {
  for (const application of ["owned", "free"]) {
    const role = await roleOf(application);
    const refused = (action: string, resource: string, context: Record<string, string> = {}) =>
      refusalOf({ action, resource, context }, callerOf(role), { identity: role.policies }) !== undefined;
    const reads = (time: string) =>
      !refused("secretsmanager:GetSecretValue", master, { "aws:CurrentTime": time });
    expect(["2026-11-27T21:59:59Z", "2026-11-27T22:00:00Z"].map(reads)).toEqual([true, false]);

    const group = "arn:aws:logs:us-east-1:123456789012:log-group:/sessions";
    expect(refused("logs:PutLogEvents", `${group}:log-stream:jane`)).toBe(false);
    expect(refused("logs:PutLogEvents", `${group}-of-others:log-stream:jane`)).toBe(true);
    expect(refused("s3:PutObject", "arn:aws:s3:::sessions/jane.log")).toBe(false);
    expect(refused("s3:GetEncryptionConfiguration", "arn:aws:s3:::sessions")).toBe(false);
    expect(refused("s3:GetObject", "arn:aws:s3:::sessions/jane.log")).toBe(true);
    expect(refused("s3:GetObject", "arn:aws:s3:::patch-baseline-snapshot-us-east-1/baseline")).toBe(false);
    expect(refused("ssm:GetParameter", "arn:aws:ssm:us-east-1:123456789012:parameter/somebody's")).toBe(true);
    expect(refused("ssm:GetDeployablePatchSnapshotForInstance", "*")).toBe(false);
    // IAM counts what all inline policies of a role have together, without white space.
    expect(role.policies.map((policy) => JSON.stringify(policy).length).reduce((a, b) => a + b)).toBeLessThan(
      10_240,
    );
  }
}, 300_000);

test("a dependency of the whole module that is replaced replaces nothing of the module", async () => {
  write({ dependency: "two" });
  expect(await changes()).toEqual({ "terraform_data.dependency": "replace" });
}, 300_000);

test("an upgrade by the application is left alone, Terraform's own version is put back", async () => {
  write();
  for (const application of ["owned", "free"]) {
    await cloud.beanstalk("CreateApplicationVersion", /by-hand/, {
      ApplicationName: application,
      VersionLabel: "by-hand",
      "SourceBundle.S3Bucket": "bundles",
      "SourceBundle.S3Key": "v2.zip",
    });
    const environment = { EnvironmentName: `${application}-blue`, VersionLabel: "by-hand" };
    await cloud.beanstalk("UpdateEnvironment", /e-\w+/, environment);
  }
  expect(await changes()).toEqual({
    'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
  });
  const back = { EnvironmentName: "owned-blue", VersionLabel: "v1" };
  await cloud.beanstalk("UpdateEnvironment", /e-\w+/, back);
}, 300_000);

test("a second colour leaves the first alone, but for the names in the instances' policy", async () => {
  write({ green: true });
  const planned = Object.entries(await changes());
  const created = planned.filter(([, action]) => action === "create").map(([address]) => address);
  expect(created).toContain('module.owned.aws_elastic_beanstalk_environment.this["green"]');
  expect(created.filter((address) => !/\["green/.test(address))).toEqual([]);
  expect(planned.filter(([, action]) => action !== "create")).toEqual([
    ["module.owned.aws_iam_role_policy.instance_rights", "update"],
  ]);
  await terraform(["apply", "plan"]);
  // What an apply leaves undone is in the next plan, here and in the next test.
  write();
  const reversed = planned.map(([address, action]) => [address, action === "create" ? "delete" : action]);
  expect(await changes()).toEqual(Object.fromEntries(reversed));
  await terraform(["apply", "plan"]);
}, 300_000);

test("a new bundle is a new version and a deployment, where Terraform deploys", async () => {
  write({ label: "v2" });
  expect(await changes()).toEqual({
    "module.owned.aws_elastic_beanstalk_application_version.this[0]": "replace",
    'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
  });
}, 300_000);

test("a running environment is handed over to the application by moved blocks", async () => {
  write({ handOver: true });
  expect(await changes()).toEqual({
    "module.owned.aws_iam_role_policy.instance_rights": "update",
    "module.owned.aws_iam_role_policy.self_upgrade[0]": "create",
    "module.owned.aws_iam_role_policy.service_bundles": "update",
  });
}, 300_000);

test("another PHP version for a running environment is refused at plan, with the way to go", async () => {
  write({ php: "8.5" });
  expect(await refusal("plan")).toContain(
    "blue runs 64bit Amazon Linux 2023 v4.13.7 running PHP 8.4, and an environment keeps its PHP version for life. " +
      "Set its php_version back, add another colour with PHP 8.5",
  );
}, 300_000);

test("a tag that Elastic Beanstalk sets itself, and rights that IAM has no room for, are refused at plan", async () => {
  write({ tags: { Environment: "test", Name: "ours" } });
  expect(await refusal("plan")).toContain("default_tags must not have Name");
  write({ resources: 400 });
  expect(await refusal("plan")).toMatch(
    /AWS takes 10240 characters for all inline policies of the role; these would have \d{5}\./,
  );
}, 300_000);

test("encryption that is turned off stops the next plan, except for a reason, which tags the environments", async () => {
  await cloud.ec2("DisableEbsEncryptionByDefault", /false/);
  write({ encryption: false });
  expect(await refusal("plan")).toContain(turnItOn);
  write({ encryption: false, unencrypted: "trial without patient data" });
  expect(await changes()).toEqual({
    "aws_ebs_encryption_by_default.this": "delete",
    'module.owned.aws_elastic_beanstalk_environment.this["blue"]': "update",
    'module.free.aws_elastic_beanstalk_environment.self_upgrading["blue"]': "update",
  });
  await cloud.ec2("EnableEbsEncryptionByDefault", /true/);
}, 300_000);

test("destroy leaves nothing of it", async () => {
  write();
  await terraform(["destroy", "-auto-approve"]);
  await expect(
    cloud.beanstalk("DescribeApplications", /<Applications\s*\/>|<Applications><\/Applications>/),
  ).resolves.toBeTruthy();
}, 300_000);
