import * as fs from "node:fs";
import * as path from "node:path";
import {
  DeleteObjectCommand,
  GetBucketLoggingCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import local from "../../../envs/local";
import type { Environment } from "../../../app/environment";
import type { ModuleDefinition } from "../../../lib/module";
import { writeModule } from "../../../lib/module-folder";
import { EncryptionKey } from "../../../modules/encryption-key";
import { LogBucket } from "../../../modules/log-bucket";
import { StateBackend } from "../../../modules/state-backend";
import { bootstrap } from "../../../tools/bootstrap/index";
import {
  LOCAL_ACCOUNT,
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { runTerraform, terraformEnvironment } from "../../../tools/terraform";
import { holdings } from "../../deployment/holdings";
import { textsOf, type State } from "../../deployment/state";
import { temporaryFolder } from "../../lib/example";
import { callJson } from "../local-cloud/aws-call";

// Several environments of one account and their state backends, one test after the other.

jest.setTimeout(300_000);

const scratch = temporaryFolder();
const directory = path.join(scratch, "cloud");
const folder = path.join(scratch, "bootstrap");
const { config, credentials } = profileFiles(directory);
const values: Environment = { ...local, sharedConfigFiles: [config], sharedCredentialsFiles: [credentials] };
const bucket = `terraform-state-${LOCAL_ACCOUNT}-us-east-1`;

let env: NodeJS.ProcessEnv;
let url: string;
let s3: S3Client;

/** An environment of the same account, by default the first one, with a working folder of its own. */
const run = (more: Partial<Environment> = {}, name = "local") =>
  bootstrap(
    name,
    { ...values, ...more },
    { env, modules: path.join(scratch, "modules"), folder: path.join(folder, name) },
  );
const objects = async (Bucket = bucket): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!).sort();
};
const stateOfBackend = async (Bucket = bucket): Promise<State> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "state-backend.tfstate" }));
  return JSON.parse(await Body!.transformToString()) as State;
};
const accessLogs = async (Bucket = bucket) =>
  (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled;
const terraform = (args: string[], cwd: string) => runTerraform(args, { cwd, env });

/** What a run says that is refused, and that makes nothing. */
async function refusal(work: () => Promise<void>): Promise<string> {
  const before = await holdings(url);
  const said = await work().then(
    () => "it succeeded",
    (error: Error) => error.message,
  );
  expect(await holdings(url)).toEqual(before);
  return said;
}

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  const account = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials: account, forcePathStyle: true });
  for (const { definition } of [EncryptionKey, LogBucket, StateBackend])
    writeModule(definition as unknown as ModuleDefinition, scratch);
  const callers = {
    TF_WORKSPACE: "elsewhere",
    TF_DATA_DIR: ".elsewhere",
    TF_CLI_ARGS_apply: "-parallelism=x",
  };
  env = await terraformEnvironment({ env: { ...withoutAwsVariables(), ...callers } });
});
afterAll(() => stopLocalCloud({ directory }));

test("what the caller's shell says of AWS and of Terraform leads a bootstrap nowhere else", async () => {
  const elsewhere = "http://127.0.0.1:9";
  const shell = {
    AWS_ENDPOINT_URL: elsewhere,
    AWS_ENDPOINT_URL_STS: elsewhere,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_ACCESS_KEY_ID: "caller",
    AWS_SECRET_ACCESS_KEY: "secret",
  };
  Object.assign(process.env, shell);
  try {
    await run();
  } finally {
    for (const name of Object.keys(shell)) delete process.env[name];
  }
  expect(await objects()).toEqual(["envs/local/terraform.tfstate", "state-backend.tfstate"]);
  expect(await accessLogs()).toMatchObject({ TargetBucket: `${bucket}-logs`, TargetPrefix: `s3/${bucket}/` });
});

test("a second environment shares the backend and leaves it alone, whatever its tags", async () => {
  const ids = async () => textsOf(await stateOfBackend()).filter(({ attribute }) => attribute === "id");
  const before = await ids();
  await run({ tags: { Owner: "somebody" } }, "dev");
  expect(await ids()).toEqual(before);
  expect(textsOf(await stateOfBackend()).filter(({ text }) => text === "somebody")).toEqual([]);
  expect(await objects()).toContain("envs/dev/terraform.tfstate");
});

test("a workspace that is gone is made again, and a key from before it could be left out stays", async () => {
  const keys = async () =>
    textsOf(await stateOfBackend()).filter(
      ({ type, attribute }) => type === "aws_kms_key" && attribute === "arn",
    );
  const before = await keys();
  expect(before).toHaveLength(1);
  const [dev, copy] = [path.join(folder, "dev"), path.join(scratch, "another-machine")];
  fs.cpSync(path.join(dev, "workspace"), copy, { recursive: true });
  await terraform(["workspace", "select", "default"], copy);
  await terraform(["workspace", "delete", "dev"], copy);
  expect(await objects()).not.toContain("envs/dev/terraform.tfstate");
  const key = "module.state_backend.module.key";
  await terraform(["state", "mv", `${key}[0]`, key], dev);

  await run({}, "dev");
  expect(await objects()).toContain("envs/dev/terraform.tfstate");
  expect(await keys()).toEqual(before);
});

