import * as path from "node:path";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { discoverModules } from "../../app/discover";
import type { Environment } from "../../app/environment";
import { synthesize } from "../../app/synthesize";
import prodWest from "../../docs/prod-west";
import {
  LOCAL_ACCOUNT,
  localCloudEnvironment,
  startLocalCloud,
  stopLocalCloud,
} from "../../tools/local-cloud";
import { plannable } from "../../tools/offline-plan";
import { root } from "../../tools/support/project";
import { runTerraform, terraformEnvironment } from "../../tools/terraform";
import { temporaryFolder } from "../lib/example";
import { fakeRedcapZip } from "../modules/source-bundle/function/helpers";
import { documentedCommands } from "./documented-commands";
import { RegionalAws } from "./regional-aws";

// docs/second-region.md, in its order: what production leaves in the other region, the snapshot of step 3, the environment's file applied
// as step 4 says, the files of step 5. What the local cloud has not: REDCap's Community, whose zip comes from a bucket here, and people.

const MINUTE = 60_000;
jest.setTimeout(15 * MINUTE);

const region = "us-west-2";
const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const outdir = path.join(folder, "terraform");
const cwd = path.join(outdir, "envs/prod-west");
const names = { vault: "redcap-prod-copies", snapshot: "redcap-west-restore", salt: "redcap-prod/salt" };
const [replica, sources] = ["redcap-prod-files-west", "example-software-west"];

let env: NodeJS.ProcessEnv;
let west: RegionalAws;
let s3: S3Client;
let key: string;
let salt: string;
const terraform = (...args: string[]) =>
  runTerraform(args, { cwd, env, timeoutMs: 14 * MINUTE, allowedExitCodes: [0, 2] });

/** The first region, as production leaves it, and what its copies, replicas and zones are in the second one. */
async function production(url: string): Promise<void> {
  const east = new RegionalAws(url, "us-east-1");
  key = await west.createKey();
  await west.backup("PUT", `backup-vaults/${names.vault}`, { EncryptionKeyArn: key });
  await west.ec2("EnableEbsEncryptionByDefault");
  const credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  const secrets = (at: string) => new SecretsManagerClient({ endpoint: url, region: at, credentials });
  await secrets("us-east-1").send(
    new CreateSecretCommand({
      Name: names.salt,
      SecretString: JSON.stringify({ salt: "pepper-and-salt-of-production" }),
      AddReplicaRegions: [{ Region: region, KmsKeyId: key }],
    }),
  );
  salt = (await secrets(region).send(new DescribeSecretCommand({ SecretId: names.salt }))).ARN!;
  await new Route53Client({ endpoint: url, region, credentials }).send(
    new CreateHostedZoneCommand({ Name: "example.edu", CallerReference: "example.edu" }),
  );
  const CreateBucketConfiguration = { LocationConstraint: region } as const;
  for (const Bucket of [replica, sources]) {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  await s3.send(new PutObjectCommand({ Bucket: replica, Key: "1_consent.pdf", Body: "consent" }));
  await s3.send(
    new PutObjectCommand({ Bucket: sources, Key: "redcap16.0.18.zip", Body: fakeRedcapZip("16.0.18") }),
  );
  // The day's backup, and its copy.
  await east.backup("PUT", "backup-vaults/redcap-prod", { EncryptionKeyArn: await east.createKey() });
  await east.rds("CreateDBCluster", {
    DBClusterIdentifier: "redcap-prod",
    Engine: "aurora-mysql",
    DatabaseName: "redcap",
    MasterUsername: "master_of_production",
    MasterUserPassword: "only-for-this-test",
    StorageEncrypted: "true",
    KmsKeyId: await east.createKey(),
  });
  const IamRoleArn = `arn:aws:iam::${LOCAL_ACCOUNT}:role/backup`;
  const { RecoveryPointArn } = await east.backup("PUT", "backup-jobs", {
    BackupVaultName: "redcap-prod",
    ResourceArn: `arn:aws:rds:us-east-1:${LOCAL_ACCOUNT}:cluster:redcap-prod`,
    IamRoleArn,
  });
  await east.backup("PUT", "copy-jobs", {
    RecoveryPointArn,
    SourceBackupVaultName: "redcap-prod",
    DestinationBackupVaultArn: `arn:aws:backup:${region}:${LOCAL_ACCOUNT}:backup-vault:${names.vault}`,
    IamRoleArn,
  });
}

/** docs/prod-west.ts, with the ARNs of this account, as the document has readers put theirs. */
const values = (): Environment => ({
  ...prodWest,
  redcap: {
    ...prodWest.redcap!,
    redcapSource: { kind: "s3", bucket: sources, key: "redcap16.0.18.zip" },
    application: {
      ...prodWest.redcap!.application,
      existingSalt: { secretArn: salt },
      secretKmsKeyArns: [key],
    },
  },
});

beforeAll(async () => {
  const { url } = await startLocalCloud({ directory });
  const credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };
  s3 = new S3Client({ endpoint: url, region, credentials, forcePathStyle: true });
  west = new RegionalAws(url, region);
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: region } });
  await production(url);
}, 5 * MINUTE);
afterAll(async () => {
  s3.destroy();
  await stopLocalCloud({ directory });
}, 5 * MINUTE);

