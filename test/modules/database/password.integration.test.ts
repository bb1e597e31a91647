import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { requiredProviders } from "../../../lib/provider-requirement";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { Database } from "../../../modules/database";
import {
  LOCAL_ACCOUNT,
  localCloudEnvironment,
  startLocalCloud,
  stopLocalCloud,
} from "../../../tools/local-cloud";
import { writeProfile } from "../../../tools/local-cloud/profile";
import {
  initTerraform,
  type ProgramError,
  runTerraform,
  terraformEnvironment,
} from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { call } from "../../tools/local-cloud/aws-call";
import { linesOf, plannedChanges } from "../planned-changes";
import { recordingProxy } from "../recording-proxy";

// The password, from Secrets Manager to RDS: what RDS gets is seen on the way to it, since nothing shows it afterwards.

jest.setTimeout(300_000);

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
/** Passwords that RDS was given, in order, by operation. */
const given: [operation: string, password: string][] = [];
/** Snapshots of which clusters were restored. */
const restored: string[] = [];
let failing = false;
let env: NodeJS.ProcessEnv;
let url: string;
let proxy: Awaited<ReturnType<typeof recordingProxy>>;
let secretsManager: SecretsManagerClient;

const terraform = (args: readonly string[], allowedExitCodes = [0]) =>
  runTerraform(args, { cwd, env, allowedExitCodes });

/** The secrets and the cluster: no instance, whose waits take minutes. */
const target = "-target=module.database.aws_secretsmanager_secret_version.connection_value";

function write(
  fixed: object,
  { region = "us-east-1", ...others }: Readonly<Record<string, unknown>> & { region?: string } = {},
): void {
  const root = {
    terraform: { required_providers: requiredProviders(Database.definition.providers) },
    provider: { aws: { region, max_retries: 2 } },
    resource: {
      aws_kms_key: { this: {} },
      aws_vpc: { this: { cidr_block: "10.0.0.0/16" } },
      aws_security_group: { legacy: { name: "legacy", vpc_id: "${aws_vpc.this.id}" } },
      aws_subnet: {
        this: {
          for_each: { a: 1, b: 2 },
          vpc_id: "${aws_vpc.this.id}",
          availability_zone: `${region}\${each.key}`,
          cidr_block: '${cidrsubnet("10.0.0.0/16", 8, each.value)}',
        },
      },
    },
    module: {
      database: {
        source: "../modules/database",
        name: "records",
        engine: "aurora-postgresql",
        database_name: "medical",
        vpc_id: "${aws_vpc.this.id}",
        subnet_ids: "${values(aws_subnet.this)[*].id}",
        kms_key_arn: "${aws_kms_key.this.arn}",
        additional_security_group_ids: { legacy: "${aws_security_group.legacy.id}" },
        readers: { one: {} },
        deletion_protection: false,
        fixed_master_password: { reason: "The server reads it only at start", ...fixed },
        ...others,
      },
    },
  };
  fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
}

async function secret(name: string): Promise<string> {
  const { SecretString } = await secretsManager.send(
    new GetSecretValueCommand({ SecretId: `records/database/${name}` }),
  );
  return SecretString!;
}

interface Connection {
  readonly host: string;
  readonly password: string;
  readonly ssl: { readonly require: boolean; readonly ca: string };
}
const connection = async (name: string) => JSON.parse(await secret(name)) as Connection;

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  proxy = await recordingProxy(url, (request) => {
    const operation = request.get("Action") ?? "";
    const password = request.get("MasterUserPassword");
    if (password) given.push([operation, password]);
    if (operation === "RestoreDBClusterFromSnapshot") restored.push(request.get("SnapshotIdentifier") ?? "");
    if (failing && operation === "CreateDBCluster")
      return { code: "StorageQuotaExceeded", message: "No more storage" };
    return undefined;
  });
  const account = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  secretsManager = new SecretsManagerClient({ endpoint: url, region: "us-east-1", credentials: account });
  const behind = path.join(folder, "behind");
  await writeProfile(behind, proxy.url);
  env = await terraformEnvironment({ env: localCloudEnvironment(behind) });
  fs.mkdirSync(cwd);
  writeModule(Database.definition as unknown as ModuleDefinition, folder);
  write({});
  await initTerraform({ cwd, env });
});
afterAll(async () => {
  secretsManager?.destroy();
  await proxy?.close();
  await stopLocalCloud({ directory });
}, 60_000);

