import * as fs from "node:fs";
import * as path from "node:path";
import { CloudFrontClient, ListInvalidationsCommand } from "@aws-sdk/client-cloudfront";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Browser, Page } from "puppeteer-core";
import local from "../../../envs/local";
import {
  profileFiles,
  startLocalCloud,
  stopLocalCloud,
  localCloudEnvironment,
} from "../../../tools/local-cloud";
import { medplumApp, type Surroundings } from "../../../tools/medplum-app";
import { terraformEnvironment } from "../../../tools/terraform";
import { temporaryFolder } from "../../lib/example";
import { certificateAuthority } from "../../servers/authority";
import { browser } from "./browser";
import { deployedApp } from "./deployment";
import { edge, type Running, served } from "./edge";
import { standIn, tarball, writeFiles } from "./stand-in";

// One release after the other, into a bucket behind a distribution that Terraform made, and then into a browser.

jest.setTimeout(120_000);

const scratch = temporaryFolder();
const directory = path.join(scratch, "cloud");
const Bucket = "stand-in-app";
const server = "https://api.medplum.example.edu/";

let url: string;
let env: NodeJS.ProcessEnv;
let outputs: Record<string, unknown>;
let s3: S3Client;
let cloudFront: CloudFrontClient;

/** What one run of the command prints. */
async function run(args: readonly string[], changes: Partial<Surroundings> = {}): Promise<string[]> {
  const printed: string[] = [];
  const { config, credentials } = profileFiles(directory);
  await medplumApp(["local", ...args], {
    folder: scratch,
    print: (line) => printed.push(line),
    environments: { local: { ...local, sharedConfigFiles: [config], sharedCredentialsFiles: [credentials] } },
    roots: scratch,
    env,
    outputs: () => Promise.resolve(outputs),
    ...changes,
  });
  return printed;
}

const keys = async (): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!).sort();
};
const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
const text = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
const invalidated = async (): Promise<number> => {
  const answer = await cloudFront.send(
    new ListInvalidationsCommand({ DistributionId: outputs["medplum_app_distribution_id"] as string }),
  );
  return answer.InvalidationList!.Quantity!;
};
const named = (files: readonly string[], pattern: RegExp): string => files.find((key) => pattern.test(key))!;

beforeAll(async () => {
  ({ url } = await startLocalCloud({ directory }));
  env = await terraformEnvironment({ env: { ...localCloudEnvironment(directory), AWS_REGION: "us-east-1" } });
  const account = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  s3 = new S3Client({ ...account, forcePathStyle: true });
  cloudFront = new CloudFrontClient(account);
  outputs = await deployedApp(env, Bucket, server);
}, 300_000);
afterAll(() => stopLocalCloud({ directory }));

