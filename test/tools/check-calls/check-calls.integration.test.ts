import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { temporaryFolder } from "../../lib/example";

// The command, as its users start it.

const root = path.resolve(__dirname, "../../..");

function run(cwd: string, ...args: string[]) {
  const command = path.join(root, "tools/check-calls/command.ts");
  const tsx = path.join(root, "node_modules/tsx/dist/loader.mjs");
  const env = { ...process.env, INIT_CWD: cwd };
  return spawnSync(process.execPath, ["--import", tsx, command, ...args], {
    cwd: root,
    encoding: "utf8",
    env,
  });
}

test("the keys of all calls in terraform/ have a meaning, in examples, too", () => {
  const foldersIn = (part: string): string[] =>
    fs.readdirSync(path.join(root, part)).map((name) => path.join(part, name));
  const modules = foldersIn("terraform/modules");
  const examples = modules.flatMap((folder) => foldersIn(path.join(folder, "examples")));
  const folders = [...foldersIn("terraform/envs"), ...modules, ...examples];
  const { status, stdout, stderr } = run(root, ...folders);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(Number(/^(\d+) calls of modules: every key has a meaning$/m.exec(stdout)![1])).toBeGreaterThan(200);
}, 120_000);

test("a file stands for its folder, names are relative to where the user stands, and a problem is exit code 1", () => {
  const folder = temporaryFolder();
  fs.mkdirSync(path.join(folder, "prod"));
  const source = path.relative(path.join(folder, "prod"), path.join(root, "terraform/modules/firewall"));
  const paths = '[{ path = "/a" }]';
  fs.writeFileSync(
    path.join(folder, "prod/main.tf"),
    `module "waf" {\n  source = "${source}"\n  guarded_paths = { a = { priority = 1, paths = ${paths}, allow_cidrs = [] } }\n}\n`,
  );
  const { status, stderr } = run(folder, "prod/main.tf", "prod");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^prod\/main\.tf:1: module\.waf: guarded_paths\["a"\]\.allow_cidrs is not an attribute of .*; did you mean allowed_cidrs\? .*\n$/,
  );
}, 60_000);

test("what the command cannot use is said at once, with the usage", () => {
  const { status, stderr } = run(root, "--all", "no-such-folder");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^--all is not an option\nno-such-folder does not exist \(looked in .*\)\n\nusage: check-calls FOLDER/,
  );
});
