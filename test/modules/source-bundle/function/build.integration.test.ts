import { execFile } from "node:child_process";
import { createCipheriv, createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { build, type BundleResult, type Services } from "../../../../modules/source-bundle/function/build";
import { parseEvent, type BundleEvent } from "../../../../modules/source-bundle/function/event";
import { DEFAULT_LIMITS } from "../../../../modules/source-bundle/function/limits";
import { packageBundler } from "../../../../modules/source-bundle/function/package";
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
import { fakeRedcapZip, startCommunity, temporaryFolder, unzip, writeFile, type Community } from "./helpers";

jest.setTimeout(60_000);

const folder = temporaryFolder();
const cloudFolder = mkdtempSync(join(tmpdir(), "bundler-cloud-")); // not in `folder`, which is gone before the cloud stops
const workFolder = join(folder, "work");
const platformFolder = join(folder, "platform");
for (const [path, text] of Object.entries({
  "redcap/database.php": "<?php // ours, reads the environment\n",
  ".platform/hooks/predeploy/10-tls.sh": "#!/bin/sh\n",
  ".ebextensions/10-redcap.config": "option_settings: {}\n",
})) {
  mkdirSync(join(platformFolder, path, ".."), { recursive: true });
  writeFileSync(join(platformFolder, path), text);
}
mkdirSync(workFolder);

const credentials = { username: "jane@example.edu", password: "&=+% ü" };
const SOFTWARE = "hospital-software";
const BUNDLES = "hospital-bundles";

let cloud: LocalCloud;
let s3: S3Client;
let secretsManager: SecretsManagerClient;
let community: Community;
let secretArn: string;
let lines: string[] = [];

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

async function secret(Name: string, SecretString: string): Promise<string> {
  const { ARN } = await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
  return ARN!;
}

async function put(key: string, body: Buffer | string): Promise<string> {
  const { VersionId } = await s3.send(
    new PutObjectCommand({
      Bucket: SOFTWARE,
      Key: key,
      Body: typeof body === "string" ? Buffer.from(body) : body,
    }),
  );
  return VersionId!;
}

function services(changes: Partial<Services> = {}): Services {
  return {
    s3: () => s3,
    secretsManager: () => secretsManager,
    platformFolder,
    workFolder,
    limits: DEFAULT_LIMITS,
    signal: AbortSignal.timeout(50_000),
    log: (...line) => lines.push(JSON.stringify(line)),
    ...changes,
  };
}

function event(source: unknown, changes: Partial<BundleEvent> = {}): BundleEvent {
  return parseEvent({
    source,
    target: { bucket: BUNDLES, key_prefix: "bundles/" },
    platform_version: platformVersion(readPlatformFiles(platformFolder)),
    ...changes,
  });
}

const fromS3 = (key: string, version_id?: string) => ({ kind: "s3", bucket: SOFTWARE, key, version_id });
const fromCommunity = (changes: object = {}) => ({
  kind: "community",
  version: "latest",
  credentials_secret_arn: secretArn,
  endpoint: community.url,
  ...changes,
});

async function bytesOf({ bucket, key }: BundleResult): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return buffer(Body as Readable);
}

async function bundleKeys(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUNDLES }));
  return Contents.map(({ Key }) => Key!);
}