test("an apply that fails half-way leaves one password: that of the secret, which the next one gives to RDS", async () => {
  failing = true;
  const failure = await terraform(["apply", "-auto-approve", target]).catch((error: unknown) => error);
  expect((failure as ProgramError).stderr).toContain("No more storage");
  const inSecret = await secret("password");
  expect(inSecret).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(given.every(([, password]) => password === inSecret)).toBe(true);

  failing = false;
  await terraform(["apply", "-auto-approve", target]);
  expect(await secret("password")).toBe(inSecret);
  expect(given.at(-1)).toEqual(["CreateDBCluster", inSecret]);
  expect((await connection("writer")).password).toBe(inSecret);
});

test("the connection secrets hold what a client needs, and the region's authorities", async () => {
  const [writer, reader] = [await connection("writer"), await connection("reader")];
  const common = { port: 5432, dbname: "medical", username: "master" };
  expect(writer).toMatchObject({ ...common, host: expect.stringMatching(/^records\.cluster-/) as string });
  expect(reader).toMatchObject({ ...common, host: expect.stringMatching(/^records\.cluster-ro-/) as string });
  expect(writer.ssl.require).toBe(true);
  const names = writer.ssl.ca
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter(Boolean)
    .map((pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)![1]);
  expect(names).toEqual(
    ["RSA2048", "RSA4096", "ECC384"].map((kind) => `Amazon RDS us-east-1 Root CA ${kind} G1`),
  );
  // What Secrets Manager takes.
  expect(Buffer.byteLength(await secret("writer"))).toBeLessThan(65_536);
});

test("the cluster is in the additional security group, and in its own", async () => {
  const { stdout } = await terraform(["show", "-json"]);
  interface Resource {
    readonly address: string;
    readonly values: Readonly<Record<string, unknown>>;
  }
  const { values } = JSON.parse(stdout) as {
    values: { root_module: { resources: Resource[]; child_modules: { resources: Resource[] }[] } };
  };
  const { resources, child_modules: modules } = values.root_module;
  const of = (address: string) =>
    [...resources, ...modules.flatMap((module) => module.resources)].find((one) => one.address === address)!
      .values;
  const groups = ["aws_security_group.legacy", "module.database.aws_security_group.access"];
  expect(
    [...(of("module.database.aws_rds_cluster.this")["vpc_security_group_ids"] as string[])].sort(),
  ).toEqual(groups.map((address) => of(address)["id"] as string).sort());
});

test("a second plan is empty, and the state holds no password", async () => {
  await terraform(["plan", "-detailed-exitcode", target]);
  const state = fs.readFileSync(path.join(cwd, "terraform.tfstate"), "utf8");
  expect(state).toContain("records");
  expect(state).not.toContain(await secret("password"));
});

test("a new generation is a new password, the same one everywhere, and the plan shows only versions", async () => {
  const before = await secret("password");
  write({ generation: 2 });
  const { changes } = await plannedChanges((...args) => terraform(args), target);
  expect(linesOf(changes, "module.database")).toEqual([
    'replace aws_secretsmanager_secret_version.connection_value["reader"]',
    'replace aws_secretsmanager_secret_version.connection_value["writer"]',
    "replace aws_secretsmanager_secret_version.password_value[0]",
    "update aws_rds_cluster.this",
  ]);
  await terraform(["apply", "plan"]);
  const after = await secret("password");
  expect(after).not.toBe(before);
  expect(given.at(-1)).toEqual(["ModifyDBCluster", after]);
  expect((await connection("writer")).password).toBe(after);
  expect((await connection("reader")).password).toBe(after);
  await terraform(["plan", "-detailed-exitcode", target]);
});

