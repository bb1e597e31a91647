import type { Inputs } from "../synthesis";

const bucket = "arn:aws:s3:::demo-files";
const cluster = "arn:aws:rds:eu-west-1:123456789012:cluster:demo";
const good: Inputs = {
  name: "demo",
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123",
  resources: { database: { arn: cluster } },
};
const rule = { schedule: "cron(0 3 * * ? *)", retentionDays: 35 };
const withRule = (change: object): Inputs => ({ ...good, rules: { daily: { ...rule, ...change } } });
const withLock = (lock: object): Inputs => ({ ...good, lock: { mode: "governance", ...lock } });

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "a bucket twice, continuous and not": {
    ...good,
    resources: { files: { arn: bucket, continuous: true }, "files-monthly": { arn: bucket } },
  },
  "a rule for weekdays every six hours": withRule({ schedule: "cron(30 0/6 ? * MON-FRI *)" }),
  "a rule for the last day of a quarter": withRule({ schedule: "cron(0 5 L 3,6,9,12 ? *)" }),
  "cold storage for long enough": withRule({ retentionDays: 365, coldStorageAfterDays: 30 }),
  "a copy to another region": {
    ...good,
    copyVaultArns: ["arn:aws:backup:eu-central-1:123456789012:backup-vault:demo"],
  },
  "a lock that can be taken off": withLock({ minRetentionDays: 7, maxRetentionDays: 400 }),
  "a lock for ever, said twice": withLock({ mode: "compliance", changeableForDays: 14, irreversible: true }),
  "a lock that only the unused continuous retention misses": withLock({
    minRetentionDays: 35,
    maxRetentionDays: 400,
  }),
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "no rule": [{ ...good, rules: {} }, /must have at least one rule/],
  "a rate instead of a cron expression": [
    withRule({ schedule: "rate(1 day)" }),
    /must be a cron expression in UTC/,
  ],
  "a cron expression of five fields": [
    withRule({ schedule: "cron(0 3 * * *)" }),
    /must be a cron expression/,
  ],
  "both kinds of days": [withRule({ schedule: "cron(0 3 1 * MON *)" }), /with \? for one of the days/],
  "hour 24": [withRule({ schedule: "cron(0 24 * * ? *)" }), /must be a cron expression/],
  "every minute": [withRule({ schedule: "cron(* 3 * * ? *)" }), /must be a cron expression/],
  "no retention": [withRule({ retentionDays: 0 }), /must be at least 1/],
  "cold storage that is billed longer than kept": [
    withRule({ retentionDays: 100, coldStorageAfterDays: 30 }),
    /for 90 days or more after it moved to cold storage/,
  ],
  "no time to complete": [
    withRule({ startWindowMinutes: 600, completionWindowMinutes: 600 }),
    /at least 60 minutes more than the start window/,
  ],
  "continuous backup of a database": [
    { ...good, resources: { database: { arn: cluster, continuous: true } } },
    /must not be continuous unless it is a bucket/,
  ],
  "continuous backup for more than AWS keeps": [
    { ...good, continuous: { retentionDays: 36 } },
    /must be at most 35/,
  ],
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
    /around the retention of every rule/,
  ],
  "a lock that continuous backups do not fit": [
    {
      ...withLock({ minRetentionDays: 30 }),
      resources: { files: { arn: bucket, continuous: true } },
      continuous: { retentionDays: 14 },
    },
    /around the retention of every rule/,
  ],
};