/** The message of a build that has to fail: it must leave no bundle, no file, and no secret in message or log. */
async function failure(input: BundleEvent, changes: Partial<Services> = {}): Promise<string> {
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

test("a zip in S3, the platform's files and the operator's overlay become one bundle", async () => {
  await put("redcap16.zip", fakeRedcapZip("16.0.18"));
  await put("site/", "");
  await put("site/redcap/", "");
  await put("site/redcap/hooks/redcap hooks & ü+1.php", "hook");
  await put("site/redcap/index.php", "the operator's");
  await put("site/.DS_Store", "litter");
  await put("site-other/redcap/no.php", "not below the prefix");

  const result = await build(
    event(fromS3("redcap16.zip"), { overlay: { bucket: SOFTWARE, prefix: "site" } }),
    services(),
  );

  const bytes = await bytesOf(result);
  expect(result).toEqual({
    bucket: BUNDLES,
    key: `bundles/${result.version_label}.zip`,
    version_label: expect.stringMatching(/^redcap-16\.0\.18-[0-9a-f]{12}$/),
    redcap_version: "16.0.18",
    sha256: createHash("sha256").update(bytes).digest("hex"),
    size: bytes.length,
  });
  const bundle = await unzip(writeFile(folder, "result.zip", bytes));
  expect(bundle).toMatchObject({
    ".platform/hooks/predeploy/10-tls.sh": "#!/bin/sh\n",
    ".ebextensions/10-redcap.config": "option_settings: {}\n",
    "redcap/database.php": "<?php // ours, reads the environment\n",
    "redcap/hooks/redcap hooks & ü+1.php": "hook",
    "redcap/index.php": "the operator's",
    "redcap/languages/Español – çà.ini": "greeting = ¡Hola!\n",
  });
  expect(Object.keys(bundle)).not.toContain("redcap/no.php");
  expect(readdirSync(workFolder)).toEqual([]);
});

test("the same inputs give the same key and bytes, and are not uploaded twice", async () => {
  await put("same.zip", fakeRedcapZip("15.0.1"));
  const first = await build(event(fromS3("same.zip")), services());
  const head = { Bucket: first.bucket, Key: first.key };
  const { LastModified } = await s3.send(new HeadObjectCommand(head));
  const firstBytes = await bytesOf(first);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // LastModified counts seconds

  const second = await build(event(fromS3("same.zip")), services());

  expect(second).toEqual(first);
  expect((await s3.send(new HeadObjectCommand(head))).LastModified).toEqual(LastModified);
  const elsewhere = await build(
    event(fromS3("same.zip"), { target: { bucket: BUNDLES, key_prefix: "other/" } }),
    services(),
  );
  expect((await bytesOf(elsewhere)).equals(firstBytes)).toBe(true);
});

test("a pinned version of the S3 object is built, not the newest", async () => {
  const pinned = await put("pinned.zip", fakeRedcapZip("14.5.0"));
  await put("pinned.zip", fakeRedcapZip("16.0.18"));
  expect((await build(event(fromS3("pinned.zip", pinned)), services())).redcap_version).toBe("14.5.0");
});

/** A zip of 35 MiB that cannot be compressed: three upload parts of 16 MiB. */
function largeZip(): Buffer {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16));
  const data = cipher.update(Buffer.alloc(35 * 1024 * 1024));
  return fakeRedcapZip("16.0.18", [{ path: "redcap/redcap_v16.0.18/large.bin", data }]);
}

test("a bundle of several upload parts arrives whole", async () => {
  await put("large.zip", largeZip());
  const result = await build(event(fromS3("large.zip")), services());
  expect(result.size).toBeGreaterThan(35 * 1024 * 1024);
  expect(
    createHash("sha256")
      .update(await bytesOf(result))
      .digest("hex"),
  ).toBe(result.sha256);
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket: BUNDLES }))).Uploads ?? []).toEqual([]);
});

test("another object at the bundle's key is not taken for the bundle", async () => {
  await put("plain.zip", fakeRedcapZip("16.0.18"));
  const result = await build(event(fromS3("plain.zip")), services());
  await s3.send(
    new PutObjectCommand({ Bucket: result.bucket, Key: result.key, Body: Buffer.from("cut short") }),
  );
  expect(await build(event(fromS3("plain.zip")), services())).toEqual(result);
  expect((await bytesOf(result)).length).toBe(result.size);
});

test("an overlay of more files than one page of a listing is taken whole", async () => {
  await put("plain.zip", fakeRedcapZip("16.0.18"));
  const names = ["1", "2", "3", "4", "5"].map((name) => `redcap/modules/many_v1.0/${name}.php`);
  for (const name of names) await put(`many/${name}`, name);
  let pages = 0;
  const smallPages = Object.assign(Object.create(s3) as S3Client, {
    send: (...parameters: Parameters<typeof s3.send>) => {
      const [command] = parameters;
      if (command instanceof ListObjectsV2Command) {
        command.input.MaxKeys = 2; // in place of S3's 1000
        pages += 1;
      }
      return s3.send(...parameters);
    },
  });
  const overlay = { bucket: SOFTWARE, prefix: "many/" };
  const result = await build(event(fromS3("plain.zip"), { overlay }), services({ s3: () => smallPages }));
  const bundle = await unzip(writeFile(folder, "many.zip", await bytesOf(result)));
  expect(pages).toBe(3);
  expect(names.map((name) => bundle[name])).toEqual(names);
});

