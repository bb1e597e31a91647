import * as path from "node:path";
import { root } from "../support/root";
import { main } from "../support/steps";
import { runProgram } from "../terraform";
import { type Counts, report, runTests, testsFor } from "./suites";

const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);

const usage = `usage: npm test                       types, lint, format and every test
       npm test -- WHAT [WHAT ...]   only the tests of WHAT, without types, lint and format

WHAT is a module (network), or a file or folder of tests or of tested code (lib/names.ts, test/lib).`;

/** `npm test`: types, lint, format and every test, or some tests. Its last line counts them all: "N passed, N failed". */
main(async () => {
  const args = process.argv.slice(2);
  if (args.includes("--help")) return console.log(usage);
  const option = args.find((arg) => arg.startsWith("-"));
  if (option) throw new Error(`${option} is not an option\n${usage}`);
  const selected = args.length > 0 ? testsFor(args) : undefined;
  const counts = selected ? [] : await checks();
  for (const project of ["unit", "integration"] as const) counts.push(await runTests(project, selected));
  report(counts);
});

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
