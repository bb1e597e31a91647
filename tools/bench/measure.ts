import { execFileSync } from "node:child_process";
import * as path from "node:path";
import type { Usage } from "./synth";

/** Synthesizes every module and `environments` environments in a process of its own, and says what it took. */
export function measureSynth(environments: number): Usage {
  const root = path.resolve(__dirname, "../..");
  const args = ["--import", "tsx", path.join(__dirname, "synth.ts"), String(environments)];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })) as Usage;
}

/** The best of several runs: what the work takes when nothing else is in its way. */
export function best(runs: number, environments: number): Usage {
  const usages = Array.from({ length: runs }, () => measureSynth(environments));
  const least = (key: keyof Usage) => Math.min(...usages.map((usage) => usage[key]));
  return { wallMs: least("wallMs"), cpuMs: least("cpuMs"), memoryMb: least("memoryMb") };
}
