import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { measureSynth } from "../../tools/bench/measure";
import { temporaryFolder } from "../lib/example";

// Machines differ, and other programs slow each other down: so each time is compared with another one, taken in turn with
// it, and the least of several runs counts. `npm run bench` tells times.

const root = path.resolve(__dirname, "../..");
const folder = temporaryFolder();

/** CPU time in s and memory in MB of a TypeScript program. */
function usage(program: string) {
  const report = path.join(folder, "usage.json");
  const preload = path.join(folder, "usage.cjs");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage()))`;
  fs.writeFileSync(preload, `process.on("exit", () => ${write});`);
  execFileSync(process.execPath, ["--require", preload, "--import", "tsx", program], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "terraform") },
  });
  const { userCPUTime, maxRSS } = JSON.parse(fs.readFileSync(report, "utf8")) as NodeJS.ResourceUsage;
  return { seconds: userCPUTime / 1e6, megabytes: maxRSS / 1024 };
}

const least = <T>(runs: readonly T[], of: (run: T) => number): number => Math.min(...runs.map(of));

test("a synth of everything takes less than 6.5 times as long as starting tsx, and 150 MB more", () => {
  const empty = path.join(folder, "empty.ts");
  fs.writeFileSync(empty, "export const nothing: undefined = undefined;");
  const runs = Array.from({ length: 3 }, () => ({
    tsx: usage(empty),
    app: usage(path.join(root, "main.ts")),
  }));
  // 4.5 times and 100 to 111 MB when this was written; importing all of the AWS provider makes it more than 20 times, and 540 MB.
  const seconds = least(runs, ({ tsx }) => tsx.seconds);
  expect(least(runs, ({ app }) => app.seconds) / seconds).toBeLessThan(6.5);
  const megabytes = least(runs, ({ tsx }) => tsx.megabytes);
  expect(least(runs, ({ app }) => app.megabytes) - megabytes).toBeLessThan(150);
}, 300_000);

test("fifty environments take less than twice as long as one: modules are synthesized once", () => {
  const runs = Array.from({ length: 2 }, () => ({ one: measureSynth(1), fifty: measureSynth(50) }));
  const one = least(runs, (run) => run.one.cpuMs);
  expect(least(runs, (run) => run.fifty.cpuMs) / one).toBeLessThan(2);
}, 300_000);
