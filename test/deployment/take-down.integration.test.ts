import * as fs from "node:fs";
import * as path from "node:path";
import {
  DeleteObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { writeModule } from "../../lib/module-folder";
import type { ModuleDefinition } from "../../lib/module";
import { Backup } from "../../modules/backup";
import { EcsCluster } from "../../modules/ecs-cluster";
import { EncryptionKey } from "../../modules/encryption-key";
import { FileStorage } from "../../modules/file-storage";
import { LogBucket } from "../../modules/log-bucket";
import {
  LOCAL_ACCOUNT,
  localCloudEnvironment,
  startLocalCloud,
  stopLocalCloud,
} from "../../tools/local-cloud";
import type { ProgramError } from "../../tools/terraform";
import {
  findTerraform,
  runProgram,
  initTerraform,
  runTerraform,
  terraformEnvironment,
} from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { callJson, callRest } from "../tools/local-cloud/aws-call";
import { documentedCommands } from "./documented-commands";

// What holds records outlives a destroy, by the commands of docs/take-down.md; with force_destroy, nothing does.

const MINUTE = 60_000;
jest.setTimeout(10 * MINUTE);

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const cwd = path.join(folder, "root");
const bucket = (name: string): string => `kept-${name}-${LOCAL_ACCOUNT}-us-east-1`;
const vault = "kept";

let url: string;
let env: NodeJS.ProcessEnv;
let s3: S3Client;

function write(forceDestroy: boolean): void {
  const kms_key_arn = "${module.key.arn}";
  const call = (source: string, inputs: object) => ({
    source: `../modules/${source}`,
    name: "kept",
    ...inputs,
  });
  const module = {
    key: call("encryption-key", { description: "Records", deletion_protection: !forceDestroy }),
    logs: call("log-bucket", { force_destroy: forceDestroy }),
    files: call("file-storage", {
      kms_key_arn,
      access_logs: { bucket_name: "${module.logs.bucket_name}" },
      force_destroy: forceDestroy,
    }),
    // An application's bundles are made again, and go.
    bundles: call("log-bucket", { bucket_name: bucket("bundles"), force_destroy: true }),
    cluster: call("ecs-cluster", { kms_key_arn, force_destroy_logs: forceDestroy }),
    backup: call("backup", {
      kms_key_arn,
      resources: { files: { arn: "${module.files.bucket_arn}" } },
      lock: { mode: "governance" },
      force_destroy: forceDestroy,
    }),
  };
  const root = { provider: { aws: { region: "us-east-1", max_retries: 2 } }, module };
  fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(root));
}

const terraform = (...args: string[]) => runTerraform(args, { cwd, env, timeoutMs: 8 * MINUTE });

/** Runs the commands of a step of docs/take-down.md, by how they begin, with the Terraform or the OpenTofu of the tests. */
async function runDocumented(beginning: string): Promise<void> {
  const block = documentedCommands("take-down.md").find((text) => text.startsWith(beginning))!;
  const { command } = await findTerraform(env);
  const script = block.replaceAll(/\bterraform (?=show|state)/g, `${command} `);
  await runProgram("bash", ["-euo", "pipefail", "-c", script], { cwd, env });
}

async function recoveryPoints(): Promise<number> {
  const { body } = await callRest(url, "backup", "GET", `backup-vaults/${vault}/recovery-points/`);
  const { RecoveryPoints: points } = JSON.parse(body) as { RecoveryPoints?: unknown[] };
  return points?.length ?? 0;
}

