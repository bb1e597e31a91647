import { expectOneProblem } from "./production";

test.each<[string, object, string]>([
  [
    "an account number that is a number",
    { account: 111122223333 },
    "account must be a string (got 111122223333)",
  ],
  ["a region that is like none", { region: "the moon" }, "region must be an AWS region: one of af-south-1, "],
  [
    "a lock that does not exist",
    { state: { lock: "redis" } },
    'state.lock must be one of dynamodb, s3, both (got "redis")',
  ],
  [
    "a lock table that DynamoDB refuses",
    { state: { lockTable: "a b c" } },
    'state.lockTable must be 3 to 255 letters, digits, dots, hyphens or underscores (got "a b c")',
  ],
  ["a state bucket with two dots", { state: { bucket: "a..b" } }, "state.bucket must be a bucket name"],
  [
    "a state bucket that is an address",
    { state: { bucket: "192.168.0.1" } },
    "state.bucket must be a bucket name",
  ],
  [
    "a key for the state in another region than its bucket",
    { state: { kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/0123" } },
    "state.kmsKeyArn must be a key in the region of the state bucket (got ",
  ],
  [
    "a state bucket whose log bucket's name is too long",
    { state: { bucket: "s".repeat(59) } },
    "state.logBucket.bucketName must be given, or existingLogBucket: with a bucketName of more than 58 characters",
  ],
  [
    "access logs of the state bucket in itself",
    { state: { bucket: "our-state", existingLogBucket: { name: "our-state" } } },
    "state.existingLogBucket.name must be another bucket than bucketName",
  ],
  [
    "two log buckets of the state bucket",
    { state: { logBucket: { bucketName: "our-logs" }, existingLogBucket: { name: "hospital-logs" } } },
    "state.logBucket.bucketName must not be given with existingLogBucket",
  ],
])("%s is one clear problem", (_, settings, message) => expectOneProblem(settings, {}, message));
