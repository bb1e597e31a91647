import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { spawnSync } from "node:child_process";
import { preparePython } from "../local-cloud/python";
import { main } from "../support/steps";
import { runProgram, terraformEnvironment } from "../terraform";

const root = path.resolve(__dirname, "../..");
const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);

/** What jest's JSON report says in numbers. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** `npm test`: types, lint, format and every test. Its last line counts them all: "N passed, N failed". */
main(async () => {
  const checks: readonly [string, readonly string[]][] = [
    [bin("tsc"), ["--noEmit"]],
    [bin("eslint"), ["."]],
    [bin("prettier"), ["--check", "--log-level", "warn", "."]],
  ];
  const results = await Promise.all(checks.map(([command, args]) => check(command, args)));
  let passed = results.filter((ok) => ok).length;
  let failed = results.length - passed;
  for (const project of ["unit", "integration"]) {
    if (project === "integration") await prepare();
    const report = jest(project);
    passed += report.numPassedTests;
    // A suite that could not even be loaded reports no test.
    failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});

/** Runs a program beside others, and shows what it says in one piece. Whether it succeeded. */
async function check(command: string, args: readonly string[]): Promise<boolean> {
  const { exitCode, stdout, stderr } = await runProgram(command, args, {
    cwd: root,
    allowedExitCodes: [0, 1, 2],
  });
  console.log(`▸ ${path.basename(command)} ${args.join(" ")}\n${stdout}${stderr}`.trimEnd());
  return exitCode === 0;
}

/** What several suites would otherwise make at the same time, within the limits of their own first test. */
async function prepare(): Promise<void> {
  console.log("▸ local cloud and providers");
  await preparePython({ env: process.env, log: console.log });
  await terraformEnvironment();
}

/** Integration suites wait for Terraform's providers much of the time; each takes up to 1.5 GB of memory. */
function workers(): number {
  const wanted = Math.min(8, Math.max(4, os.availableParallelism()));
  return Math.max(1, Math.min(wanted, Math.floor(os.totalmem() / 2.5e9)));
}

function jest(project: string): Report {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jest-"));
  const file = path.join(folder, "report.json");
  const args = ["--selectProjects", project, "--json", `--outputFile=${file}`];
  args.push(`--maxWorkers=${project === "integration" ? workers() : os.availableParallelism()}`);
  spawnSync(bin("jest"), args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], timeout: 1_800_000 });
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Report;
  } catch {
    throw new Error(`jest (${project}) ended without a report; see its output above`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