test("REDCap comes from the Community with the login of Secrets Manager, and no log line or result shows the login", async () => {
  const result = await build(event(fromCommunity({ version: "16.0.18" })), services());
  expect(result.redcap_version).toBe("16.0.18");
  expect(community.forms.at(-1)!.get("password")).toBe(credentials.password);
  expect(lines.length).toBeGreaterThan(3);
  const written = lines.join("\n") + JSON.stringify(result);
  expect(written).not.toContain(credentials.password);
  expect(written).not.toContain(credentials.username);
});

describe("a clear error, and nothing made, for", () => {
  test("a wrong password", async () => {
    const arn = await secret("wrong", JSON.stringify({ ...credentials, password: "wrong-password" }));
    const message = await failure(event(fromCommunity({ credentials_secret_arn: arn })));
    expect(message).toContain('It says: "ERROR: Username/password are not valid"');
    expect(message).not.toContain("wrong-password");
  });

  test.each([
    ["text", "hunter2-plain"],
    ["JSON without the password", '{"username": "hunter2-user"}'],
    ["JSON with a number", '{"username": "u", "password": 47110815}'],
  ])("a secret that is %s", async (what, value) => {
    const arn = await secret(`bad-${what.replace(/\W/g, "-")}`, value);
    const message = await failure(event(fromCommunity({ credentials_secret_arn: arn })));
    expect(message).toContain(`The secret ${arn} does not contain the REDCap Community login`);
    expect(message).not.toMatch(/hunter2|47110815/);
  });

  test("a secret that does not exist", async () => {
    const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf";
    expect(await failure(event(fromCommunity({ credentials_secret_arn: arn })))).toMatch(
      /secretsmanager:GetSecretValue of arn:aws:secretsmanager:.* failed: ResourceNotFoundException.*Check the ARN/,
    );
  });

  test("another version than the requested one", async () => {
    expect(await failure(event(fromCommunity({ version: "13.1.2" })))).toContain(
      "source.version is 13.1.2, the zip holds redcap_v16.0.18",
    );
  });

  test("a key that does not exist", async () => {
    expect(await failure(event(fromS3("absent.zip")))).toMatch(
      /s3:GetObject of s3:\/\/hospital-software\/absent\.zip failed: NoSuchKey.*case-sensitive/,
    );
  });

  test("buckets that do not exist", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    const nowhere = { bucket: "absent-bucket", key_prefix: "" };
    expect(await failure(event({ ...fromS3("x.zip"), bucket: "absent-bucket" }))).toContain("NoSuchBucket");
    expect(
      await failure(event(fromS3("plain.zip"), { overlay: { bucket: "absent-bucket", prefix: "" } })),
    ).toContain("s3:ListBucket of s3://absent-bucket/ failed: NoSuchBucket");
    expect(await failure(event(fromS3("plain.zip"), { target: nowhere }))).toContain(
      "s3:PutObject of s3://absent-bucket/redcap-16.0.18-",
    );
  });

  test("an upload that breaks off, and no parts of it stay behind", async () => {
    await put("large2.zip", largeZip());
    const breaking = {
      send: async (...parameters: Parameters<typeof s3.send>) => {
        const [command] = parameters;
        if (command instanceof UploadPartCommand && command.input.PartNumber === 2)
          throw new Error("connection reset");
        return s3.send(...parameters);
      },
    } as unknown as S3Client;
    // Other bucket key than the whole bundle's, which would be found and not be uploaded again.
    const target = { bucket: BUNDLES, key_prefix: "broken/" };
    const message = await failure(event(fromS3("large2.zip"), { target }), { s3: () => breaking });
    expect(message).toMatch(
      /s3:PutObject of s3:\/\/hospital-bundles\/broken\/.* failed: Error: connection reset/,
    );
    expect((await s3.send(new ListMultipartUploadsCommand({ Bucket: BUNDLES }))).Uploads ?? []).toEqual([]);
  });

  test("a zip in S3 that is larger than allowed", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    const limits = { ...DEFAULT_LIMITS, archiveBytes: 1000 };
    expect(await failure(event(fromS3("plain.zip")), { limits })).toContain(
      "s3://hospital-software/plain.zip is too large",
    );
  });

  test("a zip that is not REDCap's", async () => {
    await put("page.zip", "<html></html>");
    expect(await failure(event(fromS3("page.zip")))).toContain(
      "s3://hospital-software/page.zip is not a zip",
    );
  });

  test("a zip whose content is damaged, found while the bundle is written", async () => {
    const zip = fakeRedcapZip("16.0.18");
    zip.write("X", zip.indexOf("greeting"));
    await put("damaged.zip", zip);
    expect(await failure(event(fromS3("damaged.zip")))).toMatch(
      /languages\/Español.* is damaged: its checksum is wrong/,
    );
  });

  test("an overlay that would overwrite the platform's files", async () => {
    await put("plain.zip", fakeRedcapZip("16.0.18"));
    await put("bad/redcap/database.php", "theirs");
    await put("bad/.ebextensions/10-redcap.config", "theirs");
    await put("bad/ldap.php", "at the wrong place");
    const message = await failure(
      event(fromS3("plain.zip"), { overlay: { bucket: SOFTWARE, prefix: "bad" } }),
    );
    expect(message).toContain('"redcap/database.php" would overwrite a platform file');
    expect(message).toContain('".ebextensions/10-redcap.config" would overwrite a platform file');
    expect(message).toContain('"ldap.php" is in none of redcap/, .platform/, .ebextensions/');
  });

  test("a function that carries other platform files than Terraform expects", async () => {
    expect(await failure(event(fromS3("plain.zip"), { platform_version: "0".repeat(64) }))).toContain(
      "Deploy the function of the same version of the module first",
    );
  });

  test("a server so slow that the time is up", async () => {
    const slow = await startCommunity((_form, response) => response.write("PK"));
    try {
      const message = await failure(event(fromCommunity({ endpoint: slow.url })), {
        signal: AbortSignal.timeout(300),
      });
      expect(message).toContain('Time ran out during the step "download REDCap"');
    } finally {
      await slow.close();
    }
  });
});

