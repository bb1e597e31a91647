import * as fs from "node:fs";
import * as path from "node:path";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateDocumentCommand, ListCommandsCommand, SSMClient } from "@aws-sdk/client-ssm";
import { settingsOf } from "../../../app/settings";
import local from "../../../envs/local";
import { writeJson } from "../../../lib/json";
import { upgradeDocument } from "../../../modules/redcap/upgrade";
import {
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
} from "../../../tools/local-cloud";
import { awsOf } from "../../../tools/redcap-upgrade/aws";
import { upgrade } from "../../../tools/redcap-upgrade/index";
import { giveRight, policyOf } from "../../../tools/redcap-upgrade/right";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { call, element } from "../local-cloud/aws-call";

// The command with its real calls: snapshot, Systems Manager and S3 of a local cloud, which runs nothing on its instances.

const folder = temporaryFolder();
const directory = path.join(folder, "cloud");
const root = path.join(folder, "project", "terraform", "envs", "hospital");
let url: string;
let env: NodeJS.ProcessEnv;
let ssm: SSMClient;
let s3: S3Client;

const ec2 = (action: string, parameters: Record<string, string>) =>
  call(url, "ec2", "2016-11-15", { Action: action, ...parameters });
const rds = (action: string, parameters: Record<string, string> = {}) =>
  call(url, "rds", "2014-10-31", { Action: action, ...parameters });

/** An instance of an environment; its commands end with a status. */
async function instance(environment: string, status = "Success"): Promise<string> {
  const answer = await ec2("RunInstances", {
    ImageId: "ami-12c6146b",
    MinCount: "1",
    MaxCount: "1",
    "TagSpecification.1.ResourceType": "instance",
    "TagSpecification.1.Tag.1.Key": "elasticbeanstalk:environment-name",
    "TagSpecification.1.Tag.1.Value": environment,
    "TagSpecification.1.Tag.2.Key": "local-cloud-command",
    "TagSpecification.1.Tag.2.Value": status,
  });
  return element(answer, "instanceId")!;
}

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = withoutAwsVariables(await terraformEnvironment());
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  ssm = new SSMClient({ endpoint: url, region: "us-east-1", credentials });
  s3 = new S3Client({ endpoint: url, region: "us-east-1", credentials, forcePathStyle: true });
  const { config, credentials: keys } = profileFiles(directory);
  // What the environment's own root module says of its provider.
  writeJson(path.join(root, "cdk.tf.json"), {
    terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
    provider: {
      aws: [
        {
          region: "us-east-1",
          profile: "local",
          allowed_account_ids: ["123456789012"],
          shared_config_files: [path.relative(root, config)],
          shared_credentials_files: [path.relative(root, keys)],
          default_tags: [{ tags: { Environment: "hospital" } }],
        },
        { alias: "us_east_1", region: "us-east-1" },
      ],
    },
  });
  await s3.send(new CreateBucketCommand({ Bucket: "hospital-src" }));
  await rds("CreateDBCluster", {
    DBClusterIdentifier: "redcap-hospital",
    Engine: "aurora-mysql",
    MasterUsername: "master",
    MasterUserPassword: "only-for-this-test",
  });
  await iam("CreateRole", {
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
    }),
  });
  await ssm.send(
    new CreateDocumentCommand({
      Name: "redcap-hospital-redcap-upgrade",
      DocumentType: "Command",
      Content: JSON.stringify(upgradeDocument),
    }),
  );
}, 600_000);
afterAll(async () => {
  ssm?.destroy();
  s3?.destroy();
  await stopLocalCloud({ directory });
}, 300_000);

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-hospital-upgrade-AbCdEf";
const iam = (Action: string, parameters: Record<string, string> = {}) =>
  call(url, "iam", "2010-05-08", { Action, RoleName: "redcap-hospital-instance", ...parameters });

