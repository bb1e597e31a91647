import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { preparePython } from "../local-cloud/python";
import { root } from "../support/root";
import { type ProviderPool, providerPool } from "./provider-pool";
import { isIntegration, selectTests } from "./selection";

/** What jest's JSON report says in numbers. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** How many tests passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The test files that arguments name; see {@link selectTests}. */
export const testsFor = (args: readonly string[]): string[] => selectTests(args, projectFiles());

/** Runs those of the files that are a project's, or all of the project's, and counts their tests. */
export async function runTests(
  project: "unit" | "integration",
  selected?: readonly string[],
): Promise<Counts> {
  const files = selected?.filter((test) => isIntegration(test) === (project === "integration"));
  if (files?.length === 0) return { passed: 0, failed: 0 };
  const pool = project === "integration" ? await prepare() : undefined;
  if (files) console.log(`▸ ${project} tests: ${files.join(" ")}`);
  try {
    return jest(project, files, pool?.env);
  } finally {
    pool?.end();
  }
}

/** The last line of a run: "N passed, N failed". */
export function report(counts: readonly Counts[]): void {
  const sum = (key: keyof Counts) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  if (sum("failed") > 0) process.exitCode = 1;
}

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
