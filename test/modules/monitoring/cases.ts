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

/** So many alarms in so many groups. */
const many = (alarms: number, groups: number): Inputs => ({
  ...good,
  alarms: Object.fromEntries(
    Array.from({ length: alarms }, (_, i) => [`alarm-${i}`, { ...cpu, group: `group ${i % groups}` }]),
  ),
});

const counted = (change: object): Inputs => ({
  ...good,
  logMetricFilters: { errors: { logGroupName: "/demo", pattern: "ERROR", ...change } },
});

const queried = (change: object): Inputs => ({
  ...good,
  logQueries: { errors: { logGroupNames: ["/demo"], query: "limit 20", ...change } },
});
const budgeted = (change: object): Inputs => ({ ...good, budget: { monthlyUsd: 3000, ...change } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "a topic without anything": good,
  "an alarm on one metric": withAlarm({}),
  "an alarm on a percentile": withAlarm({ metrics: { slow: { ...metric, statistic: "p99.9" } } }),
  "an alarm on an expression": withAlarm({
    metrics: { a: metric, b: metric },
    expression: { text: "a / b" },
  }),
  "an alarm on a query": withAlarm({ metrics: {}, expression: { text: 'SELECT MAX(x) FROM "AWS/RDS"' } }),
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
  "400 alarms in as many groups as a dashboard takes": many(400, 96),
  "as many alarms as a dashboard takes": many(494, 1),
  "an event": onEvent('{"source": ["aws.rds"]}'),
  "a count of log lines": counted({}),
  "a saved query": queried({}),
  "a budget of everything": budgeted({}),
  "a budget with four percentages, of what has a tag": budgeted({
    percentages: [25, 50, 75, 120],
    costAllocationTag: { key: "Environment", value: "prod" },
  }),
  "an existing topic": {
    ...good,
    existingTopic: { arn: "arn:aws:sns:eu-west-1:123456789012:security" },
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a subscriber under two names": [
    {
      ...good,
      subscriptions: {
        ops: { protocol: "email", endpoint: "ops@example.edu" },
        nights: { protocol: "email", endpoint: "ops@example.edu" },
      },
    },
    /^subscriptions\.(ops|nights) must not have the same protocol, endpoint as another entry/m,
  ],
  "an alarm on nothing": [
    withAlarm({ metrics: {} }),
    /alarms\.cpu must have exactly one metric, or an expression/,
  ],
  "two metrics without an expression": [
    withAlarm({ metrics: { a: metric, b: metric } }),
    /alarms\.cpu must have exactly one metric, or an expression/,
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
    /must evaluate at most a day/,
  ],
  "an alarm's name in upper case": [{ ...good, alarms: { CPU: cpu } }, /must be 1 to 64 lower-case letters/],
  "more than a week of hours": [
    withAlarm({ periodSeconds: 3600, evaluationPeriods: 169 }),
    /must evaluate at most a day, or seven days/,
  ],
  "a period of a second": [withAlarm({ periodSeconds: 1 }), /periodSeconds must be at least 10/],
  "a period of two days": [
    withAlarm({ periodSeconds: 172_800, evaluationPeriods: 1 }),
    /periodSeconds must be at most 86400/,
  ],
  "half a period": [withAlarm({ evaluationPeriods: 1.5 }), /evaluationPeriods must be a whole number/],
  "no period": [withAlarm({ evaluationPeriods: 0 }), /evaluationPeriods must be at least 1/],
  "more periods than CloudWatch evaluates": [
    withAlarm({ periodSeconds: 10, evaluationPeriods: 1441 }),
    /evaluationPeriods must be at most 1440/,
  ],
  "no bad period": [withAlarm({ datapointsToAlarm: 0 }), /datapointsToAlarm must be at least 1/],
  "a group with a slash": [withAlarm({ group: "web/app" }), /must be 1 to 40 letters, digits, spaces/],
  "no description": [withAlarm({ description: "" }), /description must have at least 1 character/],
  "a description like a book": [
    withAlarm({ description: "a".repeat(501) }),
    /description must have at most 500 characters/,
  ],
  "an empty runbook": [withAlarm({ runbook: "" }), /runbook must have at least 1 character/],
  "a runbook like a book": [
    withAlarm({ runbook: "a".repeat(501) }),
    /runbook must have at most 500 characters/,
  ],
  "an empty expression": [
    withAlarm({ expression: { text: "" } }),
    /expression\.text must have at least 1 character/,
  ],
  "an expression longer than CloudWatch's": [
    withAlarm({ expression: { text: "1+".repeat(513) } }),
    /expression\.text must have at most 1024 characters/,
  ],
  "a metric of no namespace": [
    withAlarm({ metrics: { cpu: { ...metric, namespace: "" } } }),
    /namespace must have at least 1 character/,
  ],
  "a metric without a name": [
    withAlarm({ metrics: { cpu: { ...metric, metricName: "" } } }),
    /metricName must have at least 1 character/,
  ],
  "a comparison that CloudWatch does not have": [
    withAlarm({ comparison: "Equals" }),
    /must be one of GreaterThanOrEqualToThreshold/,
  ],
  "another treatment of missing data": [
    withAlarm({ treatMissingData: "bad" }),
    /must be one of notBreaching/,
  ],
  "a name in upper case": [{ ...good, name: "Demo" }, /must be 2 to 40 lower-case letters/],
  "a key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/demo" },
    /must be an ARN like arn:aws:kms/,
  ],
  "a subscriber in upper case": [
    { ...good, subscriptions: { Ops: { protocol: "email", endpoint: "operations@example.edu" } } },
    /subscriptions\.Ops must be 1 to 64 lower-case letters/,
  ],
  "a subscriber without an address": [subscribed("email", ""), /endpoint must have at least 1 character/],
  "an event in upper case": [
    { ...good, events: { Trouble: { description: "Trouble.", pattern: "{}" } } },
    /events\.Trouble must be 1 to 64 lower-case letters/,
  ],
  "an event without a description": [
    { ...good, events: { trouble: { description: "", pattern: "{}" } } },
    /description must have at least 1 character/,
  ],
  "a count in no log group": [counted({ logGroupName: "" }), /logGroupName must have at least 1 character/],
  "a count by a long pattern": [
    counted({ pattern: "a".repeat(1025) }),
    /pattern must have at most 1024 characters/,
  ],
  "a count of nothing": [counted({ value: "" }), /value must have at least 1 character/],
  "a query of no log group": [queried({ logGroupNames: [] }), /logGroupNames must have at least 1 item/],
  "a query of more log groups than Logs Insights reads": [
    queried({ logGroupNames: Array.from({ length: 51 }, (_, i) => `/demo/${i}`) }),
    /logGroupNames must have at most 50 items/,
  ],
  "a query of a log group without a name": [
    queried({ logGroupNames: [""] }),
    /logGroupNames\[0\] must have at least 1 character/,
  ],
  "an empty query": [queried({ query: "" }), /query must have at least 1 character/],
  "a query longer than Logs Insights saves": [
    queried({ query: "limit 1 ".repeat(1251) }),
    /query must have at most 10000 characters/,
  ],
  "a query's name in upper case": [
    { ...good, logQueries: { Errors: { logGroupNames: ["/demo"], query: "limit 20" } } },
    /logQueries\.Errors must be 1 to 64 lower-case letters/,
  ],
  "a budget of nothing": [budgeted({ monthlyUsd: 0 }), /budget\.monthlyUsd must be at least 1/],
  "a budget of cents": [budgeted({ monthlyUsd: 99.5 }), /budget\.monthlyUsd must be a whole number/],
  "a budget beyond all means": [
    budgeted({ monthlyUsd: 100_000_001 }),
    /budget\.monthlyUsd must be at most 100000000/,
  ],
  "a budget that notifies of nothing": [
    budgeted({ percentages: [] }),
    /budget\.percentages must have at least 1 item/,
  ],
  "more notifications than a budget has": [
    budgeted({ percentages: [10, 20, 30, 40, 50] }),
    /budget\.percentages must have at most 4 items/,
  ],
  "a percentage twice": [
    budgeted({ percentages: [80, 80] }),
    /budget\.percentages must not have the same percentage twice/,
  ],
  "a percentage of zero": [budgeted({ percentages: [0] }), /budget\.percentages\[0\] must be at least 1/],
  "a percentage of eleven times": [
    budgeted({ percentages: [1100] }),
    /budget\.percentages\[0\] must be at most 1000/,
  ],
  "a tag without a key": [
    budgeted({ costAllocationTag: { key: "", value: "prod" } }),
    /costAllocationTag\.key must have at least 1 character/,
  ],
  "a tag with a long key": [
    budgeted({ costAllocationTag: { key: "k".repeat(128), value: "prod" } }),
    /costAllocationTag\.key must have at most 127 characters/,
  ],
  "a tag without a value": [
    budgeted({ costAllocationTag: { key: "Environment", value: "" } }),
    /costAllocationTag\.value must have at least 1 character/,
  ],
  "a tag with a long value": [
    budgeted({ costAllocationTag: { key: "Environment", value: "v".repeat(256) } }),
    /costAllocationTag\.value must have at most 255 characters/,
  ],
  "more alarms than the dashboard shows": [
    many(495, 1),
    /alarms must make at most 500 widgets of the dashboard: one for each alarm, each group and each 100 alarms/,
  ],
  "more groups than the dashboard shows": [many(400, 97), /alarms must make at most 500 widgets/],
  "an existing topic by its name": [
    { ...good, existingTopic: { arn: "security" } },
    /existingTopic\.arn must be an ARN like arn:aws:sns/,
  ],
  "subscribers of an existing topic": [
    {
      ...subscribed("email", "operations@example.edu"),
      existingTopic: { arn: "arn:aws:sns:eu-west-1:123456789012:security" },
    },
    /subscriptions must be empty with existingTopic/,
  ],
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