test("the commands use the names of this rehearsal, and none that the environment makes itself", () => {
  const commands = documentedCommands("second-region.md").join("\n");
  for (const name of Object.values(names).filter((name) => name !== names.salt))
    expect(commands).toContain(name);
  expect(Object.values(names)).not.toContain(prodWest.redcap!.name);
});

test("step 3: the vault's newest recovery point of the database becomes a manual snapshot", async () => {
  const { RecoveryPoints: points } = (await west.backup(
    "GET",
    `backup-vaults/${names.vault}/recovery-points/`,
  )) as { RecoveryPoints: { ResourceType: string; Status: string; RecoveryPointArn: string }[] };
  expect(points).toEqual([expect.objectContaining({ ResourceType: "Aurora", Status: "COMPLETED" })]);
  const arn = points[0]!.RecoveryPointArn;
  expect(arn).toMatch(/^arn:aws:rds:us-west-2:\d+:cluster-snapshot:awsbackup:copyjob-/);
  const copy = await west.rds("CopyDBClusterSnapshot", {
    SourceDBClusterSnapshotIdentifier: arn,
    TargetDBClusterSnapshotIdentifier: names.snapshot,
    KmsKeyId: key,
  });
  expect(copy).toContain("<SnapshotType>manual</SnapshotType>");
  expect(copy).toContain(`<KmsKeyId>${key}</KmsKeyId>`);
});

test("step 4: the environment's file is applied; the next apply turns on Performance Insights, and nothing else", async () => {
  synthesize({ modules: discoverModules(root), environments: { "prod-west": values() }, outdir });
  plannable(cwd);
  await terraform("init");
  await terraform("apply", "-auto-approve", "-parallelism=20");
  const { exitCode, stdout } = await terraform("plan", "-detailed-exitcode", "-parallelism=20");
  // The provider has no way to turn them on when it restores. That this update is the last: modules/database/password.integration.test.ts.
  expect([exitCode, /^Plan: .*/m.exec(stdout)?.[0]]).toEqual([
    2,
    "Plan: 0 to add, 1 to change, 0 to destroy.",
  ]);
  const [, changes] =
    /# module\.redcap\.module\.database\.aws_rds_cluster\.this will be updated in-place\n([^]*?)\n {4}}/.exec(
      stdout,
    )!;
  // OpenTofu shows write-only arguments with whatever else changes.
  const changed = /^ {6}[-+~] (\w+) += (?!\(write-only attribute\)$)/gm;
  const attributes = [...changes!.matchAll(changed)].map(([, name]) => name!);
  // The mode is standard without being said, as is reported of instances: https://github.com/hashicorp/terraform-provider-aws/issues/47689.
  expect(attributes.sort()).toEqual([
    "performance_insights_enabled",
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
  ]);
});

test("the database is production's, under this region's own key, and the instances get production's salt", async () => {
  const cluster = await west.rds("DescribeDBClusters", { DBClusterIdentifier: "redcap-west" });
  expect(cluster).toContain("<MasterUsername>master_of_production</MasterUsername>");
  expect(cluster).toContain(`<KmsKeyId>arn:aws:kms:${region}:`);
  expect(cluster).not.toContain(key);
  const settings = [...(await terraform("show", "-json")).stdout.matchAll(/{"name":"REDCAP_SALT"[^}]*}/g)];
  expect(settings.length).toBeGreaterThan(0);
  for (const [setting] of settings) expect(setting).toContain(`"value":"${salt}:salt"`);
});

test("step 5: files come from the replica into the new bucket, by the names that the outputs give", async () => {
  const outputs = JSON.parse((await terraform("output", "-json")).stdout) as Record<
    string,
    { value: unknown }
  >;
  const Bucket = outputs["redcap_files_bucket_name"]!.value as string;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: replica }));
  for (const { Key } of Contents)
    await s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${replica}/${Key!}` }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "1_consent.pdf" }));
  expect(await Body!.transformToString()).toBe("consent");
  // Step 6 needs it.
  expect(Object.keys(outputs["redcap_secret_arns"]!.value as object)).toContain("file_storage");
});
