import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { best } from "../../bench/measure";
import { temporaryFolder } from "../lib/example";

const root = path.resolve(__dirname, "../..");

/** CPU time in s and memory in MB of the app itself, which nothing else on the machine can make longer. */
function app() {
  const folder = temporaryFolder();
  const report = path.join(folder, "usage.json");
  const preload = path.join(folder, "usage.cjs");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage()))`;
  fs.writeFileSync(preload, `process.on("exit", () => ${write});`);
  execFileSync(process.execPath, ["--require", preload, "--import", "tsx", path.join(root, "main.ts")], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: path.join(folder, "terraform") },
  });
  const usage = JSON.parse(fs.readFileSync(report, "utf8")) as NodeJS.ResourceUsage;
  return { seconds: usage.userCPUTime / 1e6, megabytes: usage.maxRSS / 1024 };
}

test("a synth of everything takes less than 2 s and 200 MB", () => {
  const runs = [app(), app(), app()];
  expect(Math.min(...runs.map(({ seconds }) => seconds))).toBeLessThan(2);
  expect(Math.min(...runs.map(({ megabytes }) => megabytes))).toBeLessThan(200);
}, 60_000);

test("fifty environments take less than twice as long as one: modules are synthesized once", () => {
  expect(best(3, 50).cpuMs).toBeLessThan(2 * best(3, 1).cpuMs);
}, 120_000);
