import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo", kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0123" };
const existing: Inputs = { ...good, existingLogGroup: { name: "organization/trail" } };
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const tables = { resourceType: "AWS::DynamoDB::Table" };

/** So many buckets. */
const buckets = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`bucket-${i}`, bucket(`bucket-${i}`)]));

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "alarms on an existing log group": {
    ...existing,
    existingTopic: { arn: "arn:aws:sns:us-east-1:123456789012:security" },
  },
  "a new account's baseline": {
    ...good,
    guardDuty: {},
    publicAccessBlock: {},
    ebsEncryption: {},
    sessionManager: {},
    passwordPolicy: {},
  },
  "a baseline on an existing log group": { ...existing, guardDuty: { features: [] } },
  "as many buckets as CloudTrail takes": { ...good, dataEventBuckets: buckets(250) },
  "writes to all tables": { ...good, dataEvents: { tables: { ...tables, calls: "write" } } },
  "a bucket and a log group of its caller's": {
    ...good,
    bucket: { name: "hospital-logs" },
    logGroupName: "hospital/trail",
  },
  "one region": { ...good, multiRegion: false },
  "fewer, quieter alarms": {
    ...good,
    thresholds: { "unauthorized-api-calls": 20 },
    disabledAlarms: { "organizations-changes": { reason: "The management account has this alarm" } },
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 24 lower-case letters/],
  "two hyphens in a row": [{ ...good, name: "de--mo" }, /name must have at least 3 characters and no two/],
  "a name of two letters": [{ ...good, name: "de" }, /name must have at least 3 characters and no two/],
  "a key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/demo" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "an existing log group with a space": [
    { ...good, existingLogGroup: { name: "the trail" } },
    /existingLogGroup\.name must contain only letters, digits/,
  ],
  "a bucket by its ARN": [
    { ...good, bucket: { name: bucket("logs") } },
    /bucket\.name must be a bucket name/,
  ],
  "a log group with a star": [{ ...good, logGroupName: "trail*" }, /logGroupName must contain only letters/],
  "a log group's name that is too long": [
    { ...good, logGroupName: "a".repeat(513) },
    /logGroupName must have at most 512 characters/,
  ],
  "a retention that CloudWatch lacks": [
    { ...good, logRetentionDays: 100 },
    /logRetentionDays must be one of/,
  ],
  "data events of a bucket by its name": [
    { ...good, dataEventBuckets: { files: "files" } },
    /dataEventBuckets\.files must be an ARN like arn:aws:s3/,
  ],
  "data events of a bucket twice": [
    { ...good, dataEventBuckets: { a: bucket("files"), b: bucket("files") } },
    /dataEventBuckets\.a must not have the same value as another entry/,
  ],
  "data events of a bucket by a name with a space": [
    { ...good, dataEventBuckets: { "my files": bucket("files") } },
    /dataEventBuckets\.my files must be 1 to 64 letters/,
  ],
  "more buckets than CloudTrail takes": [
    { ...good, dataEventBuckets: buckets(251) },
    /dataEventBuckets must have at most 250 buckets/,
  ],
  "data events of a type that is none": [
    { ...good, dataEvents: { tables: { resourceType: "dynamodb" } } },
    /resourceType must be a type of resource, like AWS::DynamoDB::Table/,
  ],
  "data events by a name with a space": [
    { ...good, dataEvents: { "my tables": tables } },
    /dataEvents\.my tables must be 1 to 64 letters/,
  ],
  "data events of something that has no ARN": [
    { ...good, dataEvents: { tables: { ...tables, arnPrefixes: { a: "table/a" } } } },
    /arnPrefixes\.a must be an ARN/,
  ],
  "data events by a name of an ARN with a space": [
    { ...good, dataEvents: { tables: { ...tables, arnPrefixes: { "a b": "arn:aws:dynamodb:::table/a" } } } },
    /arnPrefixes\.a b must be 1 to 64 letters/,
  ],
  "data events of some calls": [
    { ...good, dataEvents: { tables: { ...tables, calls: "some" } } },
    /calls must be one of all, read, write/,
  ],
  "an insight that CloudTrail lacks": [
    { ...good, insights: ["Everything"] },
    /insights\[0\] must be one of ApiCallRateInsight/,
  ],
  "an insight twice": [
    { ...good, insights: ["ApiCallRateInsight", "ApiCallRateInsight"] },
    /insights\[1\] must not repeat/,
  ],
  "a threshold of an alarm that does not exist": [
    { ...good, thresholds: { "root-usage": 2 } },
    /thresholds\.root-usage must be the name of an alarm, like root-account-usage/,
  ],
  "an alarm that always triggers": [
    { ...good, thresholds: { "vpc-changes": 0 } },
    /thresholds\.vpc-changes must be at least 1/,
  ],
  "an alarm that hardly ever triggers": [
    { ...good, thresholds: { "vpc-changes": 10_001 } },
    /thresholds\.vpc-changes must be at most 10000/,
  ],
  "half an event": [
    { ...good, thresholds: { "vpc-changes": 1.5 } },
    /thresholds\.vpc-changes must be a whole number/,
  ],
  "an alarm left out that does not exist": [
    { ...good, disabledAlarms: { "root-usage": { reason: "Nobody uses root" } } },
    /disabledAlarms\.root-usage must be the name of an alarm/,
  ],
  "an alarm left out without a reason": [
    { ...good, disabledAlarms: { "vpc-changes": { reason: "noise" } } },
    /reason must have at least 10 characters/,
  ],
  "an alarm left out for a reason like a book": [
    { ...good, disabledAlarms: { "vpc-changes": { reason: "x".repeat(257) } } },
    /reason must have at most 256 characters/,
  ],
  "an alarm left out for a reason that no tag takes": [
    { ...good, disabledAlarms: { "vpc-changes": { reason: "Everybody does it!" } } },
    /reason must contain only letters, digits, spaces/,
  ],
  "a trail's bucket without a trail": [
    { ...existing, bucket: { name: "hospital-logs" } },
    /bucket must not be given with existingLogGroup/,
  ],
  "a log group to make beside an existing one": [
    { ...existing, logGroupName: "hospital/trail" },
    /logGroupName must not be given with existingLogGroup/,
  ],
  "data events of buckets without a trail": [
    { ...existing, dataEventBuckets: buckets(1) },
    /dataEventBuckets must not be given with existingLogGroup/,
  ],
  "data events without a trail": [
    { ...existing, dataEvents: { tables } },
    /dataEvents must not be given with existingLogGroup/,
  ],
  "insights without a trail": [
    { ...existing, insights: ["ApiErrorRateInsight"] },
    /insights must not be given with existingLogGroup/,
  ],
  "a topic by its name": [
    { ...good, existingTopic: { arn: "security" } },
    /existingTopic\.arn must be an ARN like arn:aws:sns/,
  ],
  "a plan that GuardDuty lacks": [
    { ...good, guardDuty: { features: ["RUNTIME_MONITORING"] } },
    /guardDuty\.features\[0\] must be one of EBS_MALWARE_PROTECTION/,
  ],
  "a plan of GuardDuty twice": [
    { ...good, guardDuty: { features: ["S3_DATA_EVENTS", "S3_DATA_EVENTS"] } },
    /guardDuty\.features\[1\] must not repeat/,
  ],
  "findings every minute": [
    { ...good, guardDuty: { publishingFrequency: "ONE_MINUTE" } },
    /publishingFrequency must be one of FIFTEEN_MINUTES/,
  ],
  "a severity below all": [
    { ...good, guardDuty: { notifyFromSeverity: 0 } },
    /notifyFromSeverity must be at least 1/,
  ],
  "a severity above all": [
    { ...good, guardDuty: { notifyFromSeverity: 11 } },
    /notifyFromSeverity must be at most 10/,
  ],
  "a volume key's alias": [
    { ...good, ebsEncryption: { key: { arn: "alias/aws/ebs" } } },
    /ebsEncryption\.key\.arn must be an ARN like arn:aws:kms/,
  ],
  "sessions that end at once": [
    { ...good, sessionManager: { idleTimeoutMinutes: 0 } },
    /idleTimeoutMinutes must be at least 1/,
  ],
  "sessions that stay idle for hours": [
    { ...good, sessionManager: { idleTimeoutMinutes: 120 } },
    /idleTimeoutMinutes must be at most 60/,
  ],
  "sessions of half a minute": [
    { ...good, sessionManager: { idleTimeoutMinutes: 1.5 } },
    /idleTimeoutMinutes must be a whole number/,
  ],
  "sessions of no length": [
    { ...good, sessionManager: { maxDurationMinutes: 0 } },
    /maxDurationMinutes must be at least 1/,
  ],
  "sessions of two days": [
    { ...good, sessionManager: { maxDurationMinutes: 2880 } },
    /maxDurationMinutes must be at most 1440/,
  ],
  "sessions and half a minute": [
    { ...good, sessionManager: { maxDurationMinutes: 30.5 } },
    /maxDurationMinutes must be a whole number/,
  ],
  "logs of sessions for a hundred days": [
    { ...good, sessionManager: { logRetentionDays: 100 } },
    /sessionManager\.logRetentionDays must be one of/,
  ],
  "short passwords": [{ ...good, passwordPolicy: { minimumLength: 8 } }, /minimumLength must be at least 14/],
  "passwords like books": [
    { ...good, passwordPolicy: { minimumLength: 129 } },
    /minimumLength must be at most 128/,
  ],
  "half a letter": [
    { ...good, passwordPolicy: { minimumLength: 14.5 } },
    /minimumLength must be a whole number/,
  ],
  "no memory of passwords": [{ ...good, passwordPolicy: { remembered: 0 } }, /remembered must be at least 1/],
  "more memory than IAM has": [
    { ...good, passwordPolicy: { remembered: 25 } },
    /remembered must be at most 24/,
  ],
  "half a memory": [{ ...good, passwordPolicy: { remembered: 1.5 } }, /remembered must be a whole number/],
  "passwords of no day": [{ ...good, passwordPolicy: { maxAgeDays: 0 } }, /maxAgeDays must be at least 1/],
  "passwords of ten years": [
    { ...good, passwordPolicy: { maxAgeDays: 3650 } },
    /maxAgeDays must be at most 1095/,
  ],
  "passwords of half a day": [
    { ...good, passwordPolicy: { maxAgeDays: 1.5 } },
    /maxAgeDays must be a whole number/,
  ],
};