describe("releases", () => {
  const folder = path.join(scratch, "first");
  const second = path.join(scratch, "second.tgz");
  let first: string[];

  test("a dry run says what would be done, and does nothing", async () => {
    writeFiles(folder, standIn({ text: "first release" }));
    const printed = await run(["--from", "first", "--dry-run"]);
    expect(printed).toContainEqual(
      expect.stringMatching(
        /^would upload index\.html \(\S+ (bytes|kB), text\/html; charset=utf-8, no-cache\)$/,
      ),
    );
    expect(await keys()).toEqual([]);
  });

  test("the first release is uploaded with types and caching, and nothing has to be invalidated", async () => {
    const printed = await run(["--from", "first"]);
    expect(printed.at(-1)).toMatch(/ serves first: 9 files, .*; 9 uploaded, 0 invalidated, 0 removed$/);
    first = await keys();
    const headers = async (pattern: RegExp) => {
      const { ContentType, CacheControl } = await head(named(first, pattern));
      return [ContentType, CacheControl];
    };
    const immutable = "public, max-age=31536000, immutable";
    expect(await headers(/^index\.html$/)).toEqual(["text/html; charset=utf-8", "no-cache"]);
    expect(await headers(/\.css$/)).toEqual(["text/css; charset=utf-8", immutable]);
    expect(await headers(/lazy-.*\.js$/)).toEqual(["text/javascript; charset=utf-8", immutable]);
    // Its settings may change while its name stays.
    expect(await headers(/index-.*\.js$/)).toEqual(["text/javascript; charset=utf-8", "no-cache"]);
    expect(await headers(/\.wasm$/)).toEqual(["application/wasm", immutable]);
    expect(await headers(/\.woff2$/)).toEqual(["font/woff2", immutable]);
    expect(await headers(/\.webmanifest$/)).toEqual(["application/manifest+json; charset=utf-8", "no-cache"]);
    expect(await headers(/association$/)).toEqual(["application/json; charset=utf-8", "no-cache"]);
    expect(first.filter((key) => key.endsWith(".map"))).toEqual([]);
    expect(await invalidated()).toBe(0);
  });

  test("all six settings are filled in, and nothing else is changed", async () => {
    const script = await text(named(first, /index-.*\.js$/));
    expect(script).toContain(`baseUrl: "${server}", clientId: 'client-1', google: \`\``);
    expect(script).toContain('recaptcha: "", register: "true", textract: "false"');
    expect(script).not.toMatch(/__[A-Z]/);
  });

  test("a second run uploads nothing and invalidates nothing", async () => {
    const before = await Promise.all(first.map(async (key) => (await head(key)).LastModified));
    expect((await run(["--from", "first"])).at(-1)).toMatch(/; 0 uploaded, 0 invalidated, 0 removed$/);
    expect(await Promise.all(first.map(async (key) => (await head(key)).LastModified))).toEqual(before);
    expect(await invalidated()).toBe(0);
  });

  test("a changed setting uploads the scripts that have settings, and only these are invalidated", async () => {
    const settings = { ...(outputs["medplum_app_settings"] as object), clientId: "client-2" };
    outputs = { ...outputs, medplum_app_settings: settings };
    const script = named(first, /index-.*\.js$/);
    const printed = await run(["--from", "first"]);
    expect(printed.at(-1)).toMatch(/; 1 uploaded, 1 invalidated, 0 removed$/);
    expect(printed).toContainEqual(expect.stringMatching(new RegExp(`^  Invalidation \\w+: /${script}$`)));
    expect(await text(script)).toContain("client-2");
    expect((await head(script)).TagCount ?? 0).toBe(0);
  });

  test("an object that somebody changed is uploaded again", async () => {
    const style = named(first, /\.css$/);
    await s3.send(new PutObjectCommand({ Bucket, Key: style, Body: "body{display:none}" }));
    const printed = await run(["--from", "first"]);
    expect(printed.at(-1)).toMatch(/; 1 uploaded, 1 invalidated/);
    expect(await text(style)).toContain("sans-serif");
  });

  test("what an interrupted run did not invalidate, the next one does", async () => {
    const { config, credentials } = profileFiles(directory);
    const gone = { ...outputs, medplum_app_distribution_id: "EGONE" };
    const settings = { ...(outputs["medplum_app_settings"] as object), clientId: "client-3" };
    outputs = { ...outputs, medplum_app_settings: settings };
    const interrupted = run(["--from", "first"], {
      environments: {
        local: { ...local, sharedConfigFiles: [config], sharedCredentialsFiles: [credentials] },
      },
      outputs: () => Promise.resolve({ ...gone, medplum_app_settings: settings }),
    });
    await expect(interrupted).rejects.toThrow(/distribution/i);
    expect((await run(["--from", "first"])).at(-1)).toMatch(/; 0 uploaded, 1 invalidated/);
    expect((await run(["--from", "first"])).at(-1)).toMatch(/; 0 uploaded, 0 invalidated/);
  });

  test("the next release leaves the files of the last one where they are, for pages that are open", async () => {
    fs.writeFileSync(second, await tarball(standIn({ text: "second release", version: "5.2.0" })));
    await s3.send(new PutObjectCommand({ Bucket, Key: "robots.txt", Body: "User-agent: *" }));
    const printed = await run(["--from", "second.tgz"]);
    expect(printed).toContain("warning: the app is 5.2.0, but the environment's server is 5.1.12");
    expect(printed).toContain("Not uploaded by this command, and left alone: robots.txt");
    // The page, and the new names of two scripts.
    expect(printed.at(-1)).toMatch(/; 3 uploaded, 1 invalidated, 0 removed$/);
    expect(await keys()).toEqual(expect.arrayContaining(first));
  });

  test("they are removed once they have not been used for long enough; going back in time uses them again", async () => {
    const later = new Date(Date.now() + 31 * 86_400_000);
    await run(["--from", "first"]);
    expect((await run(["--from", "first"], { now: later })).at(-1)).toMatch(/; 0 uploaded, .* 2 removed$/);
    expect(await keys()).toEqual([...first, "robots.txt"].sort());
  });

  test("credentials of another account, and what else is wrong, change nothing", async () => {
    const { config, credentials } = profileFiles(directory);
    const other = {
      ...local,
      account: "999999999999",
      sharedConfigFiles: [config],
      sharedCredentialsFiles: [credentials],
    };
    await expect(run(["--from", "second.tgz"], { environments: { local: other } })).rejects.toThrow(
      /account is 999999999999, but the credentials belong to 123456789012/,
    );
    await expect(
      run(["--from", "second.tgz"], {
        outputs: () => Promise.resolve({ ...outputs, medplum_app_bucket_name: "no-such-bucket" }),
      }),
    ).rejects.toThrow(/^The bucket no-such-bucket cannot be read: /);
    expect(await keys()).toEqual([...first, "robots.txt"].sort());
  });
});

