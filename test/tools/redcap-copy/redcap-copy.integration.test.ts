import * as path from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { settingsOf } from "../../../app/settings";
import { writeJson } from "../../../lib/json";
import {
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { awsOf } from "../../../tools/redcap-copy/aws";
import { copyFiles } from "../../../tools/redcap-copy/files";
import type { Installation } from "../../../tools/redcap-copy/installation";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { call, callJson, element } from "../local-cloud/aws-call";

// The command with its real calls: Terraform's snapshots, Secrets Manager and S3 of a local cloud, whose two environments are in one account.

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const rootOf = (name: string) => path.join(folder, "project", "terraform", "envs", name);
let url: string;
let env: NodeJS.ProcessEnv;
let s3: S3Client;
let secrets: SecretsManagerClient;
let from: Installation;
let to: Installation;

const rds = (action: string, parameters: Record<string, string> = {}) =>
  call(url, "rds", "2014-10-31", { Action: action, ...parameters });
const account = "123456789012";

async function key(): Promise<string> {
  const { body } = await callJson(url, "kms", "TrentService.CreateKey", {});
  return (JSON.parse(body) as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
}

const put = (Bucket: string, Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/pdf" }));
const read = async (Bucket: string, Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();

function environment(name: string) {
  const { config, credentials } = profileFiles(directory);
  const root = rootOf(name);
  const files = {
    sharedConfigFiles: [path.relative(root, config)],
    sharedCredentialsFiles: [path.relative(root, credentials)],
  };
  writeJson(path.join(root, "cdk.tf.json"), {
    terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
    provider: {
      aws: [
        {
          region: "us-east-1",
          profile: "local",
          allowed_account_ids: [account],
          shared_config_files: files.sharedConfigFiles,
          shared_credentials_files: files.sharedCredentialsFiles,
          default_tags: [{ tags: { Environment: name } }],
        },
      ],
    },
  });
  const settings = settingsOf({ account, region: "us-east-1", profile: "local", ...files });
  return { name, label: `envs/${name}`, root, settings, env };
}

const aws = () =>
  awsOf(environment("prod"), environment("staging"), {
    folder: path.join(folder, "scratch"),
    print: () => undefined,
  });

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = withoutAwsVariables(await terraformEnvironment());
  const common = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  s3 = new S3Client({ ...common, forcePathStyle: true });
  secrets = new SecretsManagerClient(common);
  const [prodKey, stagingKey] = [await key(), await key()];
  await rds("CreateDBCluster", {
    DBClusterIdentifier: "redcap-prod",
    Engine: "aurora-mysql",
    MasterUsername: "master",
    MasterUserPassword: "only-for-this-test",
    StorageEncrypted: "true",
    KmsKeyId: prodKey,
  });
  for (const Bucket of ["prod-files", "staging-files"]) await s3.send(new CreateBucketCommand({ Bucket }));
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: "redcap-prod/salt", SecretString: JSON.stringify({ salt: "pepper" }) }),
  );
  from = { clusterIdentifier: "redcap-prod", saltArn: ARN!, filesBucket: "prod-files", kmsKeyArn: prodKey };
  to = {
    clusterIdentifier: "redcap-staging",
    saltArn: "none",
    filesBucket: "staging-files",
    kmsKeyArn: stagingKey,
  };
}, 600_000);
afterAll(async () => {
  s3?.destroy();
  secrets?.destroy();
  await stopLocalCloud({ directory });
}, 300_000);

test("the snapshot that stays is under the other environment's key and has its tags; what was made on the way is gone", async () => {
  await aws().snapshot(from, to, "redcap-prod-copy-1");
  const made = await rds("DescribeDBClusterSnapshots", { SnapshotType: "manual" });
  expect(element(made, "DBClusterSnapshotIdentifier")).toBe("redcap-prod-copy-1");
  expect(made.body.split("<DBClusterSnapshotIdentifier>")).toHaveLength(2);
  expect([element(made, "KmsKeyId"), element(made, "Status")]).toEqual([to.kmsKeyArn, "available"]);
  expect(made.body).toContain("staging");
  // It can be restored.
  const restored = await rds("RestoreDBClusterFromSnapshot", {
    DBClusterIdentifier: "redcap-staging",
    SnapshotIdentifier: "redcap-prod-copy-1",
    Engine: "aurora-mysql",
  });
  expect(element(restored, "DBClusterIdentifier")).toBe("redcap-staging");
}, 300_000);

