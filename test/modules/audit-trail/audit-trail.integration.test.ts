import * as fs from "node:fs";
import type { ModuleDefinition } from "../../../lib/module";
import { AuditTrail } from "../../../modules/audit-trail";
import { type CisAlarm, cisAlarms, cisNames } from "../../../modules/audit-trail/cis";
import { LogBucket } from "../../../modules/log-bucket";
import { Monitoring } from "../../../modules/monitoring";
import { call, callJson, element } from "../../tools/local-cloud/aws-call";
import { checkedByTerraform } from "../inputs";
import { inLocalCloud } from "../local-cloud";
import { deployCalls } from "../synthesis";
import * as cases from "./cases";
import { recorded } from "./events";

checkedByTerraform(AuditTrail, cases);

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string;
  readonly values: Readonly<Record<string, unknown>>;
}
interface Module {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly Module[];
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
};

describe("in the local cloud", () => {
  const env = inLocalCloud();
  let url: string;
  let terraform: (...args: string[]) => Promise<string>;
  let resources: readonly Resource[];
  let outputs: Readonly<Record<string, Readonly<Record<string, string | null>>>>;

  beforeAll(async () => {
    url = /endpoint_url *= *(\S+)/.exec(fs.readFileSync(env()["AWS_CONFIG_FILE"]!, "utf8"))![1]!;
    const common = { kms_key_arn: "${aws_kms_key.this.arn}" };
    terraform = await deployCalls(
      AuditTrail,
      {
        account: {
          ...common,
          name: "account",
          data_event_buckets: { files: "${aws_s3_bucket.files.arn}" },
          data_events: { locks: { resource_type: "AWS::DynamoDB::Table", calls: "write" } },
          insights: ["ApiErrorRateInsight"],
          subscriptions: { security: { protocol: "email", endpoint: "security@example.edu" } },
          thresholds: { "sign-in-failures": 5 },
          guard_duty: { features: ["S3_DATA_EVENTS"] },
          public_access_block: {},
          ebs_encryption: { key: { arn: "${aws_kms_key.this.arn}" } },
          session_manager: {},
          password_policy: {},
          force_destroy: true,
        },
        alarms: {
          ...common,
          name: "alarms",
          existing_log_group: { name: "${aws_cloudwatch_log_group.organization.name}" },
          existing_topic: { arn: "${aws_sns_topic.security.arn}" },
          disabled_alarms: { "organizations-changes": { reason: "The management account has this alarm" } },
        },
      },
      {
        // S3 Control is called at <account>.<host>, which is no name here: the local cloud answers as a proxy.
        env: { ...env(), HTTP_PROXY: url },
        nested: [LogBucket, Monitoring].map(({ definition }) => definition as unknown as ModuleDefinition),
        root: {
          resource: {
            aws_kms_key: { this: {} },
            aws_s3_bucket: { files: { bucket: "audited-files" } },
            aws_cloudwatch_log_group: { organization: { name: "organization/trail" } },
            aws_sns_topic: { security: { name: "security" } },
          },
          output: { all: { value: { account: "${module.account}", alarms: "${module.alarms}" } } },
        },
      },
    );
    const shown = JSON.parse(await terraform("show", "-json")) as { values: { root_module: Module } };
    const all = (module: Module): readonly Resource[] => [
      ...(module.resources ?? []),
      ...(module.child_modules ?? []).flatMap(all),
    ];
    resources = all(shown.values.root_module);
    outputs = JSON.parse(await terraform("output", "-json", "all")) as typeof outputs;
  }, 600_000);

  const of = (call: string, type: string): readonly Resource[] =>
    resources.filter((each) => each.type === type && each.address.startsWith(`module.${call}.`));
  const one = (call: string, type: string, name = "this") =>
    of(call, type).find((each) => each.name === name)!.values;
  /** What there is under a name of one type in the whole call. */
  const entry = (type: string, index: string) =>
    of("account", type).find((each) => each.index === index)!.values;
  const logs = async (operation: string, body: object) => {
    const { body: text } = await callJson(url, "logs", `Logs_20140328.${operation}`, body);
    return JSON.parse(text) as Record<string, unknown>;
  };

  test("a second plan is empty", async () => {
    await terraform("plan", "-detailed-exitcode");
  }, 120_000);

  test("the trail records management events of all regions, the objects of named buckets, and what else is named", () => {
    const trail = one("account", "aws_cloudtrail");
    expect(trail).toMatchObject({
      is_multi_region_trail: true,
      s3_bucket_name: outputs["account"]!["bucket_name"],
    });
    const selectors = trail["advanced_event_selector"] as {
      name: string;
      field_selector: { field: string; equals: string[]; starts_with: string[] }[];
    }[];
    const conditions = selectors.map(({ name, field_selector: fields }) => [
      name,
      Object.fromEntries(
        fields.map(({ field, equals, starts_with }) => [field, [...equals, ...starts_with].join()]),
      ),
    ]);
    expect(Object.fromEntries(conditions)).toEqual({
      "Management events": { eventCategory: "Management" },
      "Objects of buckets": {
        eventCategory: "Data",
        "resources.type": "AWS::S3::Object",
        "resources.ARN": "arn:aws:s3:::audited-files/",
      },
      locks: { eventCategory: "Data", "resources.type": "AWS::DynamoDB::Table", readOnly: "false" },
    });
  });

  test("the bucket lets this trail in, and only under this account's prefix", () => {
    const { Statement: statements } = JSON.parse(
      one("account", "aws_s3_bucket_policy", "delivery")["policy"] as string,
    ) as { Statement: { Sid: string }[] };
    const bucket = `arn:aws:s3:::${outputs["account"]!["bucket_name"]}`;
    const trail = { "aws:SourceArn": ["arn:aws:cloudtrail:us-east-1:123456789012:trail/account"] };
    const allowed = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
    expect(statements.filter(({ Sid }) => !/Tls$/.test(Sid))).toEqual([
      {
        Sid: "AclForTrails",
        ...allowed,
        Action: "s3:GetBucketAcl",
        Resource: bucket,
        Condition: { StringEquals: trail },
      },
      {
        Sid: "Trails",
        ...allowed,
        Action: "s3:PutObject",
        Resource: `${bucket}/AWSLogs/123456789012/*`,
        Condition: { StringEquals: { ...trail, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ]);
  });

  describe.each(cisNames)("the alarm %s", (name: CisAlarm) => {
    /** What the deployed filter makes of events: the value of its metric in one period. */
    async function counted(events: readonly object[]): Promise<number> {
      const filter = entry("aws_cloudwatch_log_metric_filter", name);
      const { matches } = (await logs("TestMetricFilter", {
        filterPattern: filter["pattern"],
        logEventMessages: events.map((event) => JSON.stringify(event)),
      })) as { matches: object[] };
      const [transformation] = filter["metric_transformation"] as { value: string }[];
      return matches.length * Number(transformation!.value);
    }

    test("counts each event that it is about, and none that comes close", async () => {
      for (const event of recorded[name].counts) expect([event, await counted([event])]).toEqual([event, 1]);
      expect(await counted(recorded[name].ignores)).toBe(0);
    });

    test("triggers by as many events as its threshold says, not by one less, and notifies the topic", async () => {
      const alarm = entry("aws_cloudwatch_metric_alarm", name);
      const filter = entry("aws_cloudwatch_log_metric_filter", name);
      const [{ namespace, name: metric }] = filter["metric_transformation"] as [Record<string, string>];
      expect(alarm).toMatchObject({
        namespace,
        metric_name: metric,
        statistic: "Sum",
        evaluation_periods: 1,
        treat_missing_data: "notBreaching",
        alarm_actions: [outputs["account"]!["topic_arn"]],
        ok_actions: null,
        dimensions: null,
      });
      const threshold = name === "sign-in-failures" ? 5 : 1;
      const breaches = async (events: number) =>
        comparisons[alarm["comparison_operator"] as string]!(
          await counted(Array.from({ length: events }, () => recorded[name].counts[0]!)),
          alarm["threshold"] as number,
        );
      expect(await breaches(threshold)).toBe(true);
      if (threshold > 1) expect(await breaches(threshold - 1)).toBe(false);
    });
  });

  test("alarms are found by their metric, as Security Hub looks for them", async () => {
    const found = await call(url, "monitoring", "2010-08-01", {
      Action: "DescribeAlarmsForMetric",
      Namespace: "account-audit",
      MetricName: "root-account-usage",
      Statistic: "Sum",
    });
    expect(element(found, "AlarmName")).toBe("account-audit-root-account-usage");
  });

  test("alarms on an existing log group come without a trail, without a topic, and without what is left out", () => {
    expect(of("alarms", "aws_cloudtrail")).toEqual([]);
    expect(of("alarms", "aws_s3_bucket")).toEqual([]);
    expect(of("alarms", "aws_sns_topic")).toEqual([]);
    const filters = of("alarms", "aws_cloudwatch_log_metric_filter");
    expect(filters.map(({ index }) => index).sort()).toEqual(
      cisNames.filter((name) => name !== "organizations-changes").sort(),
    );
    expect(new Set(filters.map(({ values }) => values["log_group_name"]))).toEqual(
      new Set(["organization/trail"]),
    );
    const actions = of("alarms", "aws_cloudwatch_metric_alarm").map(({ values }) => values["alarm_actions"]);
    expect(new Set(actions.flat())).toEqual(new Set([outputs["alarms"]!["topic_arn"]]));
    expect(outputs["alarms"]).toMatchObject({
      topic_arn: "arn:aws:sns:us-east-1:123456789012:security",
      trail_arn: null,
      bucket_name: null,
      detector_id: null,
      session_policy_json: null,
    });
  });

  test("patterns are those of Security Hub, letter by letter", () => {
    const patterns = of("account", "aws_cloudwatch_log_metric_filter").map(({ index, values }) => [
      index,
      values["pattern"],
    ]);
    expect(Object.fromEntries(patterns)).toEqual(
      Object.fromEntries(Object.entries(cisAlarms).map(([name, { pattern }]) => [name, pattern])),
    );
  });

  test("GuardDuty has the plans that are named, and findings of medium severity reach the topic", () => {
    const features = of("account", "aws_guardduty_detector_feature");
    expect(Object.fromEntries(features.map(({ index, values }) => [index, values["status"]]))).toEqual({
      EBS_MALWARE_PROTECTION: "DISABLED",
      EKS_AUDIT_LOGS: "DISABLED",
      LAMBDA_NETWORK_LOGS: "DISABLED",
      RDS_LOGIN_EVENTS: "DISABLED",
      S3_DATA_EVENTS: "ENABLED",
    });
    const [finding] = of("account", "aws_cloudwatch_event_rule");
    expect(JSON.parse(finding!.values["event_pattern"] as string)).toEqual({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
  });

  test("sessions are logged, encrypted, and end when nobody types", () => {
    const document = one("account", "aws_ssm_document", "sessions_preferences");
    expect(document).toMatchObject({ name: "SSM-SessionManagerRunShell", document_type: "Session" });
    expect(JSON.parse(document["content"] as string)).toMatchObject({
      schemaVersion: "1.0",
      sessionType: "Standard_Stream",
      inputs: {
        cloudWatchLogGroupName: "/aws/ssm/sessions/account",
        cloudWatchEncryptionEnabled: true,
        kmsKeyId: one("account", "aws_cloudwatch_log_group", "sessions")["kms_key_id"],
        idleSessionTimeout: "20",
        maxSessionDuration: "480",
      },
    });
  });
});
