import type { Inputs } from "../synthesis";

const metric = {
  namespace: "AWS/ApplicationELB",
  metricName: "RequestCount",
  dimensions: { LoadBalancer: "app/demo/0123456789abcdef" },
  statistic: "Sum",
};

/** Every input, with a topic of its own. */
const withTopic: Inputs = {
  name: "demo",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0123",
  subscriptions: { "on-call": { protocol: "email", endpoint: "operations@example.edu" } },
  alarms: {
    errors: {
      group: "load balancer",
      description: "Too many requests fail.",
      runbook: "Read the log.",
      metrics: { errors: { ...metric, metricName: "HTTPCode_Target_5XX_Count" }, requests: metric },
      expression: { text: "100 * errors / requests" },
      comparison: "GreaterThanThreshold",
      threshold: 5,
      periodSeconds: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "missing",
    },
    quiet: { description: "Nobody comes.", metrics: { requests: metric }, threshold: 1 },
    query: {
      description: "A query.",
      expression: { text: 'SELECT MAX(CPUUtilization) FROM "AWS/RDS"' },
      threshold: 90,
    },
  },
  events: { trouble: { description: "Trouble.", pattern: '{"source":["aws.rds"]}' } },
  logMetricFilters: { size: { logGroupName: "/demo", pattern: "{ $.size > 0 }", value: "$.size" } },
  logQueries: {
    errors: { logGroupNames: ["/demo", "/demo/jobs"], query: "filter @message like /ERROR/\n| limit 20" },
  },
  budget: {
    monthlyUsd: 3000,
    percentages: [50, 90],
    costAllocationTag: { key: "Environment", value: "prod" },
  },
  notifyRecovery: false,
};

/** A topic of its own has subscribers; an existing one has them already. */
export const completes: Readonly<Record<string, Inputs>> = {
  topic: withTopic,
  existing: {
    ...withTopic,
    name: "existing",
    subscriptions: {},
    existingTopic: { arn: "arn:aws:sns:us-east-1:123456789012:security" },
  },
};