describe("in a browser, behind what answers as CloudFront would", () => {
  const running: Running[] = [];
  let chrome: Browser;
  let page: Page;
  const address = () => outputs["medplum_app_url"] as string;
  const shown = (id: string) => page.$eval(`#${id}`, (element) => element.textContent);

  async function open(at: string): Promise<{ status: number; complaints: string[] }> {
    const complaints: string[] = [];
    page = await chrome.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    const response = await page.goto(new URL(at, address()).href);
    await page.waitForFunction('document.title === "done"', { timeout: 20_000 });
    return { status: response!.status(), complaints };
  }

  beforeAll(async () => {
    const appHost = new URL(address()).hostname;
    const apiHost = new URL(server).hostname;
    const authority = certificateAuthority(scratch, "edge");
    const app = await edge(
      url,
      outputs["medplum_app_distribution_id"] as string,
      Bucket,
      authority.issue([appHost]),
    );
    const api = await served(authority.issue([apiHost]), (_, response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
      response.end(JSON.stringify({ ok: true, version: "5.1.12-stand-in" }));
    });
    running.push(app, api);
    chrome = await browser({ [appHost]: app.port, [apiHost]: api.port, "elsewhere.example.org": api.port });
  }, 120_000);
  afterAll(async () => {
    await chrome?.close();
    for (const one of running) one.close();
  });

  test("the page runs with its settings, its parts and its server, and the policy keeps it from anybody else", async () => {
    const { status, complaints } = await open("/");
    expect(status).toBe(200);
    expect(JSON.parse((await shown("settings"))!)).toEqual({
      baseUrl: server,
      clientId: "client-3",
      google: "",
      recaptcha: "",
      register: "true",
      textract: "false",
    });
    expect(await shown("lazy")).toBe("first release");
    expect(await shown("wasm")).toBe("compiled");
    expect(await shown("api")).toBe("5.1.12-stand-in");
    expect(await shown("elsewhere")).toMatch(/^failed: /);
    const [refused, ...others] = complaints;
    expect(refused).toMatch(/https:\/\/elsewhere\.example\.org.*violates.*connect-src/s);
    expect(others.filter((said) => !said.includes("elsewhere.example.org"))).toEqual([]);
    const picture = process.env["SCREENSHOT"];
    if (picture) await page.screenshot({ path: picture as `${string}.png` });
  });

  test("an address inside the app answers with its page", async () => {
    expect((await open("/Patient/123")).status).toBe(200);
    expect(await shown("path")).toBe("/Patient/123");
    expect(await shown("lazy")).toBe("first release");
  });

  test("a page that was opened before a release still finds its parts afterwards", async () => {
    await open("/");
    await run(["--from", "second.tgz"]);
    // As text: what jest makes of a function does not run in a browser.
    const still = await page.evaluate(`(async () => {
      const script = document.querySelector("script").src;
      const lazy = /lazy-[\\w-]+\\.js/.exec(await (await fetch(script)).text())[0];
      return (await import(new URL(lazy, script).href)).text;
    })()`);
    expect(still).toBe("first release");
    await open("/");
    expect(await shown("lazy")).toBe("second release");
  });
});