async function run(environmentName: string, args: readonly string[], sql = "SELECT 1;") {
  const lines: string[] = [];
  const { config, credentials } = profileFiles(directory);
  const settings = settingsOf({
    account: "123456789012",
    region: "us-east-1",
    profile: "local",
    sharedConfigFiles: [path.relative(root, config)],
    sharedCredentialsFiles: [path.relative(root, credentials)],
  });
  const done = upgrade(["hospital", ...args], {
    environments: { hospital: local },
    print: (line) => lines.push(line),
    readFile: () => Buffer.from(sql),
    installation: () =>
      Promise.resolve({
        documentName: "redcap-hospital-redcap-upgrade",
        environmentName,
        clusterIdentifier: "redcap-hospital",
        logGroupName: "/redcap/redcap-hospital",
        roleName: "redcap-hospital-instance",
        secretArn,
        sql: { bucket: "hospital-src", folder: "upgrades/redcap-hospital/" },
        versionLabel: "redcap-16.0.20-0123456789ab",
        version: "16.0.20",
      }),
    aws: () =>
      awsOf({ label: "envs/hospital", settings, root, env }, path.join(folder, "snapshot"), {
        everyMs: 20,
        deliverySeconds: 300,
      }),
    now: () => new Date("2026-11-27T18:00:00Z"),
    onInterrupt: () => () => undefined,
  });
  const error = await done.then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  return { lines, error };
}

test("the snapshot is there before one instance gets the command, with the SQL that was stored", async () => {
  const [one] = [await instance("redcap-hospital-blue"), await instance("redcap-hospital-blue")].sort();
  await instance("redcap-other-blue");
  const sql = "UPDATE redcap_config SET value = '16.0.20' WHERE field_name = 'redcap_version';\n";
  const { lines, error } = await run("redcap-hospital-blue", ["--sql", "upgrade.sql"], sql);
  expect(error).toBeUndefined();
  const snapshot = "redcap-hospital-before-16-0-20-20261127-180000";
  expect(lines).toContain(`Snapshot before: ${snapshot}`);
  const made = await rds("DescribeDBClusterSnapshots", { DBClusterSnapshotIdentifier: snapshot });
  expect([element(made, "DBClusterIdentifier"), element(made, "Status")]).toEqual([
    "redcap-hospital",
    "available",
  ]);
  expect(made.body).toContain("hospital");
  const { Commands = [] } = await ssm.send(new ListCommandsCommand({}));
  expect(Commands).toHaveLength(1);
  expect(Commands[0]!.InstanceIds).toEqual([one]);
  const { Sql, Sha256, ...others } = Commands[0]!.Parameters!;
  expect(others).toEqual({ Version: ["16.0.20"], Snapshot: [snapshot], Again: ["no"] });
  const key = `upgrades/redcap-hospital/${Sha256![0]}.sql`;
  expect(Sql).toEqual([`s3://hospital-src/${key}`]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "hospital-src", Key: key }));
  expect(await Body!.transformToString()).toBe(sql);
  // The right was there, until a time, and is gone.
  const events = lines.filter((line) => line.startsWith("redcap-hospital-instance "));
  expect(events).toEqual([
    "redcap-hospital-instance may read the upgrade user's secret, until the end of the upgrade or 2026-11-27T19:00:00Z.",
    "redcap-hospital-instance may no longer read it.",
  ]);
  expect((await iam("ListRolePolicies")).body).not.toContain("<member>");
  expect(lines.join("\n")).toContain(`database.snapshot = { identifier: "${snapshot}" }`);
}, 240_000);

test("the right is an inline policy of the instances' role, in place of what an earlier call left", async () => {
  await iam("PutRolePolicy", {
    PolicyName: "redcap-upgrade",
    PolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  });
  const right = { roleName: "redcap-hospital-instance", secretArn, until: "2026-11-27T19:00:00Z" };
  const place = { root, folder: path.join(folder, "right"), env };
  const takeBack = await giveRight(right, place);
  const { body } = await iam("GetRolePolicy", { PolicyName: "redcap-upgrade" });
  const document = /<PolicyDocument>([^<]+)</.exec(body)![1]!;
  expect(JSON.parse(decodeURIComponent(document.replaceAll("&quot;", '"')))).toEqual(policyOf(right));
  await takeBack();
  expect((await iam("ListRolePolicies")).body).not.toContain("<member>");
  expect(fs.existsSync(place.folder)).toBe(false);
}, 240_000);

test("a snapshot that cannot be taken leaves everything as it was", async () => {
  // The same second, so the same name.
  const { error } = await run("redcap-hospital-blue", []);
  expect(error).toMatch(/DBClusterSnapshotAlreadyExists/);
  expect((await ssm.send(new ListCommandsCommand({}))).Commands).toHaveLength(1);
}, 240_000);

test("an environment whose instances nobody reaches is told before anything is made", async () => {
  const { error } = await run("redcap-hospital-green", []);
  expect(error).toContain("Systems Manager reaches no instance of redcap-hospital-green");
}, 60_000);