describe("the packaged function, run by Node as Lambda runs it", () => {
  const unpacked = mkdtempSync(join(folder, "lambda-"));
  const run = async (input: unknown): Promise<{ result?: BundleResult; error?: string; stdout: string }> => {
    const program = `
      const { handler } = require(process.argv[1]);
      const send = (value) => process.stderr.write(JSON.stringify(value));
      handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 60000 })
        .then((result) => send({ result }), (error) => send({ error: error.message }));`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["-e", program, join(unpacked, "index.js"), JSON.stringify(input)],
      {
        timeout: 30_000,
        env: {
          PATH: process.env["PATH"],
          NODE_NO_WARNINGS: "1", // stderr carries the result
          NODE_PATH: join(__dirname, "../../../../node_modules"), // stands for the AWS SDK of Lambda's runtime
          AWS_ENDPOINT_URL: cloud.url,
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
        },
      },
    );
    return { ...(JSON.parse(stderr) as object), stdout };
  };

  beforeAll(async () => {
    packageBundler(unpacked, platformFolder);
    for (const [path, text] of Object.entries(await unzip(join(unpacked, "bundler.zip")))) {
      mkdirSync(join(unpacked, path, ".."), { recursive: true });
      writeFileSync(join(unpacked, path), text);
    }
  });

  test("makes the very bundle that the sources make, and logs lines of JSON without the login", async () => {
    const { result, error, stdout } = await run(event(fromCommunity()));
    expect(error).toBeUndefined();
    expect(result).toEqual(await build(event(fromCommunity()), services()));
    const logged = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged.map(({ message }) => message)).toEqual([
      "download REDCap",
      "check the zip",
      "write the bundle",
      "upload the bundle",
      "bundle ready",
    ]);
    expect(stdout).not.toContain(credentials.password);
    expect(stdout).not.toContain(credentials.username);
  });

  test("refuses a bad event with all its problems", async () => {
    const { error, stdout } = await run({ source: { kind: "s3", bucket: SOFTWARE } });
    expect(error).toMatch(
      /event\.source\.key must be .*\n.*event\.target must be .*\n.*event\.platform_version must be/,
    );
    expect(JSON.parse(stdout)).toMatchObject({ level: "error" });
  });
});
