import { tf } from "../../../lib/expression";
import { Monitoring } from "../../../modules/monitoring";
import * as presets from "../../../modules/monitoring/presets";
import { composed } from "./compose";
import { known } from "./known";

describe("presets", () => {
  test.each(Object.entries(known))("%s: alarms that the module takes", (_, alarms) => {
    expect(Object.keys(alarms).length).toBeGreaterThan(0);
    expect(
      Monitoring.problems({ name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1", alarms }, ""),
    ).toEqual([]);
  });

  test("no two presets have an alarm of the same name", () => {
    // One contains the other.
    const { auroraPostgresql, ...apart } = known;
    expect(Object.keys(auroraPostgresql)).toEqual(expect.arrayContaining(Object.keys(known.aurora)));
    expect(() => composed((module) => presets.allAlarms(module, apart))).not.toThrow();
  });

  test("what must not stop is missed when it stops", () => {
    const missed = Object.entries({ ...known.cron, ...known.backup }).filter(([name]) =>
      /silent|missing/.test(name),
    );
    expect(missed.map(([name]) => name)).toEqual([
      "cron-silent",
      "backup-missing-aurora",
      "backup-missing-s3",
    ]);
    for (const [, alarm] of missed)
      expect(alarm).toMatchObject({
        comparison: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      });
  });

  test("backups of one type are missed though those of another succeed in the same vault", () => {
    const { metrics, expression } = known.backup["backup-missing-aurora"] as unknown as {
      metrics: Record<string, { dimensions: object }>;
      expression: { text: string };
    };
    const dimensions = Object.fromEntries(
      Object.entries(metrics).map(([name, { dimensions }]) => [name, dimensions]),
    );
    expect(dimensions).toEqual({
      both: { BackupVaultName: "demo", ResourceType: "Aurora" },
      vault: { BackupVaultName: "demo" },
      type: { ResourceType: "Aurora" },
    });
    const completed = (jobs: { both: number; vault: number; type: number }) =>
      expression.text
        .split(" + ")
        .map((product) =>
          product
            .split(" * ")
            .map((term) => jobs[/^FILL\((\w+), 0\)$/.exec(term)![1] as keyof typeof jobs])
            .reduce((a, b) => a * b),
        )
        .reduce((a, b) => a + b);
    expect(completed({ both: 0, vault: 3, type: 0 })).toBe(0);
    expect(completed({ both: 1, vault: 0, type: 0 })).toBe(1);
    expect(completed({ both: 0, vault: 3, type: 1 })).toBeGreaterThan(0);
  });

  test("a cron job may be silent for as long as the caller says", () => {
    expect(presets.cronAlarms({ name: "demo", minutes: 60 })["cron-silent"]).toMatchObject({
      periodSeconds: 300,
      evaluationPeriods: 12,
    });
  });

  test("mail alarms trigger where SES reviews an account", () => {
    expect(known.email["mail-bounces"]).toMatchObject({ threshold: 0.05 });
    expect(known.email["mail-complaints"]).toMatchObject({ threshold: 0.001 });
  });

  test("events are taken by the module", () => {
    const events = {
      ...presets.auroraEvents({ clusterIdentifier: "demo" }),
      ...presets.backupEvents({ vaultArn: "arn:aws:backup:eu-west-1:123456789012:backup-vault:demo" }),
      ...presets.beanstalkEvents({ applicationName: "demo" }),
      ...presets.ecsServiceEvents({ serviceArns: ["arn:aws:ecs:eu-west-1:123456789012:service/demo/api"] }),
    };
    expect(Object.keys(events)).toEqual([
      "database-trouble",
      "backup-trouble",
      "copy-trouble",
      "restore-trouble",
      "environment-trouble",
      "deployment-failed",
      "service-impaired",
    ]);
    const encoded = Object.entries(events).map(([name, event]) => [
      name,
      { ...event, pattern: JSON.stringify(event.pattern) },
    ]);
    const inputs = {
      name: "demo",
      kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1",
      events: Object.fromEntries(encoded) as object,
    };
    expect(Monitoring.problems(inputs, "")).toEqual([]);
  });

  test("a key that is disabled, or whose deletion is tried, is an event; other calls and other keys are not", () => {
    const [mine, other] = ["1", "2"].map((id) => `arn:aws:kms:eu-west-1:123456789012:key/${id}`);
    const { pattern } = presets.keyEvents({ keyArns: tf`[${"KEY"}]` })["key-deletion"]!;
    const { locals } = composed((module) =>
      presets.allEvents(module, { deletion: { description: "Trouble.", pattern } }),
    );
    const [event] = Object.values(locals["events"] as Record<string, { pattern: object }>);
    const written = JSON.parse(
      JSON.stringify(event!.pattern).replace(/"\$\{\[.*?KEY.*?\]\}"/, `["${mine}"]`),
    ) as object;
    const recorded = (eventName: string, ARN: string | undefined, more: object = {}) => ({
      source: "aws.kms",
      "detail-type": "AWS API Call via CloudTrail",
      detail: {
        eventSource: "kms.amazonaws.com",
        eventName,
        resources: [{ accountId: "123456789012", type: "AWS::KMS::Key", ARN }],
        ...more,
      },
    });
    expect(matches(written, recorded("ScheduleKeyDeletion", mine))).toBe(true);
    expect(matches(written, recorded("DisableKey", mine))).toBe(true);
    expect(matches(written, recorded("ScheduleKeyDeletion", mine, { errorCode: "AccessDenied" }))).toBe(true);
    expect(matches(written, recorded("ScheduleKeyDeletion", other))).toBe(false);
    expect(matches(written, recorded("EnableKey", mine))).toBe(false);
  });

  test("events of a database are those of its cluster and of its instances", () => {
    const { pattern } = presets.auroraEvents({ clusterIdentifier: tf`var.cluster` })["database-trouble"]!;
    const { locals } = composed((module) =>
      presets.allEvents(module, { trouble: { description: "Trouble.", pattern } }),
    );
    expect(locals["events"]).toMatchObject({
      trouble: {
        pattern: { detail: { SourceIdentifier: ["${var.cluster}", { prefix: "${var.cluster}-" }] } },
      },
    });
  });

  test("events of services are those of the services that are given, known at plan or not", () => {
    const serviceArns = tf`values(module.worker)[*].arn`;
    const { locals } = composed((module) =>
      presets.allEvents(module, presets.ecsServiceEvents({ serviceArns })),
    );
    expect(locals["events"]).toMatchObject({
      "deployment-failed": {
        pattern: {
          source: ["aws.ecs"],
          "detail-type": ["ECS Deployment State Change"],
          resources: "${values(module.worker)[*].arn}",
          detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
        },
      },
      "service-impaired": { pattern: { resources: "${values(module.worker)[*].arn}" } },
    });
  });

  test("several services are watched by their names, each with limits of its own", () => {
    const service = { clusterName: "demo", serviceName: "demo-api" };
    const alarms = presets.alarmsByName(
      { api: service, jobs: { ...service, serviceName: "demo-jobs", maxCpuPercent: 95 } },
      presets.ecsServiceAlarms,
    );
    expect(Object.keys(alarms)).toEqual(["api-cpu", "api-memory", "jobs-cpu", "jobs-memory"]);
    expect(alarms["api-cpu"]).toMatchObject({
      threshold: 80,
      metrics: { used: { dimensions: { ClusterName: "demo", ServiceName: "demo-api" } } },
    });
    expect(alarms["jobs-cpu"]).toMatchObject({
      threshold: 95,
      metrics: { used: { dimensions: { ServiceName: "demo-jobs" } } },
    });
  });

  test("a service that may have no task is not missed when it has none", () => {
    const service = { clusterName: "demo", serviceName: "demo-api" };
    const treated = (minRunningTasks?: number) =>
      presets.ecsTaskCountAlarms({ ...service, minRunningTasks })["running-tasks"];
    expect(treated()).toMatchObject({ treatMissingData: "breaching" });
    expect(treated(0)).toMatchObject({ treatMissingData: "notBreaching" });
    const { locals } = composed((module) =>
      presets.allAlarms(module, {
        api: presets.ecsTaskCountAlarms({ ...service, minRunningTasks: tf`var.minimum`.number }),
      }),
    );
    expect(locals["alarms_api"]).toMatchObject({
      "running-tasks": { treat_missing_data: '${var.minimum > 0 ? "breaching" : "notBreaching"}' },
    });
  });
});

/** Whether EventBridge matches an event: each list of a pattern has one of the event's values there, in any entry of its lists. */
function matches(pattern: unknown, event: unknown): boolean {
  const values = Array.isArray(event) ? (event as unknown[]) : [event];
  if (Array.isArray(pattern)) return values.some((value) => pattern.includes(value));
  return values.some((value) =>
    Object.entries(pattern as object).every(([key, below]) =>
      matches(below, (value as Record<string, unknown> | undefined)?.[key]),
    ),
  );
}