const logGroups = async () => (await callJson(url, "logs", "Logs_20140328.DescribeLogGroups", {})).body;
const keyStates = async (): Promise<string[]> => {
  const { Keys: keys } = JSON.parse((await callJson(url, "kms", "TrentService.ListKeys", {})).body) as {
    Keys: { KeyId: string }[];
  };
  const answers = keys.map(({ KeyId }) => callJson(url, "kms", "TrentService.DescribeKey", { KeyId }));
  return (await Promise.all(answers)).map(
    ({ body }) => (JSON.parse(body) as { KeyMetadata: { KeyState: string } }).KeyMetadata.KeyState,
  );
};
/** What KMS answers to whoever wants to delete the keys. */
const deletionOfKeys = async (): Promise<string[]> => {
  const { Keys: keys } = JSON.parse((await callJson(url, "kms", "TrentService.ListKeys", {})).body) as {
    Keys: { KeyId: string }[];
  };
  const answers = keys.map(({ KeyId }) =>
    callJson(url, "kms", "TrentService.ScheduleKeyDeletion", { KeyId }),
  );
  return (await Promise.all(answers)).map(({ body }) => body);
};
const versions = async (name: string): Promise<number | undefined> => {
  const answer = await s3
    .send(new ListObjectVersionsCommand({ Bucket: bucket(name) }))
    .catch((error: Error) => error.name);
  return typeof answer === "string" ? undefined : (answer.Versions ?? []).length;
};

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  const account = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials: account, forcePathStyle: true });
  fs.mkdirSync(cwd);
  for (const { definition } of [Backup, EcsCluster, EncryptionKey, FileStorage, LogBucket])
    writeModule(definition as unknown as ModuleDefinition, folder);
  write(false);
  await initTerraform({ cwd, env });
  await terraform("apply", "-auto-approve");
  // A file that was overwritten and then deleted, a log, and a backup.
  const file = { Bucket: bucket("files"), Key: "record.txt" };
  for (const Body of ["first", "second"])
    await s3.send(new PutObjectCommand({ ...file, Body, ServerSideEncryption: "aws:kms" }));
  await s3.send(new DeleteObjectCommand(file));
  await s3.send(new PutObjectCommand({ Bucket: bucket("logs"), Key: "log", Body: "log" }));
  const started = await callRest(url, "backup", "PUT", "backup-jobs", {
    BackupVaultName: vault,
    ResourceArn: `arn:aws:s3:::${bucket("files")}`,
    IamRoleArn: `arn:aws:iam::${LOCAL_ACCOUNT}:role/backup`,
  });
  expect(started.status).toBe(200);
}, 10 * MINUTE);
afterAll(async () => {
  s3?.destroy();
  await stopLocalCloud({ directory });
}, MINUTE);

test("what is written down stays, with its settings, and the destroy ends well", async () => {
  await runDocumented("terraform show -json");
  await terraform("destroy", "-auto-approve");
  expect((await terraform("state", "list")).stdout).toBe("");
  expect([await versions("files"), await versions("bundles")]).toEqual([2, undefined]);
  // The access logs of the other bucket among them.
  expect(await versions("logs")).toBeGreaterThan(0);
  expect(await recoveryPoints()).toBe(1);
  expect(await logGroups()).toContain("/aws/ecs/kept/exec");
  expect(await keyStates()).toEqual(["Enabled"]);
  expect(await deletionOfKeys()).toEqual([expect.stringContaining("AccessDeniedException")]);
  const { PublicAccessBlockConfiguration: block } = await s3.send(
    new GetPublicAccessBlockCommand({ Bucket: bucket("files") }),
  );
  expect(Object.values(block!)).toEqual([true, true, true, true]);
});

test("what stayed is taken over again where it is in the way", async () => {
  const kept = path.join(cwd, "kept.tf");
  fs.copyFileSync(path.join(folder, "kept.tf"), kept);
  const { stdout } = await terraform("apply", "-auto-approve");
  expect(stdout).toMatch(/Apply complete! Resources: 2\d imported, \d+ added, \d+ changed, 0 destroyed/);
  fs.rmSync(kept);
  expect([await versions("files"), await recoveryPoints()]).toEqual([2, 1]);
});

test("a destroy without that step fails where records are, and leaves them", async () => {
  const { stderr } = (await terraform("destroy", "-auto-approve").catch(
    (error: unknown) => error,
  )) as ProgramError;
  // That of the logs is not tried while the other one logs into it.
  expect(stderr.match(/BucketNotEmpty/g)).toHaveLength(1);
  expect(stderr).toContain("because it contains recovery points");
  expect([await versions("files"), await recoveryPoints()]).toEqual([2, 1]);
  expect(await logGroups()).toContain("/aws/ecs/kept/exec");
  expect(await keyStates()).toEqual(["Enabled"]);
});

test("with force_destroy everything goes", async () => {
  write(true);
  // The log group is no longer in the state.
  const group = { to: "module.cluster.aws_cloudwatch_log_group.sessions", id: "/aws/ecs/kept/exec" };
  fs.writeFileSync(path.join(cwd, "group.tf.json"), JSON.stringify({ import: [group] }));
  await terraform("apply", "-auto-approve");
  fs.rmSync(path.join(cwd, "group.tf.json"));
  await terraform("destroy", "-auto-approve");
  expect([await versions("files"), await versions("logs")]).toEqual([undefined, undefined]);
  expect(await recoveryPoints()).toBe(0);
  expect(await logGroups()).not.toContain("/aws/ecs/kept/exec");
  expect(await keyStates()).toEqual(["PendingDeletion"]);
});
