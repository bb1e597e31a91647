import { tf } from "../../../lib/expression";
import { Monitoring } from "../../../modules/monitoring";
import * as presets from "../../../modules/monitoring/presets";
import { composed } from "./compose";

describe("presets", () => {
  const known = {
    loadBalancer: presets.loadBalancerAlarms({ arnSuffix: "app/demo/1" }),
    beanstalk: presets.beanstalkAlarms({ environmentName: "demo", autoScalingGroupName: "asg" }),
    aurora: presets.auroraAlarms({ clusterIdentifier: "demo", engine: "aurora-postgresql", memoryGib: 16 }),
    certificate: presets.certificateAlarms({ certificateArn: "arn" }),
    email: presets.emailAlarms({ configurationSetName: "demo" }),
    backup: presets.backupAlarms({ vaultName: "demo" }),
    firewall: presets.firewallAlarms({ metricName: "demo", region: "eu-west-1" }),
    cron: presets.cronAlarms({ name: "demo" }),
  };

  test.each(Object.entries(known))("%s: alarms that the module takes", (_, alarms) => {
    expect(Object.keys(alarms).length).toBeGreaterThan(0);
    expect(
      Monitoring.problems({ name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1", alarms }, ""),
    ).toEqual([]);
  });

  test("no two presets have an alarm of the same name", () => {
    expect(() => composed((module) => presets.allAlarms(module, known))).not.toThrow();
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
    };
    expect(Object.keys(events)).toEqual([
      "database-trouble",
      "backup-trouble",
      "copy-trouble",
      "restore-trouble",
      "environment-trouble",
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
});