test("another lock table, key or log bucket than the bucket's is refused, since other environments use these", async () => {
  const kmsKeyArn = `arn:aws:kms:us-east-1:${LOCAL_ACCOUNT}:key/0123`;
  const existingLogBucket = { name: "hospital-logs" };
  expect(
    await refusal(() => run({ state: { lockTable: "other-locks", kmsKeyArn, existingLogBucket } }, "dev")),
  ).toBe(
    [
      `envs/dev: state.lockTable is other-locks, but the lock table of ${bucket} is ${bucket}-locks, for every environment ` +
        `there. Set state.lockTable to "${bucket}-locks" in envs/dev.ts.`,
      `envs/dev: state.kmsKeyArn is ${kmsKeyArn}, but ${bucket} has a key of its own, for every environment there. Leave ` +
        "state.kmsKeyArn out of envs/dev.ts.",
      `envs/dev: state.existingLogBucket is hospital-logs, but the access logs of ${bucket} go to ${bucket}-logs, which bootstrap made, ` +
        `for every environment there. Set state.logBucket to { bucketName: "${bucket}-logs" } in envs/dev.ts instead of state.existingLogBucket.`,
    ].join("\n"),
  );
});

test("a second bucket of the account and region has a backend of its own, with a given key and log bucket if there are any", async () => {
  const { body } = await callJson(url, "kms", "TrentService.CreateKey", {});
  const { KeyMetadata } = JSON.parse(body) as { KeyMetadata: { Arn: string } };
  // The first backend's log bucket takes logs of every bucket of the account.
  const existingLogBucket = { name: `${bucket}-logs` };
  const state = { bucket: "2nd-state", kmsKeyArn: KeyMetadata.Arn, existingLogBucket };
  await run({ state }, "second");
  expect(await accessLogs("2nd-state")).toMatchObject({
    TargetBucket: existingLogBucket.name,
    TargetPrefix: "s3/2nd-state/",
  });
  const { resources } = await stateOfBackend("2nd-state");
  expect(resources.map(({ type }) => type).filter((type) => type.startsWith("aws_kms"))).toEqual([]);
  for (const Key of ["state-backend.tfstate", "envs/second/terraform.tfstate"]) {
    const { SSEKMSKeyId } = await s3.send(new HeadObjectCommand({ Bucket: "2nd-state", Key }));
    expect(SSEKMSKeyId).toBe(KeyMetadata.Arn);
  }
  const before = await holdings(url);
  await run({ state }, "second");
  expect(await holdings(url)).toEqual(before);
  const said = await refusal(() => run({ state: { bucket: "2nd-state" } }, "second"));
  expect(said).toContain(`Set state.kmsKeyArn to "${KeyMetadata.Arn}" in envs/second.ts.`);
  expect(said).toContain(
    `Set state.existingLogBucket to { name: "${bucket}-logs" } in envs/second.ts instead of state.logBucket.`,
  );
});

test("a lock table that another bucket has is refused before anything is made", async () => {
  const state = { bucket: "third-state", lockTable: `${bucket}-locks` };
  expect((await refusal(() => run({ state }, "third"))).replace(/\s*│?\n│?\s*/g, " ")).toContain(
    `envs/third: the table ${bucket}-locks already exists, and belongs to another state bucket or to somebody else.`,
  );
});

test("what an interrupted bootstrap left is deleted if the bucket has it, and else kept and told", async () => {
  const left = path.join(folder, "local", "terraform.tfstate");
  const stored = await stateOfBackend();
  fs.writeFileSync(left, JSON.stringify({ ...stored, lineage: "another" }));
  const said = await refusal(() => run());
  expect(said).toContain(
    `envs/local: an earlier bootstrap did not finish, and meanwhile another one created ${bucket}.`,
  );
  expect(said).toMatch(/^ {2}module\.state_backend\.module\.key\[0\]\.aws_kms_key\.this \([0-9a-f-]{36}\)$/m);
  expect(said).toContain(left);
  expect(fs.existsSync(left)).toBe(true);

  fs.writeFileSync(left, JSON.stringify(stored));
  await run();
  expect(fs.existsSync(left)).toBe(false);
});

test("a bucket that lost the backend's own state keeps what else is in it", async () => {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "state-backend.tfstate" }));
  const said = await refusal(() => run());
  expect(said).toContain(
    `the bucket ${bucket} exists in account ${LOCAL_ACCOUNT}, but no bootstrap created it`,
  );
  expect(said).not.toMatch(/delete/i);
  expect(await objects()).toContain("envs/local/terraform.tfstate");
});
