import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { build, type BundleResult, type Services } from "../../../../modules/source-bundle/function/build";
import { parseEvent, type BundleEvent } from "../../../../modules/source-bundle/function/event";
import { DEFAULT_LIMITS } from "../../../../modules/source-bundle/function/limits";
import {
  platformVersion,
  readPlatformFiles,
} from "../../../../modules/source-bundle/function/platform-files";
import {
  startLocalCloud,
  stopLocalCloud,
  withoutAwsVariables,
  type LocalCloud,
} from "../../../../tools/local-cloud";
import { fakeRedcapZip, startCommunity, temporaryFolder, type Community } from "./helpers";

// What the tests of a build have: a local cloud with two buckets, a download server, and a platform. Importing it starts them.

jest.setTimeout(60_000);

export const folder = temporaryFolder();
const cloudFolder = mkdtempSync(join(tmpdir(), "bundler-cloud-")); // not in `folder`, which is gone before the cloud stops
export const workFolder = join(folder, "work");
export const platformFolder = join(folder, "platform");
for (const [path, text] of Object.entries({
  "redcap/database.php": "<?php // ours, reads the environment\n",
  ".platform/hooks/predeploy/10-tls.sh": "#!/bin/sh\n",
  ".ebextensions/10-redcap.config": "option_settings: {}\n",
})) {
  mkdirSync(join(platformFolder, path, ".."), { recursive: true });
  writeFileSync(join(platformFolder, path), text);
}
mkdirSync(workFolder);

export const credentials = { username: "jane@example.edu", password: "&=+% ü" };
export const SOFTWARE = "hospital-software";
export const BUNDLES = "hospital-bundles";

export let cloud: LocalCloud;
export let s3: S3Client;
export let secretsManager: SecretsManagerClient;
export let community: Community;
export let secretArn: string;
export let lines: string[] = [];

beforeAll(async () => {
  cloud = await startLocalCloud({ directory: cloudFolder, env: withoutAwsVariables(process.env) });
  const client = {
    endpoint: cloud.url,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  s3 = new S3Client(client);
  secretsManager = new SecretsManagerClient(client);
  for (const Bucket of [SOFTWARE, BUNDLES]) await s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: "Enabled" as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket: SOFTWARE, VersioningConfiguration }));
  secretArn = await secret("redcap-community", JSON.stringify(credentials));
  community = await startCommunity((form, response) => {
    const known =
      form.get("username") === credentials.username && form.get("password") === credentials.password;
    if (known && form.get("install") === "1") response.end(fakeRedcapZip("16.0.18"));
    else response.end("<b>ERROR:</b> Username/password are not valid");
  });
}, 600_000); // the first start of the local cloud sets up its Python

afterAll(async () => {
  s3?.destroy();
  secretsManager?.destroy();
  await community?.close();
  await stopLocalCloud({ directory: cloudFolder, env: withoutAwsVariables(process.env) });
  rmSync(cloudFolder, { recursive: true, force: true });
});

beforeEach(() => {
  lines = [];
});

export async function secret(Name: string, SecretString: string): Promise<string> {
  const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
  return ARN!;
}

export async function put(key: string, body: Buffer | string): Promise<string> {
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      Bucket: SOFTWARE,
      Key: key,
      Body: typeof body === "string" ? Buffer.from(body) : body,
    }),
  );
  return VersionId!;
}

export function services(changes: Partial<Services> = {}): Services {
  return {
    s3: () => s3,
    secretsManager: () => secretsManager,
    communityEndpoint: community.url,
    platformFolder,
    workFolder,
    limits: DEFAULT_LIMITS,
    signal: AbortSignal.timeout(50_000),
    log: (...line) => lines.push(JSON.stringify(line)),
    ...changes,
  };
}

export function event(source: unknown, changes: Partial<BundleEvent> = {}): BundleEvent {
  return parseEvent({
    source,
    target: { bucket: BUNDLES },
    previous_version: "none",
    platform_version: platformVersion(readPlatformFiles(platformFolder)),
    ...changes,
  });
}

/** The account of the local cloud's buckets: one of twelve digits, as what signs its requests is not. */
export const ACCOUNT = "123456789012";
export const overlayAt = (bucket: string, prefix: string, ...others: string[]) => ({
  bucket,
  prefix,
  trusted_accounts: [ACCOUNT, ...others],
});

export const fromS3 = (key: string, version_id?: string) => ({
  kind: "s3",
  bucket: SOFTWARE,
  key,
  version_id,
});
export const fromCommunity = (changes: object = {}) => ({
  kind: "community",
  version: "latest",
  credentials_secret_arn: secretArn,
  ...changes,
});

export async function bytesOf({ bucket, key }: BundleResult): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return buffer(Body as Readable);
}

export async function bundleKeys(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUNDLES }));
  return Contents.map(({ Key }) => Key!);
}

/** The message of a build that has to fail: it must leave no bundle, no file, and no secret in message or log. */
export async function failure(input: BundleEvent, changes: Partial<Services> = {}): Promise<string> {
  const before = await bundleKeys();
  const error = await build(input, services(changes)).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error?.name).toBe("BundlerError");
  expect(await bundleKeys()).toEqual(before);
  expect(readdirSync(workFolder)).toEqual([]);
  expect(error!.message + lines.join()).not.toContain(credentials.password);
  return error!.message;
}
