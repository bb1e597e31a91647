import * as fs from "node:fs";
import * as path from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Cache } from "../../../modules/cache";
import {
  LOCAL_ACCOUNT,
  localCloudEnvironment,
  startLocalCloud,
  stopLocalCloud,
} from "../../../tools/local-cloud";
import { initTerraform, runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { type State, textsIn } from "../../deployment/state";
import { temporaryFolder } from "../../lib/example";
import { call } from "../../tools/local-cloud/aws-call";

// The real provider deploys groups of each kind, changes them as people do, and removes them.

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
let env: NodeJS.ProcessEnv;
let url: string;
let secrets: SecretsManagerClient;

interface Outputs {
  readonly secret_arns: Readonly<Record<string, string>>;
  readonly primary_endpoints: Readonly<Record<string, string>>;
  readonly member_cluster_ids: Readonly<Record<string, readonly string[]>>;
}

const terraform = (args: string[], allowedExitCodes = [0]) =>
  runTerraform(args, { cwd, env, allowedExitCodes });

/** Applies the groups, and sees to it that a second plan is empty. */
async function apply(groups: object): Promise<void> {
  write(groups);
  await terraform(["apply", "-auto-approve"]);
  const { exitCode, stdout } = await terraform(["plan", "-detailed-exitcode"], [0, 2]);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining("No changes.") as string,
  });
}

function write(groups: object): void {
  const subnet = (zone: string, cidr: string) => ({
    vpc_id: "${aws_vpc.this.id}",
    cidr_block: cidr,
    availability_zone: `us-east-1${zone}`,
  });
  const root = {
    provider: { aws: { max_retries: 5, default_tags: { tags: { Environment: "test" } } } },
    resource: {
      aws_kms_key: { this: { description: "test" } },
      aws_vpc: { this: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: { a: subnet("a", "10.0.0.0/24"), b: subnet("b", "10.0.1.0/24") },
      aws_security_group: { app: { name: "app", vpc_id: "${aws_vpc.this.id}" } },
    },
    module: {
      cache: {
        source: "../modules/cache",
        name: "demo",
        vpc_id: "${aws_vpc.this.id}",
        subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
        clients: { app: "${aws_security_group.app.id}" },
        kms_key_arn: "${aws_kms_key.this.arn}",
        groups,
      },
    },
    output: { cache: { value: "${module.cache}" } },
  };
  fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
}

async function outputs(): Promise<Outputs> {
  const { stdout } = await terraform(["output", "-json", "cache"]);
  return JSON.parse(stdout) as Outputs;
}

/** What a group's connection secret holds. */
async function connection(group: string): Promise<Record<string, unknown>> {
  const { secret_arns: arns } = await outputs();
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arns[group] }));
  return JSON.parse(SecretString!) as Record<string, unknown>;
}

async function described(operation: string, parameters: Record<string, string>): Promise<string> {
  const { status, body } = await call(url, "elasticache", "2015-02-02", { Action: operation, ...parameters });
  return status === 200 ? body : `${status} ${body}`;
}

const queue = {
  engine: "redis",
  user: {},
  replicas: 0,
  eviction_policy: "noeviction",
  snapshot_retention_days: 0,
};

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  const credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  secrets = new SecretsManagerClient({ endpoint: url, region: "us-east-1", credentials });
  fs.mkdirSync(cwd);
  writeModule(Cache.definition as unknown as ModuleDefinition, folder);
  write({ main: {}, jobs: queue });
  await initTerraform({ cwd, env });
  await apply({ main: {}, jobs: queue });
}, 600_000);
afterAll(async () => {
  secrets.destroy();
  await stopLocalCloud({ directory });
}, 300_000);

test("a connection secret has the form that ioredis takes: port a number, tls an object, a username with a user", async () => {
  const { primary_endpoints: hosts } = await outputs();
  const password = expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string;
  expect(await connection("main")).toEqual({ host: hosts["main"], port: 6379, password, tls: {} });
  expect(await connection("jobs")).toEqual({
    host: hosts["jobs"],
    port: 6379,
    password,
    tls: {},
    username: "app",
  });
});