test("a cluster that is replaced by a snapshot is restored from it, and gets the secret's password", async () => {
  const snapshot = { DBClusterIdentifier: "records", DBClusterSnapshotIdentifier: "before" };
  expect(
    await call(url, "rds", "2014-10-31", { Action: "CreateDBClusterSnapshot", ...snapshot }),
  ).toMatchObject({
    status: 200,
  });
  const before = await secret("password");
  given.length = 0;
  write({ generation: 2 }, { snapshot: { identifier: "before" } });
  await terraform(["apply", "-auto-approve", target, "-replace=module.database.aws_rds_cluster.this"]);
  expect(restored).toEqual(["arn:aws:rds:us-east-1:123456789012:cluster-snapshot:before"]);
  expect(given).toEqual([["ModifyDBCluster", before]]);
  expect((await connection("writer")).password).toBe(before);
  write({ generation: 2 });
  // The provider turns Performance Insights on in an update only.
  await terraform(["apply", "-auto-approve", target]);
  expect(given).toHaveLength(1);
  await terraform(["plan", "-detailed-exitcode", target]);
});

test("a cluster that is replaced once more leaves another final snapshot, whose name is not taken", async () => {
  await terraform(["apply", "-auto-approve", target, "-replace=module.database.aws_rds_cluster.this"]);
  const { body } = await call(url, "rds", "2014-10-31", { Action: "DescribeDBClusterSnapshots" });
  const names = body.match(/(?<=<DBClusterSnapshotIdentifier>)records-final-[0-9a-f]{8}(?=<)/g);
  expect(new Set(names).size).toBe(2);
});

test("capacity that would go from 1 to 0, which the provider drops, is refused with the way around it", async () => {
  write({ generation: 2 }, { serverless_v2_scaling: { min_capacity: 1, max_capacity: 4 } });
  await terraform(["apply", "-auto-approve", target]);
  const paused = { min_capacity: 0, max_capacity: 4, seconds_until_auto_pause: 1800 };
  write({ generation: 2 }, { serverless_v2_scaling: paused });
  const failure = await terraform(["plan", target]).catch((error: unknown) => error);
  expect((failure as ProgramError).stderr.replace(/\s+/g, " ")).toContain(
    "serverless_v2_scaling.min_capacity must not go from 1 to 0 in one apply",
  );
});

test("a version that RDS went on to by itself is never planned back: the plan says what to write", async () => {
  const serverless_v2_scaling = { min_capacity: 1, max_capacity: 4 };
  write({ generation: 2 }, { serverless_v2_scaling });
  await terraform(["apply", "-auto-approve", target]);
  // As RDS does it in the maintenance window. 17.10 is newer than 17.7, though it sorts before it.
  const { status } = await call(url, "rds", "2014-10-31", {
    Action: "ModifyDBCluster",
    DBClusterIdentifier: "records",
    EngineVersion: "17.10",
    ApplyImmediately: "true",
  });
  expect(status).toBe(200);
  const failure = await terraform(["plan", target]).catch((error: unknown) => error);
  expect((failure as ProgramError).stderr.replace(/[\s│]+/g, " ")).toContain(
    "The cluster runs 17.10 already, and RDS never goes back to 17.7: set engine_version to what it runs or, where that is not on the " +
      "reviewed list, unreviewed_engine_version.",
  );
  const unreviewed_engine_version = { version: "17.10", reason: "RDS upgraded it in the maintenance window" };
  write({ generation: 2 }, { serverless_v2_scaling, unreviewed_engine_version });
  await terraform(["plan", "-detailed-exitcode", target]);
});

test.each([
  ["il-central-1", "truststore.pki.rds.amazonaws.com"],
  ["us-gov-east-1", "truststore.pki.us-gov-west-1.rds.amazonaws.com"],
  ["cn-north-1", "rds-truststore.s3.cn-north-1.amazonaws.com.cn"],
])("%s, whose authorities are not known, needs the caller's", async (region, host) => {
  write({ generation: 2 }, { region });
  fs.rmSync(path.join(cwd, "terraform.tfstate"), { force: true });
  const failure = await terraform(["apply", "-auto-approve", target]).catch((error: unknown) => error);
  expect((failure as ProgramError).stderr.replace(/\s+/g, " ")).toContain(
    `fixed_master_password.certificate_authorities is required in ${region}, whose authorities the module does not have: ` +
      `give the text of https://${host}/${region}/${region}-bundle.pem.`,
  );
});
