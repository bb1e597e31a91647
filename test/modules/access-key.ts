import type { Inputs } from "./synthesis";

const topicArn = "arn:aws:sns:us-east-1:123456789012:alarms";

/** Replacements of an access key that a module accepts, on top of inputs with which it has one. */
export const replacementsAccepted = (good: Inputs): Readonly<Record<string, Inputs>> => ({
  "a second key, while the first is still in use": {
    ...good,
    accessKey: { generation: 2, keepPrevious: true, reminder: { topicArn, everyMonths: 3 } },
  },
});

/** Replacements that it refuses. */
export const replacementsRefused = (good: Inputs): Readonly<Record<string, readonly [Inputs, RegExp]>> => ({
  "a key before the first": [
    { ...good, accessKey: { generation: 0 } },
    /accessKey\.generation must be at least 1/,
  ],
  "half a key": [{ ...good, accessKey: { generation: 1.5 } }, /accessKey\.generation must be a whole number/],
  "a reminder every five months": [
    { ...good, accessKey: { reminder: { topicArn, everyMonths: 5 } } },
    /accessKey\.reminder\.everyMonths must be one of 1, 2, 3, 4, 6, 12/,
  ],
  "a reminder to a queue": [
    { ...good, accessKey: { reminder: { topicArn: "arn:aws:sqs:us-east-1:123456789012:a" } } },
    /accessKey\.reminder\.topicArn must be an ARN like arn:aws:sns/,
  ],
});
