import { z } from "zod";
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
    .describe("Dimensions: all that the metric is published with."),
  statistic: z
    .string()
    .regex(
      /^(Average|Sum|Minimum|Maximum|SampleCount|IQM|(p|tm|tc|ts|wm)[0-9]{1,2}([.][0-9]{1,10})?)$/,
      "must be a statistic like Average, Sum, Minimum, Maximum or p95",
    )
    .default("Average")
    .describe("Statistic over the values of a period."),
});

const metricId = constrain(
  z
    .string()
    .regex(/^[a-z][A-Za-z0-9_]{0,99}$/, "must begin with a lower-case letter, as metric math requires"),
  {
    message: "must not be result: the expression has that name",
    check: (id) => id !== "result",
    condition: (ref) => `${ref} != "result"`,
  },
);

/** An alarm as a caller writes it: what it watches, when it triggers, and what to do then. */
export const alarm = constrain(
  z.strictObject({
    group: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,39}$/, "must be 1 to 40 letters, digits, spaces and hyphens")
      .default("application")
      .describe("Group on the dashboard."),
    description: z.string().min(1).max(500).describe("What has happened when the alarm triggers."),
    runbook: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe("What to do then, or where that is documented. It is part of the notification."),
    metrics: z
      .record(metricId, metric)
      .default({})
      .describe("Metrics by the name that the expression uses. Without an expression, exactly one."),
    expression: z
      .strictObject({
        text: z.string().min(1).max(1024).describe("The expression, such as 100 * errors / requests."),
      })
      .optional()
      .describe("Metric math over the metrics, or a Metrics Insights query without metrics."),
    comparison: z
      .enum([
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
      ])
      .default("GreaterThanOrEqualToThreshold")
      .describe("How a breaching value compares with the threshold."),
    threshold: z.number().describe("Threshold, in the metric's unit."),
    periodSeconds: period.default(300).describe("Length of a period in seconds."),
    evaluationPeriods: z.int().min(1).max(1440).default(3).describe("Number of recent periods to evaluate."),
    datapointsToAlarm: z
      .int()
      .min(1)
      .max(1440)
      .optional()
      .describe("Number of breaching periods among them that trigger the alarm. Default: all."),
    treatMissingData: z
      .enum(["notBreaching", "breaching", "ignore", "missing"])
      .default("notBreaching")
      .describe("How periods without data are treated. `breaching` makes the alarm a dead man's switch."),
  }),
  {
    message: "must have exactly one metric, or an expression",
    check: ({ metrics, expression }) => expression !== undefined || Object.keys(metrics).length === 1,
    condition: (ref) => `${ref}.expression != null || length(${ref}.metrics) == 1`,
  },
  {
    message: "must not have more datapointsToAlarm than evaluationPeriods",
    check: ({ datapointsToAlarm, evaluationPeriods }) => (datapointsToAlarm ?? 1) <= evaluationPeriods,
    condition: (ref) => `coalesce(${ref}.datapoints_to_alarm, 1) <= ${ref}.evaluation_periods`,
  },
  {
    message:
      "must evaluate at most a day, or seven days if periodSeconds is at least 3600: CloudWatch refuses more",
    check: ({ periodSeconds, evaluationPeriods }) =>
      periodSeconds * evaluationPeriods <= (periodSeconds >= 3600 ? 604_800 : 86_400),
    condition: (ref) =>
      `${ref}.period_seconds * ${ref}.evaluation_periods <= (${ref}.period_seconds >= 3600 ? 604800 : 86400)`,
  },
);
