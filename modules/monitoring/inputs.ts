import { z } from "zod";
import { arn, namePrefix } from "../../lib/aws/inputs";
import { subscriptions } from "../../lib/aws/subscriptions";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { alarm } from "./alarm-input";
import { budget } from "./budget-input";
import { type Rule, rulesOver } from "../../lib/rules";
import { dashboardLimit } from "./limits";

const key = () =>
  z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      "must be 1 to 64 lower-case letters, digits and hyphens, and not begin with a hyphen",
    );

const pattern = constrain(z.string(), {
  message: "must be the JSON of an EventBridge event pattern, an object",
  check: isJsonObject,
  condition: (ref) => `can(keys(jsondecode(${ref})))`,
});

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** An event that CloudWatch has no metric for. */
const event = z.strictObject({
  description: z.string().min(1).max(512).describe("What has happened when such an event arrives."),
  pattern: pattern.describe("Event pattern as JSON."),
});

/** A count of log lines as a metric. */
export const logMetricFilter = z.strictObject({
  logGroupName: z.string().min(1).max(512).describe("Name of the log group."),
  pattern: z
    .string()
    .max(1024)
    .describe("Filter pattern of CloudWatch Logs. An empty one matches every line."),
  value: z
    .string()
    .min(1)
    .max(100)
    .default("1")
    .describe("What a matching line adds: a number, or a field like $.size."),
});

/** A query that is saved in Logs Insights. */
export const logQuery = z.strictObject({
  logGroupNames: z
    .array(z.string().min(1).max(512))
    .min(1)
    .max(50)
    .describe("Names of the log groups that it reads."),
  query: z.string().min(1).max(10_000).describe("The query, in the query language of Logs Insights."),
});

/** Inputs of the monitoring module. */
export const inputs = {
  name: namePrefix(40).describe(
    "Prefix of every name, name of the dashboard, and namespace of the metrics made from logs.",
  ),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the topic. Its policy must allow cloudwatch.amazonaws.com and backup.amazonaws.com to use it, or notifications " +
      "are lost silently; with events also events.amazonaws.com, without a condition on aws:SourceAccount, which " +
      "EventBridge does not send (kms:EncryptionContext:aws:sns:topicArn works).",
  ),
  existingTopic: z
    .strictObject({
      arn: arn("sns").describe(
        "ARN of the topic. Its policy, and that of its key, must let CloudWatch publish, and EventBridge with events.",
      ),
    })
    .optional()
    .describe("Existing topic to notify, in place of one of its own; kms_key_arn is not used then."),
  subscriptions: subscriptions(key(), ["email", "email-json", "https", "sqs", "lambda", "sms"])
    .default({})
    .describe("Subscribers of the topic: protocol and endpoint by a name of your choice. Default: none."),
  alarms: constrain(z.record(key(), alarm), {
    message: `must make at most ${dashboardLimit.widgets} widgets of the dashboard: one for each alarm, each group and each 100 alarms`,
    check: (alarms) =>
      dashboardLimit.holds(
        Object.keys(alarms).length,
        new Set(Object.values(alarms).map(({ group }) => group)).size,
      ),
    condition: (ref) =>
      dashboardLimit.holdsHcl(
        `length(${ref})`,
        `length(distinct([for alarm in values(${ref}) : alarm.group]))`,
      ),
  })
    .default({})
    .describe("Alarms by name. The README has presets for what the other modules create."),
  events: z
    .record(key(), event)
    .default({})
    .describe("Events that go straight to the topic, by name; for what has no metric."),
  logMetricFilters: z
    .record(key(), logMetricFilter)
    .default({})
    .describe("Metrics made from log lines, by the name of the metric. Their namespace is <name>."),
  logQueries: z
    .record(key(), logQuery)
    .default({})
    .describe("Saved queries of CloudWatch Logs Insights by name, in a folder <name> of its console."),
  budget: budget
    .optional()
    .describe(
      "Notifies the topic of costs. Its key must admit budgets.amazonaws.com, and so must the policies of an existing topic. Default: none.",
    ),
  notifyRecovery: z.boolean().default(true).describe("Notifies the topic also when an alarm returns to OK."),
};

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["subscriptions", "existingTopic"], {
    message: "must be empty with existingTopic: an existing topic has subscribers of its own",
    check: ({ subscriptions, existingTopic }) =>
      existingTopic === undefined || Object.keys(subscriptions).length === 0,
    condition: "var.existing_topic == null || length(var.subscriptions) == 0",
  }),
];

export type Inputs = InputReferences<typeof inputs>;
