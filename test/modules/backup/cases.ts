import type { Inputs } from "../synthesis";

const bucket = "arn:aws:s3:::demo-files";
const cluster = "arn:aws:rds:eu-west-1:123456789012:cluster:demo";
const vault = "arn:aws:backup:eu-central-1:123456789012:backup-vault:demo";
const good: Inputs = {
  name: "demo",
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123",
  resources: { database: { arn: cluster } },
};
const rule = { schedule: "cron(0 3 * * ? *)", retentionDays: 35 };
const withRule = (change: object): Inputs => ({ ...good, rules: { daily: { ...rule, ...change } } });
const withLock = (lock: object): Inputs => ({ ...good, lock: { mode: "governance", ...lock } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "the minimum": good,
  "a bucket twice, continuous and not": {
    ...good,
    resources: { files: { arn: bucket, continuous: true }, "files-monthly": { arn: bucket } },
  },
  "a rule for weekdays every six hours": withRule({ schedule: "cron(30 0/6 ? * MON-FRI *)" }),
  "a rule for the last day of a quarter": withRule({ schedule: "cron(0 5 L 3,6,9,12 ? *)" }),
  "cold storage for long enough": withRule({ retentionDays: 365, coldStorageAfterDays: 30 }),
  "a copy to another region": {
    ...good,
    copyVaultArns: [vault],
  },
  "a lock that can be removed": withLock({ minRetentionDays: 7, maxRetentionDays: 400 }),
  "a permanent lock, confirmed twice": withLock({
    mode: "compliance",
    changeableForDays: 14,
    irreversible: true,
  }),
  "a lock that only the unused continuous retention misses": withLock({
    minRetentionDays: 35,
    maxRetentionDays: 400,
  }),
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "no rule": [{ ...good, rules: {} }, /must have at least one rule/],
  "a rate instead of a cron expression": [
    withRule({ schedule: "rate(1 day)" }),
    /must be a cron expression of six fields/,
  ],
  "a cron expression of five fields": [
    withRule({ schedule: "cron(0 3 * * *)" }),
    /must be a cron expression/,
  ],
  "both kinds of days": [withRule({ schedule: "cron(0 3 1 * MON *)" }), /must have \? as day of month or/],
  "neither kind of days": [withRule({ schedule: "cron(0 3 ? * ? *)" }), /must have \? as day of month or/],
  "every minute": [withRule({ schedule: "cron(* 3 * * ? *)" }), /valid minute \(field 1\)/],
  "hour 24": [withRule({ schedule: "cron(0 24 * * ? *)" }), /valid hour \(field 2\)/],
  "the 32nd": [withRule({ schedule: "cron(0 3 32 * ? *)" }), /valid day of month \(field 3\)/],
  "a 13th month": [withRule({ schedule: "cron(0 3 * 13 ? *)" }), /valid month \(field 4\)/],
  "an 8th day of the week": [withRule({ schedule: "cron(0 3 ? * 8 *)" }), /valid day of week \(field 5\)/],
  "a year of the last century": [withRule({ schedule: "cron(0 3 * * ? 1969)" }), /valid year \(field 6\)/],
  "no retention": [withRule({ retentionDays: 0 }), /must be at least 1/],
  "cold storage that is billed longer than kept": [
    withRule({ retentionDays: 100, coldStorageAfterDays: 30 }),
    /retentionDays of at least 90 more than coldStorageAfterDays/,
  ],
  "no time to complete": [
    withRule({ startWindowMinutes: 600, completionWindowMinutes: 600 }),
    /completionWindowMinutes of at least 60 more than startWindowMinutes/,
  ],
  "continuous backup of a database": [
    { ...good, resources: { database: { arn: cluster, continuous: true } } },
    /must not be continuous unless it is a bucket/,
  ],
  "continuous backup for more than AWS keeps": [
    { ...good, continuous: { retentionDays: 36 } },
    /must be at most 35/,
  ],
  "a continuous schedule of five fields": [
    { ...good, continuous: { schedule: "cron(0 3 * * *)" } },
    /^continuous\.schedule must be a cron expression/,
  ],
  "no time to complete a continuous backup": [
    { ...good, continuous: { startWindowMinutes: 120, completionWindowMinutes: 150 } },
    /^continuous must have completionWindowMinutes of at least 60 more/,
  ],
  "no time to start": [withRule({ startWindowMinutes: 30 }), /startWindowMinutes must be at least 60/],
  "days to start": [
    withRule({ startWindowMinutes: 2880, completionWindowMinutes: 5000 }),
    /startWindowMinutes must be at most 1440/,
  ],
  "an hour and a half to complete": [
    withRule({ completionWindowMinutes: 90 }),
    /completionWindowMinutes must be at least 120/,
  ],
  "months to complete": [
    withRule({ completionWindowMinutes: 50_000 }),
    /completionWindowMinutes must be at most 43200/,
  ],
  "a day and a half of retention": [withRule({ retentionDays: 1.5 }), /must be a whole number/],
  "retention for centuries": [withRule({ retentionDays: 36_501 }), /retentionDays must be at most 36500/],
  "cold storage at once": [
    withRule({ retentionDays: 365, coldStorageAfterDays: 0 }),
    /coldStorageAfterDays must be at least 1/,
  ],
  "cold storage after centuries": [
    withRule({ retentionDays: 36_500, coldStorageAfterDays: 36_411 }),
    /coldStorageAfterDays must be at most 36410/,
  ],
  "a rule in upper case": [{ ...good, rules: { Daily: rule } }, /rules\.Daily must be 1 to 24 lower-case/],
  "a resource in upper case": [
    { ...good, resources: { Database: { arn: cluster } } },
    /resources\.Database must be 1 to 24 lower-case/,
  ],
  "a resource that is no ARN": [{ ...good, resources: { database: { arn: "demo" } } }, /must be an ARN/],
  "a name in upper case": [{ ...good, name: "Demo" }, /must be 2 to 40 lower-case letters/],
  "a key's alias": [
    { ...good, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/demo" },
    /must be an ARN like arn:aws:kms/,
  ],
  "a copy to one vault twice": [
    { ...good, copyVaultArns: [vault, vault] },
    /copyVaultArns\[1\] must not repeat an earlier item/,
  ],
  "deletion by anybody": [
    { ...good, deletionPrincipalArns: ["*"] },
    /deletionPrincipalArns\[0\] must be the ARN of an IAM principal/,
  ],
  "notifications to a queue": [
    { ...good, notifications: { topicArn: "arn:aws:sqs:eu-west-1:123456789012:demo" } },
    /notifications\.topicArn must be an ARN like arn:aws:sns/,
  ],
  "a lock of another mode": [withLock({ mode: "strict" }), /must be one of governance, compliance/],
  "a lock without a minimum": [withLock({ minRetentionDays: 0 }), /minRetentionDays must be at least 1/],
  "a lock for centuries": [withLock({ maxRetentionDays: 36_501 }), /maxRetentionDays must be at most 36500/],
  "a copy to something else": [{ ...good, copyVaultArns: [bucket] }, /must be an ARN like arn:aws:backup/],
  "a compliance lock that nobody confirmed": [
    withLock({ mode: "compliance", changeableForDays: 14 }),
    /must have changeableForDays and irreversible = true with mode compliance/,
  ],
  "a compliance lock without days of grace": [
    withLock({ mode: "compliance", irreversible: true }),
    /must have changeableForDays and irreversible = true with mode compliance/,
  ],
  "a governance lock that cannot be undone": [
    withLock({ irreversible: true }),
    /must have changeableForDays and irreversible = true with mode compliance/,
  ],
  "two days of grace": [
    withLock({ mode: "compliance", changeableForDays: 2, irreversible: true }),
    /must be at least 3/,
  ],
  "a lock with its bounds swapped": [
    withLock({ minRetentionDays: 400, maxRetentionDays: 7 }),
    /must have maxRetentionDays of at least minRetentionDays/,
  ],
  "a lock that a rule does not fit": [
    withLock({ minRetentionDays: 36 }),
    /^rules\.daily must have retentionDays within minRetentionDays and maxRetentionDays of the lock/m,
  ],
  "a lock that rules exceed": [
    withLock({ maxRetentionDays: 100 }),
    /^rules\.monthly must have retentionDays within/m,
  ],
  "a lock that continuous backups do not fit": [
    {
      ...withLock({ minRetentionDays: 30 }),
      resources: { files: { arn: bucket, continuous: true } },
      continuous: { retentionDays: 14 },
    },
    /around the retention of continuous backups/,
  ],
};
