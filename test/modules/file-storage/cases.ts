import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "a key of GovCloud": { ...good, kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0123" },
  "an archive with its defaults": { ...good, archive: {} },
  "access logs under a prefix": {
    ...good,
    accessLogs: { bucketName: "hospital-logs", prefix: "s3/redcap/files/" },
  },
  "a user with an access key": { ...good, accessKeyUser: true },
  "a client in two VPCs": { ...good, clientVpcIds: ["vpc-0123456789abcdef0", "vpc-01234567"] },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name in upper case": [{ ...good, name: "Demo" }, /lower-case letters/],
  "an alias instead of a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:alias/demo" },
    /must be an ARN like arn:aws:kms/,
  ],
  "no day to bring files back": [{ ...good, noncurrentVersionDays: 0 }, /must be at least 1/],
  "an archive too early for S3": [{ ...good, archive: { afterDays: 7 } }, /must be at least 30/],
  "an archive that takes hours to answer": [
    { ...good, archive: { storageClass: "DEEP_ARCHIVE" } },
    /must be one of INTELLIGENT_TIERING, STANDARD_IA, GLACIER_IR/,
  ],
  "a network instead of a VPC": [
    { ...good, clientVpcIds: ["10.0.0.0/16"] },
    /must be the ID of a VPC, like vpc-0123456789abcdef0/,
  ],
  "a prefix that begins with a slash": [
    { ...good, accessLogs: { bucketName: "hospital-logs", prefix: "/s3/" } },
    /must end with a slash/,
  ],
};
