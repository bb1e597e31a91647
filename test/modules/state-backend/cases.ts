import type { Inputs } from "../synthesis";

const good: Inputs = { bucketName: "example-state" };
const arn = "arn:aws:kms:us-east-1:123456789012:key/0123";

const long = "s".repeat(63);

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "names of its own": { ...good, lockTableName: "Our_locks.1", keyAlias: "state" },
  "an existing key": { ...good, existingKmsKey: { arn } },
  "a log bucket of a name": { ...good, logBucket: { bucketName: "our-logs", retentionDays: 3650 } },
  "an existing log bucket": { ...good, existingLogBucket: { name: "hospital-logs" } },
  "a long name, with a log bucket of a name": { bucketName: long, logBucket: { bucketName: "our-logs" } },
  "a long name, with an existing log bucket": { bucketName: long, existingLogBucket: { name: "our-logs" } },
  "the longest name with which the log bucket's fits": { bucketName: "s".repeat(58) },
  "the shortest retention": { ...good, versionRetentionDays: 30 },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a bucket name in upper case": [{ bucketName: "State" }, /bucketName must be a bucket name: 3 to 63/],
  "a bucket name with two dots in a row": [
    { bucketName: "a..b" },
    /bucketName must be a bucket name: no two/,
  ],
  "a name with which the log bucket's is too long": [
    { bucketName: "s".repeat(59) },
    /logBucket\.bucketName must be given, or existingLogBucket: with a bucketName of more than 58 characters/,
  ],
  "two log buckets": [
    { ...good, logBucket: { bucketName: "our-logs" }, existingLogBucket: { name: "hospital-logs" } },
    /logBucket\.bucketName must not be given with existingLogBucket/,
  ],
  "access logs of a log bucket that is the state bucket": [
    { ...good, existingLogBucket: { name: "example-state" } },
    /existingLogBucket\.name must be another bucket than bucketName/,
  ],
  "a log bucket of the state bucket's name": [
    { ...good, logBucket: { bucketName: "example-state" } },
    /logBucket\.bucketName must be another bucket than bucketName/,
  ],
  "a log bucket by its ARN": [
    { ...good, existingLogBucket: { name: "arn:aws:s3:::hospital-logs" } },
    /existingLogBucket\.name must be a bucket name/,
  ],
  "logs that are kept for half a day more": [
    { ...good, logBucket: { retentionDays: 30.5 } },
    /logBucket\.retentionDays must be a whole number/,
  ],
  "a table name with a slash": [
    { ...good, lockTableName: "state/locks" },
    /lockTableName must be 3 to 255 letters, digits/,
  ],
  "an alias instead of a key": [
    { ...good, existingKmsKey: { arn: arn.replace("key/", "alias/") } },
    /existingKmsKey\.arn must be an ARN like arn:aws:kms/,
  ],
  "an alias with its prefix": [
    { ...good, keyAlias: "alias/state" },
    /keyAlias must be 2 to 64 lower-case letters/,
  ],
  "a retention of a week": [{ ...good, versionRetentionDays: 7 }, /versionRetentionDays must be at least 30/],
  "a retention of a century": [
    { ...good, versionRetentionDays: 36_500 },
    /versionRetentionDays must be at most 3650/,
  ],
  "a retention of half a day more": [
    { ...good, versionRetentionDays: 30.5 },
    /versionRetentionDays must be a whole number/,
  ],
};