test("a snapshot whose name is taken is told, and leaves the one that is there, and nothing else", async () => {
  await expect(aws().snapshot(from, to, "redcap-prod-copy-1")).rejects.toThrow(
    /DBClusterSnapshotAlreadyExists/,
  );
  const made = await rds("DescribeDBClusterSnapshots", { SnapshotType: "manual" });
  expect(made.body.split("<DBClusterSnapshotIdentifier>")).toHaveLength(2);
  expect(element(made, "DBClusterSnapshotIdentifier")).toBe("redcap-prod-copy-1");
}, 300_000);

test("the salt arrives under the other key, follows the original, and is written when it differs only", async () => {
  const arn = await aws().salt(from, to);
  const described = await secrets.send(new DescribeSecretCommand({ SecretId: arn }));
  expect([described.Name, described.KmsKeyId]).toEqual(["redcap-staging/salt-of-prod", to.kmsKeyArn]);
  const value = () => secrets.send(new GetSecretValueCommand({ SecretId: arn }));
  const first = await value();
  expect(first.SecretString).toBe('{"salt":"pepper"}');
  expect(await aws().salt(from, to)).toBe(arn);
  expect((await value()).VersionId).toBe(first.VersionId);
  await secrets.send(
    new PutSecretValueCommand({
      SecretId: from.saltArn,
      SecretString: JSON.stringify({ salt: "chili", note: "x" }),
    }),
  );
  await aws().salt(from, to);
  expect((await value()).SecretString).toBe('{"salt":"chili"}');
}, 60_000);

test("a secret without a salt is told before anything is written", async () => {
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: "no-salt", SecretString: "{}" }));
  await expect(aws().salt({ ...from, saltArn: ARN! }, { ...to, clusterIdentifier: "other" })).rejects.toThrow(
    /envs\/prod: the secret .* has no field "salt"/,
  );
  await expect(secrets.send(new DescribeSecretCommand({ SecretId: "other/salt-of-prod" }))).rejects.toThrow();
}, 60_000);

test("files: the current versions, what is missing or older, names with any character; what is there already stays", async () => {
  const names = Array.from({ length: 25 }, (_, i) => `2026/${i}.pdf`);
  for (const name of names) await put("prod-files", name, name);
  await put("prod-files", "a b+c%20&ü?#.pdf", "odd");
  expect(await aws().files(from, to, 8)).toEqual({ copied: 26, unchanged: 0, failed: {}, surplus: 0 });
  expect(await read("staging-files", "a b+c%20&ü?#.pdf")).toBe("odd");
  expect(await read("staging-files", "2026/24.pdf")).toBe("2026/24.pdf");
  await put("prod-files", "2026/new.pdf", "new");
  await put("prod-files", "2026/1.pdf", "longer than before");
  await put("staging-files", "own.pdf", "of the copy");
  expect(await aws().files(from, to, 8)).toEqual({ copied: 2, unchanged: 25, failed: {}, surplus: 1 });
  expect(await read("staging-files", "2026/1.pdf")).toBe("longer than before");
}, 120_000);

test("between accounts, files go through this process, with their type", async () => {
  await s3.send(new CreateBucketCommand({ Bucket: "elsewhere" }));
  const bucket = (name: string, of: string) => ({
    name,
    access: { label: `envs/${of}`, settings: environment(of).settings, root: rootOf(of), env },
  });
  const done = await copyFiles(bucket("prod-files", "prod"), bucket("elsewhere", "staging"), {
    atOnce: 4,
    through: true,
    print: () => undefined,
  });
  expect(done).toEqual({ copied: 27, unchanged: 0, failed: {}, surplus: 0 });
  const { ContentType, ContentLength } = await s3.send(
    new HeadObjectCommand({ Bucket: "elsewhere", Key: "2026/1.pdf" }),
  );
  expect([ContentType, ContentLength]).toEqual(["application/pdf", "longer than before".length]);
}, 120_000);
