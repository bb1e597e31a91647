import { z } from "zod";
import { arn, namePrefix } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";

/** Periods that CloudWatch evaluates, in seconds: 10, 20, 30 or whole minutes. */
const period = constrain(z.int().min(10).max(86_400), {
  message: "must be 10, 20, 30 or a multiple of 60 seconds",
  check: (seconds) => [10, 20, 30].includes(seconds) || seconds % 60 === 0,
  condition: (ref) => `contains([10, 20, 30], ${ref}) || ${ref} % 60 == 0`,
});

const metric = z.strictObject({
  namespace: z.string().min(1).max(255).describe("Namespace of the metric, such as AWS/RDS."),
  metricName: z.string().min(1).max(255).describe("Name of the metric."),
  dimensions: z
    .record(z.string(), z.string())
    .default({})
    .describe("Dimensions, all that the metric is published with."),
  statistic: z
    .string()
    .regex(
      /^(Average|Sum|Minimum|Maximum|SampleCount|IQM|(p|tm|tc|ts|wm)[0-9]{1,2}([.][0-9]{1,10})?)$/,
      "must be a statistic like Average, Sum, Minimum, Maximum or p95",
    )
    .default("Average")
    .describe("How the values of a period become one."),
});

/** What an alarm looks at, when it rings, and what whoever hears it should do. */
const alarmObject = z.strictObject({
  group: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,39}$/, "must be 1 to 40 letters, digits, spaces and hyphens")
    .default("application")
    .describe("Row of the dashboard."),
  description: z.string().min(1).max(500).describe("What has happened when it rings."),
  runbook: z.string().min(1).max(500).optional().describe("What to do then, or where that is written."),
  metrics: z
    .record(
      constrain(z.string().regex(/^[a-z][A-Za-z0-9_]{0,99}$/, "must begin with a lower-case letter"), {
        message: "must not be result: the expression has that name",
        check: (id) => id !== "result",
        condition: (ref) => `${ref} != "result"`,
      }),
      metric,
    )
    .default({})
    .describe("Metrics by the name that the expression uses. One is enough without an expression."),
  expression: z
    .string()
    .min(1)
    .max(1024)
    .optional()
    .describe(
      "Metric math over the metrics, like 100 * errors / requests, or a Metrics Insights query without metrics.",
    ),
  comparison: z
    .enum([
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
    ])
    .default("GreaterThanOrEqualToThreshold")
    .describe("How a value is compared with the threshold to be bad."),
  threshold: z.number().describe("Bound, in the metric's unit."),
  periodSeconds: period.default(300).describe("Length of a period."),
  evaluationPeriods: z.int().min(1).max(1440).default(3).describe("Last periods that are looked at."),
  datapointsToAlarm: z
    .int()
    .min(1)
    .max(1440)
    .optional()
    .describe("Bad periods among them that make it ring. Default: all."),
  treatMissingData: z
    .enum(["notBreaching", "breaching", "ignore", "missing"])
    .default("notBreaching")
    .describe("What a period without values counts as. `breaching` makes a dead man's switch."),
});

/** An alarm as a caller writes it. */
export const alarm = constrain(
  constrain(
    constrain(alarmObject, {
      message: "must have one metric, or an expression",
      check: ({ metrics, expression }) => expression !== undefined || Object.keys(metrics).length === 1,
      condition: (ref) => `${ref}.expression != null || length(${ref}.metrics) == 1`,
    }),
    {
      message: "must not have more datapointsToAlarm than evaluationPeriods",
      check: ({ datapointsToAlarm, evaluationPeriods }) => (datapointsToAlarm ?? 1) <= evaluationPeriods,
      condition: (ref) => `coalesce(${ref}.datapoints_to_alarm, 1) <= ${ref}.evaluation_periods`,
    },
  ),
  {
    message:
      "must look back at most a day, or seven days if a period lasts an hour or more: CloudWatch refuses more",
    check: ({ periodSeconds, evaluationPeriods }) =>
      periodSeconds * evaluationPeriods <= (periodSeconds >= 3600 ? 604_800 : 86_400),
    condition: (ref) =>
      `${ref}.period_seconds * ${ref}.evaluation_periods <= (${ref}.period_seconds >= 3600 ? 604800 : 86400)`,
  },
);

