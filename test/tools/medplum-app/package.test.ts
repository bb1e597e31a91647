import * as fs from "node:fs";
import * as path from "node:path";
import { readPackage } from "../../../tools/medplum-app/package";
import { temporaryFolder } from "../../lib/example";
import { standIn, tarball, writeFiles } from "./stand-in";

const folder = temporaryFolder();
const read = (from: string) => readPackage(from, { folder, env: process.env });
const problems = async (from: string) => (await read(from)).problems;
const files = standIn({ text: "text" });
const write = (name: string, contents: Readonly<Record<string, string>>) =>
  writeFiles(
    path.join(folder, name),
    new Map(Object.entries(contents).map(([file, content]) => [file, Buffer.from(content)])),
  );

test("a package, its dist and its tarball are the same app", async () => {
  writeFiles(path.join(folder, "package"), files);
  fs.writeFileSync(path.join(folder, "app.tgz"), await tarball(files));
  const whole = await read("package");
  expect(whole).toMatchObject({ problems: [], version: "5.1.12" });
  expect([...whole.files.keys()]).toContain(".well-known/apple-app-site-association");
  expect(await read("package/dist")).toMatchObject({ problems: [], version: undefined });
  const entries = (app: typeof whole) => [...app.files].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(entries(await read("package/dist"))).toEqual(entries(whole));
  expect(entries(await read("app.tgz"))).toEqual(entries(whole));
});

test("a tarball that leads out of itself, or has links, is refused, with all of its problems", async () => {
  const bad = await tarball(new Map([["dist/a.js", Buffer.from("")]]), [
    { name: "../../etc/cron.d/x" },
    { name: "/etc/passwd" },
    { name: "package/link", type: "symlink", linkname: "/etc/passwd" },
  ]);
  fs.writeFileSync(path.join(folder, "bad.tgz"), bad);
  expect(await problems("bad.tgz")).toEqual([
    '"../../etc/cron.d/x" leads out of it',
    '"/etc/passwd" leads out of it',
    "package/link is a link",
    "it has no index.html, neither in dist nor outside",
  ]);
});

test("what is no archive is said to be none", async () => {
  fs.writeFileSync(path.join(folder, "broken.tgz"), (await tarball(files)).subarray(0, 300));
  expect(await problems("broken.tgz")).toContainEqual(expect.stringMatching(/^it cannot be unpacked: /));
  fs.writeFileSync(path.join(folder, "text.tgz"), "no archive at all");
  expect(await problems("text.tgz")).not.toEqual([]);
});

test("a source tree, a folder without a page and a page without its script are refused", async () => {
  write("source", {
    "index.html": '<script type="module" src="/src/index.tsx"></script>',
    "src/index.tsx": "",
  });
  expect(await problems("source")).toEqual(["it is the app's source tree: build it, and give its dist"]);
  write("empty", { "readme.md": "" });
  expect(await problems("empty")).toEqual(["it has no index.html, neither in dist nor outside"]);
  const page =
    '<script src="./assets/a.js?v=1"></script><link href="https://example.org/x.css"><link href="/b.css">';
  write("partial", { "index.html": page, "b.css": "" });
  expect(await problems("partial")).toEqual(["index.html refers to assets/a.js, which is missing"]);
});

test("a link in a folder is refused", async () => {
  write("linked", { "index.html": "<html></html>" });
  fs.symlinkSync("/etc/passwd", path.join(folder, "linked", "passwd"));
  expect(await problems("linked")).toEqual(["passwd is a symbolic link"]);
});

test("a file that is not there is no npm package", async () => {
  await expect(read("./nothing.tgz")).rejects.toThrow(/^\.\/nothing\.tgz is not there \(looked in /);
});

test("npm says whether it has a package, and what it has is taken without running its scripts", async () => {
  const bin = path.join(folder, "bin");
  const npm = path.join(bin, "npm");
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"]}` };
  fs.mkdirSync(bin);
  const answer = (script: string) => fs.writeFileSync(npm, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const from = (spec: string) => readPackage(spec, { folder, env });
  answer("echo 'npm error code E404' >&2; exit 1");
  await expect(from("@medplum/none@1.0.0")).rejects.toThrow(
    /^@medplum\/none@1\.0\.0: npm has no such package$/,
  );
  answer("echo 'npm error code ETARGET' >&2; exit 1");
  await expect(from("@medplum/app@0.0.0")).rejects.toThrow(
    /^@medplum\/app@0\.0\.0: .* no such version: say by --from /,
  );
  answer("echo 'npm error code ENOTFOUND' >&2; exit 1");
  await expect(from("@medplum/app@5.1.12")).rejects.toThrow(/cannot reach its registry/);
  fs.writeFileSync(path.join(folder, "packed.tgz"), await tarball(files));
  answer(
    `echo "$@" > ${folder}/said; for a in "$@"; do case $a in --pack-destination=*) cp ${folder}/packed.tgz "\${a#*=}/x.tgz";; esac; done`,
  );
  expect(await from("@medplum/app@5.1.12")).toMatchObject({ version: "5.1.12", problems: [] });
  expect(fs.readFileSync(path.join(folder, "said"), "utf8")).toMatch(
    /^pack --ignore-scripts .* -- @medplum\/app@5\.1\.12\n$/,
  );
});