test("the state holds passwords where ElastiCache needs them, and nowhere else; plans and outputs hold none", async () => {
  const passwords = await Promise.all(
    ["main", "jobs"].map(async (group) => String((await connection(group))["password"])),
  );
  const { stdout: state } = await terraform(["state", "pull"]);
  const places = (document: string) =>
    [
      ...new Set(
        textsIn(JSON.parse(document) as State)
          .filter(({ text }) => passwords.some((password) => text.includes(password)))
          .map(({ place }) => place),
      ),
    ].sort();
  expect(places(state)).toEqual([
    "aws_elasticache_replication_group.auth_token",
    "aws_elasticache_user.authentication_mode.passwords",
    "random_password.result",
  ]);
  const { stdout: shown } = await terraform(["output", "-json"]);
  expect(passwords.filter((password) => shown.includes(password))).toEqual([]);
});

test("nodes are named as the output says, over the zones of the subnets", async () => {
  const { member_cluster_ids: nodes } = await outputs();
  expect(nodes).toEqual({ main: ["demo-main-001", "demo-main-002"], jobs: ["demo-jobs-001"] });
  const groups = await described("DescribeReplicationGroups", { ReplicationGroupId: "demo-main" });
  expect([...groups.matchAll(/<PreferredAvailabilityZone>(.*?)</g)].map(([, zone]) => zone)).toEqual([
    "us-east-1a",
    "us-east-1b",
  ]);
  for (const node of nodes["main"]!) expect(groups).toContain(`<CacheClusterId>${node}<`);
});

test("a rotation lets both passwords in until the first is retired; settings, versions and groups change in place", async () => {
  const before = { main: await connection("main"), jobs: await connection("jobs") };
  const upgraded = { ...queue, engine: "valkey", apply_immediately: true, snapshot_retention_days: 1 };
  await apply({
    main: { generation: 2, eviction_policy: "allkeys-lru", replicas: 2 },
    jobs: { ...upgraded, generation: 2 },
    extra: { replicas: 0, skip_final_snapshot: true, log_types: ["slow-log"] },
  });
  for (const group of ["main", "jobs"] as const) {
    const { password, ...rest } = await connection(group);
    const { password: old, ...unchanged } = before[group];
    expect(rest).toEqual(unchanged);
    expect(password).not.toBe(old);
  }
  const two = await described("DescribeUsers", { UserId: "demo-jobs-7d10" });
  expect(two).toContain("<PasswordCount>2<");
  expect(await described("DescribeCacheClusters", { CacheClusterId: "demo-jobs-001" })).toMatch(
    /<Engine>valkey<.*<EngineVersion>8[.]2[.]0<|<EngineVersion>8[.]2[.]0<.*<Engine>valkey</s,
  );
  const parameters = { CacheParameterGroupName: "demo-main-valkey8", Source: "user" };
  expect(await described("DescribeCacheParameters", parameters)).toContain("<ParameterValue>allkeys-lru<");

  // ElastiCache takes SET only after ROTATE, with the new token: the local cloud refuses anything else.
  await apply({
    main: { generation: 2, retired_generation: 1, eviction_policy: "allkeys-lru" },
    jobs: { ...upgraded, generation: 2, retired_generation: 1, user: { name: "worker" }, log_types: [] },
  });
  expect(await described("DescribeUsers", { UserId: "demo-jobs-7d10" })).toMatch(/^404 .*UserNotFound/s);
  expect(await connection("jobs")).toMatchObject({ username: "worker" });
  expect(await described("DescribeReplicationGroups", { ReplicationGroupId: "demo-extra" })).toMatch(
    /^404 .*ReplicationGroupNotFoundFault/s,
  );
}, 600_000);

test("a group keeps how its clients log in: a plan says what to do instead", async () => {
  write({ main: { generation: 2, retired_generation: 1, user: {} } });
  const { stdout, stderr } = await terraform(["plan"], [1]);
  expect((stdout + stderr).replace(/\s+(│ )?/g, " ")).toMatch(
    /groups\.main was made with an AUTH token, and now has a user\. Make a group of another name/,
  );
}, 120_000);

test("a destroy leaves final snapshots, and nothing else", async () => {
  write({ main: { generation: 2, retired_generation: 1 } });
  await terraform(["destroy", "-auto-approve"]);
  const groups = await described("DescribeReplicationGroups", {});
  expect(groups).not.toContain("<ReplicationGroupId>");
  expect(await described("DescribeUsers", {})).not.toContain("demo-");
  expect(await described("DescribeUserGroups", {})).not.toContain("demo-");
  expect(await described("DescribeCacheParameterGroups", {})).not.toContain("demo-");
  expect(await described("DescribeSnapshots", {})).toMatch(/<SnapshotName>demo-main-final-[0-9a-f]{8}</);
}, 600_000);
