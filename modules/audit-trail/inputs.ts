import { z } from "zod";
import {
  arn,
  bucketName,
  entryName,
  logRetention,
  namePrefix,
  tagReason,
  unique,
  uniqueValues,
} from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { part } from "../../lib/part";
import { constrain } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";
import { Monitoring } from "../monitoring";
import { baselineInputs } from "./baseline-inputs";
import { cisNames } from "./cis";

export const monitoringPart = part(Monitoring, ["existingTopic", "subscriptions"]);

/** CloudTrail takes this many values in all conditions of a trail's selectors. */
const SELECTOR_VALUES = 500;

const logGroupName = () =>
  z
    .string()
    .max(512)
    .regex(
      /^[A-Za-z0-9_.\/#-]+$/,
      "must contain only letters, digits and _ . / # -, as names of log groups do",
    );

const dataEvents = z.strictObject({
  resourceType: z
    .string()
    .regex(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/, "must be a type of resource, like AWS::DynamoDB::Table")
    .describe(
      "Type of the resources, as CloudTrail calls it: `AWS::Lambda::Function`, `AWS::DynamoDB::Table`.",
    ),
  arnPrefixes: z
    .record(entryName(), arn("[a-z0-9-]+"))
    .default({})
    .describe(
      "Beginnings of the resources' ARNs, by a name of your choice. Default: all of the type, of which the bill may be high.",
    ),
  calls: z.enum(["all", "read", "write"]).default("all").describe("Which calls are recorded."),
});

/** Alarms by name: a map whose keys are checked. */
const byAlarm = <T extends z.ZodType>(value: T) =>
  constrain(z.record(z.string(), value), {
    message: "must be the name of an alarm, like root-account-usage; the README lists them",
    check: (map) => Object.keys(map).filter((name) => !(cisNames as readonly string[]).includes(name)),
    offenders: (ref) => `[for name in keys(${ref}) : name if !contains(local.alarm_names, name)]`,
    locals: { alarm_names: cisNames },
  });

export const inputs = {
  name: constrain(namePrefix(24), {
    message: "must have at least 3 characters and no two hyphens in a row: names of trails do",
    check: (name) => name.length >= 3 && !name.includes("--"),
    condition: (ref) => `length(${ref}) >= 3 && !strcontains(${ref}, "--")`,
  }).describe("Name of the trail, and prefix of every other name."),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of log files, log groups and topic. Its policy must admit the trail (`trails` of the encryption-key module), CloudWatch Logs, " +
      "and cloudwatch.amazonaws.com for the topic.",
  ),
  existingLogGroup: z
    .strictObject({ name: logGroupName().describe("Name of the log group.") })
    .optional()
    .describe(
      "Existing log group to which a trail of this account already delivers, such as an organization's. No trail is made then, only " +
        "the alarms.",
    ),
  multiRegion: z
    .boolean()
    .default(true)
    .describe(
      "Records all regions, into the log group of this one. Without it, calls in other regions are not recorded.",
    ),
  bucket: z
    .strictObject({
      name: bucketName().describe(
        "Name of the bucket, with a policy that admits the trail: `trails` of the log-bucket module.",
      ),
    })
    .optional()
    .describe("Bucket of the log files. Default: a log bucket of its own, which keeps them for six years."),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe(
      "Lets Terraform destroy the trail's own bucket with the log files in it, and the log groups with the logs in them. For short-lived " +
        "environments only.",
    ),
  logGroupName: logGroupName()
    .optional()
    .describe("Name of the log group that is made. Default: /aws/cloudtrail/<name>."),
  logRetentionDays: logRetention()
    .default(365)
    .describe("Days to keep events in CloudWatch Logs. The bucket keeps them for six years regardless."),
  dataEventBuckets: constrain(uniqueValues(z.record(entryName(), arn("s3"))), {
    message: `must have at most ${SELECTOR_VALUES / 2} buckets: CloudTrail takes ${SELECTOR_VALUES} values in all of a trail's selectors`,
    check: (buckets) => Object.keys(buckets).length <= SELECTOR_VALUES / 2,
    condition: (ref) => `length(${ref}) <= ${SELECTOR_VALUES / 2}`,
  })
    .default({})
    .describe(
      "Buckets of which every read and write of an object is recorded, by a name of your choice: those that hold patients' files and " +
        "Terraform's state. Not the trail's own bucket, whose deliveries would be recorded without end.",
    ),
  dataEvents: z
    .record(entryName(), dataEvents)
    .default({})
    .describe("Data events of other resources, by a name of your choice. Each event costs."),
  insights: unique(z.array(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"])))
    .default([])
    .describe(
      "Unusual rates of calls or errors that CloudTrail looks for. Each analyzed event costs. Default: none.",
    ),
  thresholds: byAlarm(z.int().min(1).max(10_000))
    .default({})
    .describe(
      "Number of events in five minutes that triggers an alarm, by alarm. Default: 1, as CIS asks for.",
    ),
  disabledAlarms: byAlarm(z.strictObject({ reason: tagReason().describe("Why nobody has to be notified.") }))
    .default({})
    .describe(
      "Alarms and filters that are not made, by name, each with the reason. Default: all fifteen are made.",
    ),
  ...monitoringPart.shape,
  ...baselineInputs,
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

const ofATrail = ["bucket", "logGroupName", "dataEventBuckets", "dataEvents", "insights"] as const;
const emptyUnlessGiven = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === "object" && value !== null && !("name" in value) && Object.keys(value).length === 0);

export const rules: readonly Rule[] = [
  ...ofATrail.map((input) =>
    rule([input, "existingLogGroup"], {
      message: "must not be given with existingLogGroup: its trail is not this module's",
      check: (values) => values.existingLogGroup === undefined || emptyUnlessGiven(values[input]),
      condition: {
        bucket: "var.existing_log_group == null || var.bucket == null",
        logGroupName: "var.existing_log_group == null || var.log_group_name == null",
        dataEventBuckets: "var.existing_log_group == null || length(var.data_event_buckets) == 0",
        dataEvents: "var.existing_log_group == null || length(var.data_events) == 0",
        insights: "var.existing_log_group == null || length(var.insights) == 0",
      }[input],
    }),
  ),
  ...monitoringPart.rules({
    inputs: ["existingTopic", "subscriptions"],
    at: (input) => input,
    given: (values: object) => values,
  }),
];
