import type { Inputs } from "../synthesis";

const good: Inputs = { bucketName: "example-state" };
const arn = "arn:aws:kms:us-east-1:123456789012:key/0123";

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "names of its own": { ...good, lockTableName: "Our_locks.1", keyAlias: "state" },
  "an existing key": { ...good, existingKmsKey: { arn } },
  "the shortest retention": { ...good, versionRetentionDays: 30 },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a bucket name in upper case": [{ bucketName: "State" }, /bucketName must be a bucket name: 3 to 63/],
  "a bucket name with two dots in a row": [
    { bucketName: "a..b" },
    /bucketName must be a bucket name: no two/,
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
