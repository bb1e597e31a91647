import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123" };
const metric = {
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  dimensions: { DBClusterIdentifier: "demo" },
};
const cpu = { description: "Busy.", metrics: { cpu: metric }, threshold: 80 };
const withAlarm = (change: object): Inputs => ({ ...good, alarms: { cpu: { ...cpu, ...change } } });
const subscribed = (protocol: string, endpoint: string): Inputs => ({
  ...good,
  subscriptions: { someone: { protocol, endpoint } },
});
const onEvent = (pattern: string): Inputs => ({
  ...good,
  events: { trouble: { description: "Trouble.", pattern } },
});

export const accepted: Readonly<Record<string, Inputs>> = {
  "a topic without anything": good,
  "an alarm on one metric": withAlarm({}),
  "an alarm on a percentile": withAlarm({ metrics: { slow: { ...metric, statistic: "p99.9" } } }),
  "an alarm on an expression": withAlarm({ metrics: { a: metric, b: metric }, expression: "a / b" }),
  "an alarm on a query": withAlarm({ metrics: {}, expression: 'SELECT MAX(x) FROM "AWS/RDS"' }),
  "two bad periods of three": withAlarm({ datapointsToAlarm: 2, evaluationPeriods: 3 }),
  "seven days": withAlarm({ periodSeconds: 86400, evaluationPeriods: 7 }),
  "every kind of subscriber": {
    ...good,
    subscriptions: {
      mail: { protocol: "email", endpoint: "operations@example.edu" },
      hook: { protocol: "https", endpoint: "https://example.edu/hook" },
      queue: { protocol: "sqs", endpoint: "arn:aws:sqs:eu-west-1:123456789012:alarms" },
      phone: { protocol: "sms", endpoint: "+4930123456" },
    },
  },
  "an event": onEvent('{"source": ["aws.rds"]}'),
  "a count of log lines": {
    ...good,
    logMetricFilters: { errors: { logGroupName: "/demo", pattern: "ERROR" } },
  },
};

const tooMany = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`alarm-${i}`, cpu]));

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "an alarm on nothing": [withAlarm({ metrics: {} }), /must have one metric, or an expression/],
  "two metrics without an expression": [
    withAlarm({ metrics: { a: metric, b: metric } }),
    /must have one metric, or an expression/,
  ],
  "a metric with the expression's name": [withAlarm({ metrics: { result: metric } }), /must not be result/],
  "a metric that math cannot name": [
    withAlarm({ metrics: { Errors: metric } }),
    /must begin with a lower-case/,
  ],
  "an unknown statistic": [
    withAlarm({ metrics: { a: { ...metric, statistic: "Median" } } }),
    /must be a statistic/,
  ],
  "more bad periods than periods": [
    withAlarm({ datapointsToAlarm: 4, evaluationPeriods: 3 }),
    /must not have more datapointsToAlarm than evaluationPeriods/,
  ],
  "a period of 90 seconds": [
    withAlarm({ periodSeconds: 90 }),
    /must be 10, 20, 30 or a multiple of 60 seconds/,
  ],
  "more than a day of minutes": [
    withAlarm({ periodSeconds: 300, evaluationPeriods: 289 }),
    /must look back at most a day/,
  ],
  "an alarm's name in upper case": [{ ...good, alarms: { CPU: cpu } }, /must be 1 to 64 lower-case letters/],
  "more alarms than the dashboard shows": [{ ...good, alarms: tooMany }, /must be at most 100/],
  "mail to a URL": [subscribed("email", "https://example.edu"), /must have an endpoint of its protocol/],
  "plain http": [subscribed("https", "http://example.edu"), /must have an endpoint of its protocol/],
  "a queue's name": [subscribed("sqs", "alarms"), /must have an endpoint of its protocol/],
  "an unknown protocol": [subscribed("pigeon", "home"), /must be one of email/],
  "a pattern that is no JSON": [
    onEvent("source: aws.rds"),
    /must be the JSON of an EventBridge event pattern/,
  ],
  "a pattern that is no object": [onEvent('["aws.rds"]'), /must be the JSON of an EventBridge event pattern/],
};
