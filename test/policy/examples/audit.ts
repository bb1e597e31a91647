import type { JsonObject } from "../../../plan/format";
import { type Examples, policy, ref, unread } from "../example";

const trail = (values: JsonObject) => ({ "aws_cloudtrail.trail": values });
const alarm = (values: JsonObject) => ({ "aws_cloudwatch_metric_alarm.some": values });
/** An alarm over one metric of the database. */
const metric = (values: JsonObject) =>
  alarm({
    namespace: "AWS/RDS",
    metric_name: "CPUUtilization",
    statistic: "Average",
    comparison_operator: "GreaterThanThreshold",
    threshold: 80,
    dimensions: { DBClusterIdentifier: "data" },
    treat_missing_data: "notBreaching",
    ...values,
  });
const cluster = { "aws_rds_cluster.data": { cluster_identifier: "data" } };
const filter = (name: string) => ({
  "aws_cloudwatch_log_metric_filter.runs": {
    metric_transformation: [{ namespace: "redcap", name, value: "1" }],
  },
});
const silence = (missing: string) =>
  metric({
    namespace: "redcap",
    metric_name: "runs",
    statistic: "Sum",
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    dimensions: {},
    treat_missing_data: missing,
  });
/** An alarm's topic, with its key and the two policies. */
const heard = (topic: JsonObject, publish: JsonObject, encrypt: JsonObject) => ({
  ...cluster,
  ...metric({ alarm_actions: [ref("aws_sns_topic.alarms.arn")] }),
  "aws_sns_topic.alarms": topic,
  "aws_sns_topic_policy.alarms": { arn: ref("aws_sns_topic.alarms.arn"), policy: policy(publish) },
  "aws_kms_key.alarms": { policy: policy(encrypt) },
});
const ownKey = { kms_master_key_id: ref("aws_kms_key.alarms.arn") };
const service = (name: string, action: string) => ({
  Principal: { Service: name },
  Action: action,
  Resource: "*",
});
const publish = service("cloudwatch.amazonaws.com", "sns:Publish");
const encrypt = service("cloudwatch.amazonaws.com", "kms:GenerateDataKey*");

export const audit: Examples = {
  "logs-encrypted": {
    good: [{ "aws_cloudwatch_log_group.app": { kms_key_id: ref("aws_kms_key.data.arn") } }],
    bad: [{ "aws_cloudwatch_log_group.app": {} }],
    unjudged: [{ "aws_cloudwatch_log_group.app": { kms_key_id: unread } }],
  },
  "logs-kept": {
    good: [{ "aws_cloudwatch_log_group.app": { retention_in_days: 365 } }],
    bad: [
      { "aws_cloudwatch_log_group.app": { retention_in_days: 0 } },
      { "aws_cloudwatch_log_group.app": { retention_in_days: 7 } },
      { "aws_cloudwatch_log_group.app": {} },
    ],
  },
  "trail-to-log-group": {
    good: [trail({ cloud_watch_logs_group_arn: ref("aws_cloudwatch_log_group.trail.arn") })],
    bad: [trail({})],
  },
  "trail-encrypted": {
    good: [trail({ kms_key_id: ref("aws_kms_key.trail.arn") })],
    bad: [trail({})],
  },
  "trail-validated": {
    good: [trail({ enable_log_file_validation: true })],
    bad: [trail({ enable_log_file_validation: false }), trail({})],
  },
  "trail-whole": {
    good: [trail({ is_multi_region_trail: true, enable_logging: true, include_global_service_events: true })],
    bad: [
      trail({ is_multi_region_trail: false }),
      trail({ is_multi_region_trail: true, enable_logging: false }),
      trail({ is_multi_region_trail: true, include_global_service_events: false }),
    ],
  },
  "threats-detected": {
    good: [{ "aws_guardduty_detector.detector": { enable: true } }],
    bad: [{ "aws_guardduty_detector.detector": { enable: false } }],
  },
  "passwords-long": {
    good: [{ "aws_iam_account_password_policy.account": { minimum_password_length: 14 } }],
    bad: [
      { "aws_iam_account_password_policy.account": { minimum_password_length: 8 } },
      { "aws_iam_account_password_policy.account": {} },
    ],
  },
  "alarm-notifies": {
    good: [alarm({ alarm_actions: [ref("aws_sns_topic.alarms.arn")], actions_enabled: true })],
    bad: [
      alarm({}),
      alarm({ alarm_actions: [] }),
      alarm({ alarm_actions: ["arn:aws:sns:us-east-1:123456789012:alarms"], actions_enabled: false }),
    ],
    unjudged: [alarm({ alarm_actions: unread })],
  },
  "alarm-can-fire": {
    good: [
      { ...cluster, ...metric({}) },
      // Nothing of that kind is in this plan: it is another stack's.
      metric({}),
      { ...silence("breaching"), ...filter("runs") },
      heard(ownKey, publish, encrypt),
      {
        ...cluster,
        ...metric({
          metric_query: [
            { id: "a", metric: [{ namespace: "AWS/RDS", metric_name: "Deadlocks", stat: "Sum" }] },
          ],
        }),
      },
    ],
    bad: [
      // The database is called otherwise.
      { ...cluster, ...metric({ dimensions: { DBClusterIdentifier: "old" } }) },
      { ...cluster, ...metric({ threshold: 100 }) },
      {
        ...cluster,
        ...metric({
          metric_name: "DatabaseConnections",
          comparison_operator: "LessThanThreshold",
          threshold: 0,
        }),
      },
      { ...silence("breaching"), ...filter("renamed") },
      { ...silence("notBreaching"), ...filter("runs") },
      heard({ kms_master_key_id: "alias/aws/sns" }, publish, encrypt),
      heard(ownKey, service("events.amazonaws.com", "sns:Publish"), encrypt),
      heard(ownKey, publish, service("events.amazonaws.com", "kms:GenerateDataKey*")),
    ],
    unjudged: [
      alarm({ metric_query: unread }),
      { ...heard(ownKey, publish, encrypt), "aws_kms_key.alarms": { policy: unread } },
    ],
  },
};
