import { tf } from "../../../lib/expression";
import { Monitoring } from "../../../modules/monitoring";
import * as presets from "../../../modules/monitoring/presets";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(Monitoring);
const block = (type: string, name: string) => resource[type]![name]!;

test.each(Object.entries(accepted))("%s: accepted", (_, inputs) => {
  expect(Monitoring.problems(inputs, "")).toEqual([]);
});

test.each(Object.entries(refused))("%s: refused, with a reason", (_, [inputs, reason]) => {
  expect(Monitoring.problems(inputs, "").join("\n")).toMatch(reason);
});

test("the topic is encrypted with the caller's key", () => {
  expect(block("aws_sns_topic", "this")).toMatchObject({ kms_master_key_id: "${var.kms_key_arn}" });
});

test("only alarms and backups of this account may publish, and EventBridge where there are events", () => {
  const text = block("aws_sns_topic_policy", "publishers")["policy"] as string;
  const allowed = text.split('"Effect" = "Allow"').slice(1);
  expect(allowed.map((statement) => /"Service" = "(\w+)\.amazonaws\.com"/.exec(statement)?.[1])).toEqual([
    "cloudwatch",
    "backup",
    "events",
  ]);
  const [alarms, backups, events] = allowed;
  expect(alarms).toContain('"aws:SourceAccount" = data.aws_caller_identity.current.account_id');
  expect(backups!.split('{"Sid"')[0]).toContain(
    '"aws:SourceAccount" = data.aws_caller_identity.current.account_id',
  );
  // EventBridge sends no source to SNS: any condition would drop its messages.
  expect(events).not.toContain("Condition");
  expect(events).toContain("if length(var.events) > 0");
  expect(text).toContain('"Effect" = "Deny", "Principal" = "*", "Action" = "sns:Publish"');
});

test("who gets the topic waits for its policy", () => {
  expect(output["topic_arn"]!.value).toBe("${aws_sns_topic_policy.publishers.arn}");
});

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
    expect(() => presets.allAlarms(...Object.values(known))).not.toThrow();
  });

  test("alarms of the same name are an error that names them", () => {
    expect(() => presets.allAlarms(known.cron, known.email, known.cron)).toThrow(/same name: cron-silent/);
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
      expression: string;
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
      expression
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

  test("mail alarms ring where SES reviews an account", () => {
    expect(known.email["mail-bounces"]).toMatchObject({ threshold: 0.05 });
    expect(known.email["mail-complaints"]).toMatchObject({ threshold: 0.001 });
  });

  test("events are taken by the module", () => {
    const events = {
      ...presets.auroraEvents({ clusterIdentifier: tf`var.cluster` }),
      ...presets.backupEvents({ vaultArn: tf`var.vault` }),
      ...presets.beanstalkEvents({ applicationName: "demo" }),
    };
    expect(Object.keys(events)).toEqual(
      expect.arrayContaining(["backup-trouble", "copy-trouble", "restore-trouble"]),
    );
    expect(
      Monitoring.problems({ name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:1:key/1", events }, ""),
    ).toEqual([]);
  });
});
