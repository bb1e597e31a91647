import * as fs from "node:fs";
import * as path from "node:path";
import { creationOf, criticalPaths } from "../../../tools/bench/ready/path";
import { idleSuppressions } from "../../../policy";
import type { PolicyResult } from "../../../policy/result";
import type { Review } from "../../../review/types";
import { readSuppressions } from "../../../policy/suppressions";
import { checkov } from "../../../tools/checkov";
import type { OfflinePlan } from "../../../tools/offline-plan";
import { policyOf } from "../../../tools/plan/policy";
import { reviewPlan } from "../../../tools/review";
import { outdir, root } from "../../../tools/support/project";

// Every environment is planned once, from nothing, for all that looks at such plans.

const environments = fs.readdirSync(path.join(outdir, "envs")).sort();
const said: string[] = [];
const ready = new Map<string, number>();
const plans = new Map<string, Plan>();
const policy = new Map<string, PolicyResult>();
const reviews = new Map<string, Review>();
let problems: readonly string[];

/**
 * What is looked at of a plan: what it would make, by address, and the checks that do not hold or, as a warning that says nothing, wait for the
 * apply. Other conditions wait in silence.
 */
interface Plan {
  readonly planned: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly failed: readonly string[];
  /** Secrets among the values that whoever runs Terraform gives, which the plan shows all the same. */
  readonly shown: readonly string[];
}

function planOf({ json, assumed }: OfflinePlan): Plan {
  const { resource_changes: changes, checks } = JSON.parse(json) as {
    resource_changes: { address: string; change: { after: Record<string, unknown> } }[];
    checks: { address: { kind: string; to_display: string }; status: string }[];
  };
  return {
    planned: new Map(changes.map(({ address, change }) => [address, change.after])),
    failed: checks
      .filter(
        ({ address, status }) => status !== "pass" && (address.kind === "check" || status !== "unknown"),
      )
      .map(({ address }) => address.to_display),
    shown: textsIn(assumed.variables).filter((text) => json.includes(JSON.stringify(text))),
  };
}

/** Every text in a value. */
const textsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

beforeAll(async () => {
  const texts = new Map<string, string>();
  problems = await checkov({
    outdir,
    names: environments,
    environments,
    root,
    env: process.env,
    log: (line) => void said.push(line),
    look: (name, plan) => {
      ready.set(name, criticalPaths(creationOf(plan.json, plan.graph)).ready.at(-1)!.end / 60);
      plans.set(name, planOf(plan));
      texts.set(name, plan.json);
    },
  });
  for (const [name, plan] of texts) {
    const folder = path.join(outdir, "envs", name);
    const context = { policy: policyOf(root, name) };
    const review = await reviewPlan({ plan, title: name, root: folder, relativeTo: root, context });
    reviews.set(name, review);
    policy.set(name, review.policy);
  }
}, 1_500_000);

test("checkov scanned every plan, and each failure has a reason that is still needed and has not ended", () => {
  expect(problems).toEqual([]);
  expect(said).toHaveLength(environments.length);
  for (const [i, name] of environments.entries()) {
    const [, ...counts] = new RegExp(`^envs/${name}: (\\d+) resources, (\\d+) checks passed`).exec(said[i]!)!;
    expect(Math.min(...counts.map(Number))).toBeGreaterThan(150);
  }
});

test("policy holds, but for what has a reason that is still needed and has not ended, and nothing is left unjudged", () => {
  for (const name of environments)
    expect({ name, ...policy.get(name) }).toMatchObject({
      name,
      failures: [],
      unjudged: [],
      suppressionProblems: [],
    });
  expect(Math.min(...[...policy.values()].map(({ passed }) => passed))).toBeGreaterThan(150);
  const suppressions = readSuppressions(path.join(root, "policy", "suppressions.json"));
  expect(idleSuppressions(suppressions, policy)).toEqual([]);
});

test("a review finds no danger in an environment that is yet to be made, and reads every policy", () => {
  const found = environments.map((name) => {
    const { dangers, unknown, cannotJudge, verdict } = reviews.get(name)!;
    const unread = unknown.filter(({ read }) => !read);
    return {
      name,
      exitCode: verdict.exitCode,
      dangers: dangers.map(({ what }) => what),
      unread,
      cannotJudge,
    };
  });
  expect(found).toEqual(
    environments.map((name) => ({ name, exitCode: 2, dangers: [], unread: [], cannotJudge: [] })),
  );
});

test("the first apply serves users in less than 15 minutes, by AWS's usual creation times", () => {
  const slow = [...ready].filter(([, minutes]) => minutes >= 15).map(([name]) => name);
  // Medplum's workers wait for the server, which fills the database: the server itself is there three minutes before.
  expect(slow).toEqual(["local", "medplum-prod"]);
  expect(ready.get("medplum-prod")).toBeLessThan(16);
  expect(ready.size).toBe(environments.length);
});

test("no check warns, but where Medplum is small, open for registration and of the latest image, as its file says", () => {
  const warned = [...plans].filter(([, { failed }]) => failed.length > 0);
  expect(warned.map(([name, { failed }]) => [name, failed.toSorted()])).toEqual([
    [
      "medplum-staging",
      ["check.cpu", "check.memory", "check.registration", "module.server.check.latest"].map(
        (check) => `module.medplum.${check}`,
      ),
    ],
  ]);
});

test("no plan shows a secret that it was given", () => {
  expect([...plans].flatMap(([name, { shown }]) => shown.map((text) => `${name}: ${text}`))).toEqual([]);
});

test("envs/medplum-prod has three zones, a reader, workers apart, and jobs in a cache group of their own", () => {
  const of = (address: string) => plans.get("medplum-prod")!.planned.get(`module.medplum.${address}`);
  for (const zone of ["a", "b", "c"])
    expect(of(`module.network[0].aws_nat_gateway.this["us-east-1${zone}"]`)).toBeDefined();
  expect(of('module.database[0].aws_rds_cluster_instance.reader["standby"]')).toMatchObject({
    instance_class: "db.r8g.large",
  });
  expect(of('module.worker["jobs"].aws_appautoscaling_target.bounds')).toMatchObject({ max_capacity: 6 });
  expect(of('module.cache.aws_elasticache_parameter_group.parameters["background-jobs"]')).toMatchObject({
    parameter: [{ name: "maxmemory-policy", value: "noeviction" }],
  });
});
