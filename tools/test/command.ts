import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { spawnSync } from "node:child_process";
import { preparePython } from "../local-cloud/python";
import { main } from "../support/steps";
import { runProgram } from "../terraform";
import { type ProviderPool, providerPool } from "./provider-pool";
import { isIntegration, selectTests } from "./selection";

const root = path.resolve(__dirname, "../..");
const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);

/** What jest's JSON report says in numbers. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const usage = `usage: npm test                       types, lint, format and every test
       npm test -- WHAT [WHAT ...]   only the tests of WHAT, without types, lint and format

WHAT is a module (network), or a file or folder of tests or of tested code (lib/names.ts, test/lib).`;

/** `npm test`: types, lint, format and every test, or some tests. Its last line counts them all: "N passed, N failed". */
main(async () => {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return console.log(usage);
  const option = args.find((arg) => arg.startsWith("-"));
  if (option) throw new Error(`${option} is not an option\n${usage}`);
  const selected = args.length > 0 ? selectTests(args, projectFiles()) : undefined;
  const counts = selected ? [] : await checks();
  for (const project of ["unit", "integration"] as const) {
    const files = selected?.filter((test) => isIntegration(test) === (project === "integration"));
    if (files?.length === 0) continue;
    const pool = project === "integration" ? await prepare() : undefined;
    if (files) console.log(`▸ ${project} tests: ${files.join(" ")}`);
    try {
      counts.push(jest(project, files, pool?.env));
    } finally {
      pool?.end();
    }
  }
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  if (sum("failed") > 0) process.exitCode = 1;
});

/** Files that tests may be named by, from the project's root. */
function projectFiles(): string[] {
  const folders = ["app", "lib", "modules", "test", "tools"];
  return folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
      .map((file) => file.split(path.sep).join("/"))
      .sort(),
  );
}

/** Types, lint and format, in parallel. */
async function checks(): Promise<Counts[]> {
  const programs: readonly [string, readonly string[]][] = [
    [bin("tsc"), ["--noEmit"]],
    [bin("eslint"), ["."]],
    [bin("prettier"), ["--check", "--log-level", "warn", "."]],
  ];
  const results = await Promise.all(programs.map(([command, args]) => check(command, args)));
  return results.map((ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 }));
}

/** Runs a program in parallel with others, and shows its output in one piece. Whether it succeeded. */
async function check(command: string, args: readonly string[]): Promise<boolean> {
  const { exitCode, stdout, stderr } = await runProgram(command, args, {
    cwd: root,
    allowedExitCodes: [0, 1, 2],
  });
  console.log(`▸ ${path.basename(command)} ${args.join(" ")}\n${stdout}${stderr}`.trimEnd());
  return exitCode === 0;
}

/** What several suites would otherwise make at the same time, within the limits of their own first test. */
async function prepare(): Promise<ProviderPool> {
  console.log("▸ local cloud and providers");
  await preparePython({ env: process.env, log: console.log });
  return providerPool(console.log);
}

/** Integration suites wait for Terraform's providers much of the time; each takes up to 2.5 GB of memory. */
function workers(): number {
  const wanted = Math.min(8, Math.max(6, os.availableParallelism()));
  return Math.max(1, Math.min(wanted, Math.floor(os.totalmem() / 3.5e9)));
}

/** Runs a project's tests, or those files of them, and counts them. */
function jest(
  project: "unit" | "integration",
  files: readonly string[] | undefined,
  env = process.env,
): Counts {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jest-"));
  const file = path.join(folder, "report.json");
  const args = ["--selectProjects", project, "--json", `--outputFile=${file}`];
  args.push(`--maxWorkers=${project === "integration" ? workers() : os.availableParallelism()}`);
  if (files) args.push("--runTestsByPath", ...files);
  // Short-lived objects of tests are many: with room for them V8 collects garbage less often, a tenth less CPU.
  const command = ["--max-semi-space-size=64", path.join(root, "node_modules/jest/bin/jest.js"), ...args];
  spawnSync(process.execPath, command, {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 4_500_000,
  });
  try {
    const report = JSON.parse(fs.readFileSync(file, "utf8")) as Report;
    // A suite that could not even be loaded reports no test.
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return { passed: report.numPassedTests, failed };
  } catch {
    throw new Error(`jest (${project}) exited without a report; see its output above`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
