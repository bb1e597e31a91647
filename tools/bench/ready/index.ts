import * as fs from "node:fs";
import * as path from "node:path";
import { planOffline } from "../../offline-plan";
import { outdir } from "../../support/project";
import { creationOf, criticalPath, type Step } from "./path";

/**
 * `npm run bench -- ready ENVIRONMENT …`: how long the first apply of an environment takes, by the graph of its plan and AWS's usual
 * creation times (durations.ts), and what decides it. Without a name: of every environment.
 */
export async function benchReady(names: readonly string[]): Promise<void> {
  const folder = path.join(outdir, "envs");
  const all = fs.readdirSync(folder).sort();
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`no environment ${unknown.join(", ")} in terraform/envs; there are ${all.join(", ")}`);
  await planOffline(outdir, names.length > 0 ? names : all, (name, { json, graph }) => {
    console.log(report(name, criticalPath(creationOf(json, graph))).join("\n"));
  });
}

/** The path as lines. */
export function report(name: string, steps: readonly Step[]): string[] {
  const lines = steps
    // What takes a call or two is of no interest by itself.
    .filter(({ start, end }) => end - start >= 10)
    .map(({ address, start, end }) => `  ${clock(start)}  ${clock(end - start)}  ${address}`);
  return [
    `envs/${name}: ready after ${clock(steps.at(-1)?.end ?? 0).trim()} min, of which`,
    "  start  takes  on the critical path",
    ...lines,
  ];
}

/** 95: ` 1:35`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`.padStart(5);