const key = () =>
  z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      "must be 1 to 64 lower-case letters, digits and hyphens, not a hyphen first",
    );

/** What an endpoint of each protocol looks like. */
const endpoints = {
  email: "^[^@ ]+@[^@ ]+[.][^@ ]+$",
  "email-json": "^[^@ ]+@[^@ ]+[.][^@ ]+$",
  https: "^https://.+$",
  sqs: "^arn:aws(-[a-z-]+)?:sqs:.+$",
  lambda: "^arn:aws(-[a-z-]+)?:lambda:.+$",
  sms: "^[+][0-9]{6,15}$",
};
type Protocol = keyof typeof endpoints;
const protocols = Object.keys(endpoints) as [Protocol, ...Protocol[]];

const subscription = constrain(
  z.strictObject({
    protocol: z
      .enum(protocols)
      .describe("How messages are delivered. Who gets e-mail has to confirm it first."),
    endpoint: z.string().min(1).max(2048).describe("Where: address, URL, ARN or +number."),
  }),
  {
    message:
      "must have an endpoint of its protocol: an address for email, https://… for https, an ARN for sqs and lambda, " +
      "+ and digits for sms",
    check: ({ protocol, endpoint }) => new RegExp(endpoints[protocol]).test(endpoint),
    condition: (ref) =>
      `can(regex(lookup({ ${protocols.map((name) => `"${name}" = "${endpoints[name]}"`).join(", ")} }, ` +
      `${ref}.protocol, ""), ${ref}.endpoint))`,
  },
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

/** Events that CloudWatch has no metric for. */
export const event = z.strictObject({
  description: z.string().min(1).max(512).describe("What has happened when one arrives."),
  pattern: pattern.describe("Event pattern as JSON."),
});

/** A count of log lines as a metric. */
export const logMetricFilter = z.strictObject({
  logGroupName: z.string().min(1).max(512).describe("Log group."),
  pattern: z.string().max(1024).describe("Filter pattern of CloudWatch Logs. Empty: every line."),
  value: z
    .string()
    .min(1)
    .max(100)
    .default("1")
    .describe("What a matching line adds: a number, or a field like $.size."),
});

/** Inputs of the monitoring module. */
export const inputs = {
  name: namePrefix(40).describe(
    "Prefix of every name, name of the dashboard, and namespace of the metrics made from logs.",
  ),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the topic. Its policy must let cloudwatch.amazonaws.com and backup.amazonaws.com use it, or alarms are lost " +
      "without a word; events.amazonaws.com too with events, and that without aws:SourceAccount, which EventBridge does " +
      "not send (kms:EncryptionContext:aws:sns:topicArn works).",
  ),
  subscriptions: z
    .record(key(), subscription)
    .default({})
    .describe("Who is told: protocol and endpoint by a name of your choice. Default: nobody yet."),
  alarms: constrain(z.record(key(), alarm), {
    message: "must be at most 100: the dashboard's status widget takes no more",
    check: (alarms) => Object.keys(alarms).length <= 100,
    condition: (ref) => `length(${ref}) <= 100`,
  })
    .default({})
    .describe("Alarms by name. modules/monitoring/presets.ts has ready ones for TypeScript callers."),
  events: z
    .record(key(), event)
    .default({})
    .describe("Events that go straight to the topic, by name, for what has no metric."),
  logMetricFilters: z
    .record(key(), logMetricFilter)
    .default({})
    .describe(
      "Metrics made from log lines: name of the metric, in the namespace <name>, to what is counted.",
    ),
  notifyRecovery: z.boolean().default(true).describe("Tells the topic when an alarm is over, too."),
} as const;
