import { planOffline } from "../../offline-plan";
import { namesIn } from "../../support/environments";
import { outdir, synthesizeAll } from "../../support/project";
import { creationOf, criticalPaths, type CriticalPaths, type Step } from "./path";

/**
 * `npm run bench -- ready ENVIRONMENT …`: how long the first apply of an environment takes, by the graph of its plan and AWS's usual
 * creation times (durations.ts), and what decides it. Without a name: of every environment.
 */
export async function benchReady(words: readonly string[]): Promise<void> {
  const wrong: string[] = [];
  const names = namesIn(words, synthesizeAll(), wrong);
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  await planOffline(outdir, names, (name, { json, graph }) => {
    console.log(report(name, criticalPaths(creationOf(json, graph))).join("\n"));
  });
}

/** Both paths as lines. */
export function report(name: string, { ready, whole }: CriticalPaths): string[] {
  return [
    `envs/${name}: ready after ${length(ready)} min`,
    "  start  takes  on the critical path",
    ...lines(ready),
    ...(length(whole) === length(ready)
      ? []
      : [`  The apply ends after ${length(whole)} min, last with ${whole.at(-1)!.address}.`]),
  ];
}

const length = (steps: readonly Step[]): string => clock(steps.at(-1)?.end ?? 0).trim();

const lines = (steps: readonly Step[]): string[] =>
  steps
    // What takes a call or two is of no interest by itself.
    .filter(({ start, end }) => end - start >= 10)
    .map(({ address, start, end }) => `  ${clock(start)}  ${clock(end - start)}  ${address}`);

/** 95: ` 1:35`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`.padStart(5);
