import * as fs from "node:fs";
import * as path from "node:path";
import { creationOf, criticalPaths } from "../../../tools/bench/ready/path";
import { PLAN_OPTIONS } from "../../../tools/checkov";
import { judge, type Scan } from "../../../tools/checkov/judge";
import { scan } from "../../../tools/checkov/scan";
import { readSuppressions } from "../../../tools/checkov/suppressions";
import { planOffline } from "../../../tools/offline-plan";
import { outdir, root } from "../../../tools/support/project";

// Every environment is planned once, from nothing, for all that looks at such plans.

const environments = fs.readdirSync(path.join(outdir, "envs")).sort();
const scans: Scan[] = [];
const ready = new Map<string, number>();

beforeAll(async () => {
  const look = async (name: string, { json, graph }: { json: string; graph: string }) => {
    scans.push(await scan(name, json, process.env));
    ready.set(name, criticalPaths(creationOf(json, graph)).ready.at(-1)!.end / 60);
  };
  await planOffline(outdir, environments, look, PLAN_OPTIONS);
}, 1_500_000);

test("checkov scanned every plan, and each failure has a reason that is still needed and has not ended", () => {
  const today = new Date().toISOString().slice(0, 10);
  const file = path.join("policy", "suppressions.json");
  const suppressions = readSuppressions(path.join(root, file));
  expect(judge(scans, suppressions, { today, environments, file })).toEqual([]);
  expect(scans.map(({ environment }) => environment)).toEqual(environments);
  for (const { scanned, passed } of scans) expect(Math.min(scanned, passed)).toBeGreaterThan(150);
});

test("the first apply serves users in less than 15 minutes, by AWS's usual creation times", () => {
  const slow = [...ready].filter(([, minutes]) => minutes >= 15).map(([name]) => name);
  // Medplum's workers wait for the server, which fills the database: the server itself is there three minutes before.
  expect(slow).toEqual(["local", "medplum-prod"]);
  expect(ready.get("medplum-prod")).toBeLessThan(16);
  expect(ready.size).toBe(environments.length);
});
