import { runInNewContext } from "node:vm";
import { allAlarms } from "../../../modules/monitoring/presets";
import { composed } from "./compose";
import { known } from "./known";
import { type Metric, metrics as documented } from "./metrics";

// An alarm that cannot trigger is worse than none: a threshold in the wrong unit, a statistic that never gets there, or the
// comparison the wrong way round look fine in a plan. Each alarm is compared here with what AWS documents of its metrics.

interface Alarm {
  readonly metrics?: Readonly<Record<string, { namespace: string; metric_name: string; statistic?: string }>>;
  readonly expression?: { readonly text: string };
  readonly comparison?: keyof typeof comparisons;
  readonly threshold: number | string;
  readonly treat_missing_data?: string;
}

const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
};

/** Functions of metric math, and those of Terraform that thresholds use. */
const functions = {
  IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
  FILL: (value: number) => value,
  floor: Math.floor,
  min: Math.min,
};
const evaluated = (text: string, values: Readonly<Record<string, number>> = {}): number =>
  runInNewContext(text, { ...functions, ...values }) as number;

/** The metrics of an alarm by the names that its expression uses, and the value that is compared. */
function watched({ metrics = {}, expression }: Alarm) {
  const [, statistic, name, namespace] =
    /SELECT ([A-Z]+)\((\w+)\) FROM SCHEMA\(\\*"([^"\\]+)/.exec(expression?.text ?? "") ?? [];
  const queried = namespace
    ? { result: { namespace, metric_name: name!, statistic: { MAX: "Maximum" }[statistic!] } }
    : {};
  const all = { ...metrics, ...queried };
  const [only] = Object.keys(all);
  const text = expression && !namespace ? expression.text : only!;
  return { all, valueOf: (values: Readonly<Record<string, number>>) => evaluated(text, values) };
}

const groups = composed((module) =>
  // A local value of its own for each: two of them share names.
  Object.entries(known).map(([group, alarms]) => allAlarms(module, { [group]: alarms })),
).locals as Readonly<Record<string, Readonly<Record<string, Alarm>>>>;

const alarms = Object.entries(groups).flatMap(([group, members]) =>
  Object.entries(members).map(
    ([name, alarm]) => [`${group.replace("alarms_", "")}: ${name}`, alarm] as const,
  ),
);

describe.each(alarms)("%s", (_, alarm) => {
  const { all, valueOf } = watched(alarm);
  const known = Object.entries(all).map(([id, { namespace, metric_name: name, statistic = "Average" }]) => {
    const metric: Metric | undefined = documented[`${namespace} ${name}`];
    return { id, name: `${namespace} ${name}`, statistic, metric: metric! };
  });
  const threshold =
    typeof alarm.threshold === "number"
      ? alarm.threshold
      : evaluated(alarm.threshold.replace(/^\$\{|\}$/g, ""));
  const breaches = (values: Readonly<Record<string, number>>) =>
    comparisons[alarm.comparison ?? "GreaterThanOrEqualToThreshold"](valueOf(values), threshold);

  test("watches what AWS publishes, by a statistic that suits it", () => {
    expect(known.length).toBeGreaterThan(0);
    for (const { name, metric, statistic } of known) {
      expect([name, metric]).toEqual([name, expect.anything()]);
      expect(metric.statistics).toContain(statistic);
    }
  });

  test("is quiet on an ordinary day", () => {
    expect(breaches(Object.fromEntries(known.map(({ id, metric }) => [id, metric.usual])))).toBe(false);
  });

  test("triggers on values that the metrics can have", () => {
    const candidates = known.reduce<Record<string, number>[]>(
      (combinations, { id, metric }) =>
        [...metric.range, metric.usual].flatMap((value) =>
          combinations.map((combination) => ({ ...combination, [id]: value })),
        ),
      [{}],
    );
    expect(candidates.some(breaches)).toBe(true);
  });

  test("triggers, too, where the metric falls silent instead of falling", () => {
    const silent = known.some(({ metric }) => metric.silent) && alarm.comparison?.startsWith("Less");
    if (silent) expect(alarm.treat_missing_data).toBe("breaching");
  });
});

test("every metric of the table is watched by an alarm", () => {
  const used = alarms.flatMap(([, alarm]) =>
    Object.values(watched(alarm).all).map(({ namespace, metric_name: name }) => `${namespace} ${name}`),
  );
  expect([...new Set(used)].sort()).toEqual(Object.keys(documented).sort());
});
