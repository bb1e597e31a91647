import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "a key of GovCloud": { ...good, kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0123" },
  "an archive with its defaults": { ...good, archive: {} },
  "access logs under a prefix": {
    ...good,
    accessLogs: { bucketName: "hospital-logs", prefix: "s3/research/files/" },
  },
  "a user with an access key": { ...good, accessKeyUser: true },
  "a client in two VPCs": { ...good, clientVpcIds: ["vpc-0123456789abcdef0", "vpc-01234567"] },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 24 lower-case letters/],
  "a bucket name in upper case": [
    { ...good, bucketName: "Files" },
    /bucketName must be a bucket name: 3 to 63/,
  ],
  "a bucket name that S3 reserves": [
    { ...good, bucketName: "xn--files" },
    /bucketName must be a bucket name: no two/,
  ],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/demo" },
    /kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "no day in which files can be recovered": [
    { ...good, noncurrentVersionDays: 0 },
    /noncurrentVersionDays must be at least 1/,
  ],
  "two centuries in which files can be recovered": [
    { ...good, noncurrentVersionDays: 73_000 },
    /noncurrentVersionDays must be at most 36500/,
  ],
  "half a day in which files can be recovered": [
    { ...good, noncurrentVersionDays: 1.5 },
    /noncurrentVersionDays must be a whole number/,
  ],
  "an archive too early for S3": [
    { ...good, archive: { afterDays: 7 } },
    /archive\.afterDays must be at least 30/,
  ],
  "an archive after two centuries": [
    { ...good, archive: { afterDays: 73_000 } },
    /archive\.afterDays must be at most 36500/,
  ],
  "an archive after half a day more": [
    { ...good, archive: { afterDays: 30.5 } },
    /archive\.afterDays must be a whole number/,
  ],
  "an archive that takes hours to restore": [
    { ...good, archive: { storageClass: "DEEP_ARCHIVE" } },
    /archive\.storageClass must be one of INTELLIGENT_TIERING, STANDARD_IA, GLACIER_IR/,
  ],
  "a log bucket in upper case": [
    { ...good, accessLogs: { bucketName: "Logs" } },
    /accessLogs\.bucketName must be a bucket name: 3 to 63/,
  ],
  "a log bucket like an address": [
    { ...good, accessLogs: { bucketName: "10.0.0.1" } },
    /accessLogs\.bucketName must be a bucket name: no two/,
  ],
  "a prefix that begins with a slash": [
    { ...good, accessLogs: { bucketName: "hospital-logs", prefix: "/s3/" } },
    /accessLogs\.prefix must end with a slash/,
  ],
  "a network instead of a VPC": [
    { ...good, clientVpcIds: ["10.0.0.0/16"] },
    /clientVpcIds\[0\] must be the ID of a VPC, like vpc-0123456789abcdef0/,
  ],
};
