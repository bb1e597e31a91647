import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { BundleEntry } from "../../../../modules/source-bundle/function/bundle-entry";
import { buildBundle } from "../../../../modules/source-bundle/function/from-folder";
import { DEFAULT_LIMITS } from "../../../../modules/source-bundle/function/limits";
import { pack } from "../../../../modules/source-bundle/function/pack";
import { temporaryFolder, unzip } from "./helpers";

/** /dev/full, a disk without room, is Linux's. */
const onLinux = existsSync("/dev/full") ? test : test.skip;
const folder = temporaryFolder();
const entry = (path: string, content: string, size = Buffer.byteLength(content)): BundleEntry => ({
  path,
  size,
  open: async () => Readable.from([Buffer.from(content)]),
});
const files = [
  entry("redcap/index.php", "<?php\n"),
  entry("redcap/bin/run.sh", "#!/bin/sh\n"),
  entry(".platform/hooks/predeploy/10-tls.sh", "#!/bin/sh\n"),
  entry(".platform/confighooks/predeploy/10-tls.sh", "#!/bin/sh\n"),
  entry(".platform/nginx/conf.d/https.conf", "server {}\n"),
  { path: "redcap/temp/", size: 0, open: () => Promise.reject(new Error("a folder")) },
];

test("the same files give the same bytes, whatever their order", async () => {
  const first = await pack(files, join(folder, "first.zip"), DEFAULT_LIMITS);
  const second = await pack([...files].reverse(), join(folder, "second.zip"), DEFAULT_LIMITS);
  expect(second).toEqual(first);
  expect(readFileSync(join(folder, "second.zip"))).toEqual(readFileSync(join(folder, "first.zip")));
});

test("the machine's time zone is not in the bytes", () => {
  const program = `
    const { pack } = require("./modules/source-bundle/function/pack");
    const { Readable } = require("node:stream");
    const open = async () => Readable.from([Buffer.from("x")]);
    pack([{ path: "redcap/a", size: 1, open }], process.argv[1], { bundleBytes: 1e6 }).then((made) => console.log(made.sha256));`;
  const inZone = (zone: string) =>
    execFileSync(process.execPath, ["--import", "tsx", "-e", program, join(folder, "zone.zip")], {
      env: { ...process.env, TZ: zone },
      cwd: join(__dirname, "../../../.."),
      encoding: "utf8",
      timeout: 30_000,
    });
  expect(inZone("Asia/Kolkata")).toBe(inZone("America/Los_Angeles"));
});

test.each([
  ["content", entry("redcap/a", "other")],
  ["name", entry("redcap/b", "text")],
])("another %s gives another content hash", async (_what, changed) => {
  const before = await pack([entry("redcap/a", "text")], join(folder, "a.zip"), DEFAULT_LIMITS);
  const after = await pack([changed], join(folder, "b.zip"), DEFAULT_LIMITS);
  expect(after.contentHash).not.toBe(before.contentHash);
});

test("hooks are executable, everything else is not, and unzip agrees", async () => {
  const zip = join(folder, "modes.zip");
  await pack(files, zip, DEFAULT_LIMITS);
  const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    for i in z.infolist(): print(oct(i.external_attr >> 16), i.date_time[0], i.filename)`;
  const listing = execFileSync("python3", ["-c", program, zip], { encoding: "utf8", timeout: 30_000 });
  expect(listing.trim().split("\n")).toEqual([
    "0o100755 1980 .platform/confighooks/predeploy/10-tls.sh",
    "0o100755 1980 .platform/hooks/predeploy/10-tls.sh",
    "0o100644 1980 .platform/nginx/conf.d/https.conf",
    "0o100644 1980 redcap/bin/run.sh",
    "0o100644 1980 redcap/index.php",
    "0o40755 1980 redcap/temp/",
  ]);
});

test("a bundle that Elastic Beanstalk would not take is refused", async () => {
  const noise = Buffer.from(
    Array.from({ length: 50_000 }, (_, index) => (index * index * 31) % 251),
  ).toString("latin1");
  await expect(
    pack([entry("redcap/a", noise)], join(folder, "big.zip"), { bundleBytes: 500 }),
  ).rejects.toThrow("The bundle is larger than 500 bytes, the limit of Elastic Beanstalk");
});

test("a file that grew since it was listed is refused", async () => {
  await expect(
    pack([entry("redcap/a", "longer", 3)], join(folder, "grown.zip"), DEFAULT_LIMITS),
  ).rejects.toThrow("redcap/a");
  await expect(
    pack([entry("redcap/a", "short", 30)], join(folder, "shrunk.zip"), DEFAULT_LIMITS),
  ).rejects.toThrow("redcap/a has 5 bytes where 30 were expected");
});

test("a file that cannot be opened fails the bundle with its own error", async () => {
  const broken = { path: "redcap/a", size: 1, open: () => Promise.reject(new Error("no such key")) };
  await expect(pack([...files, broken], join(folder, "broken.zip"), DEFAULT_LIMITS)).rejects.toThrow(
    "no such key",
  );
});

onLinux("a full disk is said to be one", async () => {
  await expect(pack(files, "/dev/full", DEFAULT_LIMITS)).rejects.toThrow(
    "No room for /dev/full: its disk is full. Give the function more ephemeral storage.",
  );
});

test("packing stops when the time is up", async () => {
  const endless = { path: "redcap/a", size: 1e9, open: async () => new Readable({ read() {} }) };
  await expect(
    pack([endless], join(folder, "late.zip"), DEFAULT_LIMITS, AbortSignal.timeout(50)),
  ).rejects.toThrow(/abort/i);
});

test("an application in a folder becomes a bundle with the platform's files, whatever the files' dates", async () => {
  const application = join(folder, "app");
  const platform = join(folder, "platform");
  mkdirSync(join(application, "api"), { recursive: true });
  mkdirSync(join(application, "temp"));
  mkdirSync(join(platform, "redcap"), { recursive: true });
  writeFileSync(join(application, "index.php"), "hello");
  writeFileSync(join(application, "api/index.php"), "api");
  writeFileSync(join(application, "database.php"), "theirs");
  writeFileSync(join(platform, "redcap/database.php"), "ours");
  const first = await buildBundle({ application, platform, out: join(folder, "local-1.zip") });
  utimesSync(join(application, "index.php"), 1, 1);
  const second = await buildBundle({ application, platform, out: join(folder, "local-2.zip") });
  expect(second).toEqual(first);
  expect(await unzip(join(folder, "local-1.zip"))).toEqual({
    "redcap/api/index.php": "api",
    "redcap/database.php": "ours",
    "redcap/index.php": "hello",
    "redcap/temp/": "",
  });
});
