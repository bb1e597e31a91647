import * as fs from "node:fs";
import * as path from "node:path";
import { creationOf, criticalPaths } from "../../../tools/bench/ready/path";
import { checkov } from "../../../tools/checkov";
import { outdir, root } from "../../../tools/support/project";

// Every environment is planned once, from nothing, for all that looks at such plans.

const environments = fs.readdirSync(path.join(outdir, "envs")).sort();
const said: string[] = [];
const ready = new Map<string, number>();
let problems: readonly string[];

beforeAll(async () => {
  problems = await checkov({
    outdir,
    names: environments,
    environments,
    root,
    env: process.env,
    log: (line) => void said.push(line),
    look: (name, { json, graph }) =>
      void ready.set(name, criticalPaths(creationOf(json, graph)).ready.at(-1)!.end / 60),
  });
}, 1_500_000);

test("checkov scanned every plan, and each failure has a reason that is still needed and has not ended", () => {
  expect(problems).toEqual([]);
  expect(said).toHaveLength(environments.length);
  for (const [i, name] of environments.entries()) {
    const [, ...counts] = new RegExp(`^envs/${name}: (\\d+) resources, (\\d+) checks passed`).exec(said[i]!)!;
    expect(Math.min(...counts.map(Number))).toBeGreaterThan(150);
  }
});

test("the first apply serves users in less than 15 minutes, by AWS's usual creation times", () => {
  const slow = [...ready].filter(([, minutes]) => minutes >= 15).map(([name]) => name);
  // Medplum's workers wait for the server, which fills the database: the server itself is there three minutes before.
  expect(slow).toEqual(["local", "medplum-prod"]);
  expect(ready.get("medplum-prod")).toBeLessThan(16);
  expect(ready.size).toBe(environments.length);
});
