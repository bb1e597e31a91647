import { reference, tf } from "../../../lib/expression";
import { Monitoring } from "../../../modules/monitoring";
import * as presets from "../../../modules/monitoring/presets";
import { composed } from "./compose";

interface Alarm {
  readonly comparison?: string;
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData?: string;
  readonly metrics: Readonly<
    Record<string, { readonly namespace: string; readonly metricName: string; readonly statistic: string }>
  >;
}

/**
 * What AWS documents of a node's metrics: "Metrics for Valkey and Redis OSS" in ElastiCache's guide. Each is published every
 * 60 seconds; of a count, only the sum of a period says how many there were.
 */
const documented: Readonly<
  Record<string, { readonly minimum: number; readonly maximum: number; readonly count: boolean }>
> = {
  DatabaseMemoryUsagePercentage: { minimum: 0, maximum: 100, count: false },
  EngineCPUUtilization: { minimum: 0, maximum: 100, count: false },
  ReplicationLag: { minimum: 0, maximum: Infinity, count: false },
  Evictions: { minimum: 0, maximum: Infinity, count: true },
  AuthenticationFailures: { minimum: 0, maximum: Infinity, count: true },
};

const known = presets.cacheAlarms({ cacheClusterId: "demo-main-001" }) as unknown as Record<string, Alarm>;

test("alarms that the module takes", () => {
  expect(
    Monitoring.problems({ name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1", alarms: known }, ""),
  ).toEqual([]);
});

test.each(Object.entries(known))("%s: can trigger, and need not", (_, alarm) => {
  const [metric] = Object.values(alarm.metrics);
  const values = documented[metric!.metricName]!;
  expect(metric).toMatchObject({
    namespace: "AWS/ElastiCache",
    dimensions: { CacheClusterId: "demo-main-001" },
  });
  expect(metric!.statistic).toBe(values.count ? "Sum" : "Average");
  // The default comparison: at the threshold or above.
  expect(alarm.comparison).toBeUndefined();
  expect(alarm.threshold).toBeGreaterThan(values.minimum);
  expect(alarm.threshold).toBeLessThanOrEqual(values.maximum);
  // A value in each period, or there is never a full set of them.
  expect(alarm.periodSeconds % 60).toBe(0);
  expect(alarm.treatMissingData).toBeUndefined();
});

test("a caller's thresholds are used", () => {
  const alarms = presets.cacheAlarms({
    cacheClusterId: "demo",
    maxMemoryPercent: 60,
    maxEngineCpuPercent: 70,
    maxEvictions: 1000,
    maxReplicationLagSeconds: 2,
  });
  const thresholds = Object.entries(alarms as unknown as Record<string, Alarm>).map(
    ([name, { threshold }]) => [name, threshold],
  );
  expect(Object.fromEntries(thresholds)).toMatchObject({
    "cache-memory": 60,
    "cache-engine-cpu": 70,
    "cache-evictions": 1000,
    "cache-replication-lag": 2,
  });
});

test("each node has its alarms, by its ID", () => {
  const { locals } = composed((module) =>
    presets.allAlarms(module, {
      cache: presets.alarmsForEach(tf`toset(${reference("var.nodes")})`, (key) =>
        presets.cacheAlarms({ cacheClusterId: key.string }),
      ),
    }),
  );
  expect(locals["alarms_cache_cache_memory"]).toMatch(/for key, value in toset\(var\.nodes\)/);
  expect(JSON.stringify(locals["alarms_cache_cache_memory"])).toContain("CacheClusterId");
});
