import { replacementsAccepted, replacementsRefused } from "../access-key";
import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo", kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0123" };

const copiesKey = "arn:aws:kms:us-west-2:123456789012:key/0123";
const copies = { bucketArn: "arn:aws:s3:::demo-copies", kmsKeyArn: copiesKey };
const distribution = (id: string) => `arn:aws:cloudfront::123456789012:distribution/${id}`;
const tagGate = {
  key: "GuardDutyMalwareScanStatus",
  readableValues: ["NO_THREATS_FOUND"],
  scannerRoleArns: ["arn:aws:iam::123456789012:role/scanner"],
};
const expiring = (prefix: string, afterDays: number): Inputs => ({
  ...good,
  expirations: { temporary: { prefix, afterDays } },
});
const fromPages = (change: object): Inputs => ({
  ...good,
  cors: { allowedOrigins: ["https://app.example.org"], ...change },
});

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "a key of GovCloud": { ...good, kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/0123" },
  "an archive with its defaults": { ...good, archive: {} },
  "access logs under a prefix": {
    ...good,
    accessLogs: { bucketName: "hospital-logs", prefix: "s3/research/files/" },
  },
  "a user with an access key": { ...good, accessKeyUser: true },
  ...replacementsAccepted({ ...good, accessKeyUser: true }),
  "a bucket with dots in its name": { ...good, bucketName: "files.example.org" },
  "files that expire": {
    ...good,
    expirations: {
      temporary: { prefix: "tmp/", afterDays: 1 },
      exports: { prefix: "exports/", afterDays: 30 },
    },
  },
  "a client with every right": { ...good, clientRights: { delete: true, privateAcl: true, tags: true } },
  "a policy to attach by its ARN": { ...good, managedClientPolicy: true },
  "two distributions": { ...good, distributionArns: { site: distribution("A"), other: distribution("B") } },
  "uploads from pages": { ...good, cors: { allowedOrigins: ["https://app.example.org"] } },
  "pages on a developer's machine, below a domain, and under several ports": {
    ...good,
    cors: {
      allowedOrigins: [
        "http://localhost:3000",
        "https://*.example.org",
        "https://app.example.org:8443",
        "https://a*.b.org",
      ],
      allowedMethods: ["GET", "PUT"],
      allowedHeaders: ["content-type", "x-amz-*"],
      exposedHeaders: ["ETag", "x-amz-version-id"],
      maxAgeSeconds: 0,
    },
  },
  "events to EventBridge": { ...good, eventBridge: true },
  "a gate that a scanner opens": { ...good, tagGate },
  "a gate that refuses what a scanner has found": { ...good, tagGate: { ...tagGate, untagged: "readable" } },
  "copies in another region": { ...good, replication: copies },
  "copies in another account, in time, that outlive deletions": {
    ...good,
    replication: { ...copies, account: "210987654321", deletions: false, timeControl: true },
  },
  "copies of another account's files": {
    ...good,
    replicaSources: { main: "arn:aws:iam::210987654321:role/main-us-east-1-files-copies" },
  },
  "a client in two VPCs": { ...good, clientVpcIds: ["vpc-0123456789abcdef0", "vpc-01234567"] },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that no bucket may begin with": [
    { ...good, name: "xn--files" },
    /^name must not be a name that AWS reserves: xn--/m,
  ],
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
  ...replacementsRefused(good),
  "a network instead of a VPC": [
    { ...good, clientVpcIds: ["10.0.0.0/16"] },
    /clientVpcIds\[0\] must be the ID of a VPC, like vpc-0123456789abcdef0/,
  ],
  "an expiration of every file": [
    expiring("", 1),
    /expirations\.temporary\.prefix must have at least 1 character/,
  ],
  "a prefix longer than any name": [
    expiring("a".repeat(1025), 1),
    /expirations\.temporary\.prefix must have at most 1024 characters/,
  ],
  "files that expire before they exist": [
    expiring("tmp/", 0),
    /expirations\.temporary\.afterDays must be at least 1/,
  ],
  "files that expire after two centuries": [
    expiring("tmp/", 73_000),
    /expirations\.temporary\.afterDays must be at most 36500/,
  ],
  "files that expire after half a day": [
    expiring("tmp/", 1.5),
    /expirations\.temporary\.afterDays must be a whole number/,
  ],
  "an expiration by a name with a space": [
    { ...good, expirations: { "old files": { prefix: "tmp/", afterDays: 1 } } },
    /expirations\.old files must be 1 to 64 letters, digits/,
  ],
  "two expirations of one prefix": [
    { ...good, expirations: { a: { prefix: "tmp/", afterDays: 1 }, b: { prefix: "tmp/", afterDays: 2 } } },
    /expirations\.a must not have the same prefix as another entry/,
  ],
  "a distribution by its ID": [
    { ...good, distributionArns: { site: "E123" } },
    /distributionArns\.site must be an ARN like arn:aws:cloudfront/,
  ],
  "a distribution by a name with a space": [
    { ...good, distributionArns: { "my site": distribution("A") } },
    /distributionArns\.my site must be 1 to 64 letters/,
  ],
  "a distribution twice": [
    { ...good, distributionArns: { a: distribution("A"), b: distribution("A") } },
    /distributionArns\.a must not have the same value/,
  ],
  "pages of any origin": [
    fromPages({ allowedOrigins: ["*"] }),
    /cors\.allowedOrigins\[0\] must be an origin without a path/,
  ],
  "an origin with a path": [
    fromPages({ allowedOrigins: ["https://app.example.org/"] }),
    /cors\.allowedOrigins\[0\] must be an origin without a path/,
  ],
  "an origin with two wildcards": [
    fromPages({ allowedOrigins: ["https://*.*.example.org"] }),
    /cors\.allowedOrigins\[0\] must be an origin without a path/,
  ],
  "an origin twice": [
    fromPages({ allowedOrigins: ["https://a.org", "https://a.org"] }),
    /cors\.allowedOrigins\[1\] must not repeat/,
  ],
  "no origin": [fromPages({ allowedOrigins: [] }), /cors\.allowedOrigins must have at least 1 item/],
  "more origins than anybody has": [
    fromPages({ allowedOrigins: Array.from({ length: 101 }, (_, i) => `https://a${i}.org`) }),
    /cors\.allowedOrigins must have at most 100 items/,
  ],
  "a method that S3 does not let pages use": [
    fromPages({ allowedMethods: ["PATCH"] }),
    /cors\.allowedMethods\[0\] must be one of GET, PUT, HEAD, POST, DELETE/,
  ],
  "no method": [fromPages({ allowedMethods: [] }), /cors\.allowedMethods must have at least 1 item/],
  "a method twice": [
    fromPages({ allowedMethods: ["PUT", "PUT"] }),
    /cors\.allowedMethods\[1\] must not repeat/,
  ],
  "a header with two wildcards": [
    fromPages({ allowedHeaders: ["x-*-*"] }),
    /cors\.allowedHeaders\[0\] must be the name of a header/,
  ],
  "a header without a name": [
    fromPages({ allowedHeaders: [""] }),
    /cors\.allowedHeaders\[0\] must have at least 1 character/,
  ],
  "a header twice": [
    fromPages({ allowedHeaders: ["etag", "etag"] }),
    /cors\.allowedHeaders\[1\] must not repeat/,
  ],
  "an exposed header with a space": [
    fromPages({ exposedHeaders: ["E Tag"] }),
    /cors\.exposedHeaders\[0\] must be the name of a header/,
  ],
  "an exposed header without a name": [
    fromPages({ exposedHeaders: [""] }),
    /cors\.exposedHeaders\[0\] must have at least 1 character/,
  ],
  "an exposed header twice": [
    fromPages({ exposedHeaders: ["ETag", "ETag"] }),
    /cors\.exposedHeaders\[1\] must not repeat/,
  ],
  "an answer from the past": [fromPages({ maxAgeSeconds: -1 }), /cors\.maxAgeSeconds must be at least 0/],
  "an answer for longer than browsers keep it": [
    fromPages({ maxAgeSeconds: 86_401 }),
    /cors\.maxAgeSeconds must be at most 86400/,
  ],
  "an answer for half a second": [
    fromPages({ maxAgeSeconds: 0.5 }),
    /cors\.maxAgeSeconds must be a whole number/,
  ],
  "copies in a bucket by its name": [
    { ...good, replication: { ...copies, bucketArn: "demo-copies" } },
    /replication\.bucketArn must be the ARN of a bucket/,
  ],
  "copies in a folder": [
    { ...good, replication: { ...copies, bucketArn: "arn:aws:s3:::demo-copies/files" } },
    /replication\.bucketArn must be the ARN of a bucket/,
  ],
  "copies under an alias": [
    { ...good, replication: { ...copies, kmsKeyArn: "arn:aws:kms:us-west-2:123456789012:alias/copies" } },
    /replication\.kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "copies in an account by its name": [
    { ...good, replication: { ...copies, account: "archive" } },
    /replication\.account must be an account ID of 12 digits/,
  ],
  "copies by a user": [
    { ...good, replicaSources: { main: "arn:aws:iam::210987654321:user/main" } },
    /replicaSources\.main must be an ARN like arn:aws:iam/,
  ],
  "copies by a name with a space": [
    { ...good, replicaSources: { "my site": "arn:aws:iam::210987654321:role/main" } },
    /replicaSources\.my site must be 1 to 64 letters/,
  ],
  "copies by one role twice": [
    {
      ...good,
      replicaSources: { a: "arn:aws:iam::210987654321:role/main", b: "arn:aws:iam::210987654321:role/main" },
    },
    /replicaSources\.a must not have the same value/,
  ],
  "a gate without a scanner": [
    { ...good, tagGate: { ...tagGate, scannerRoleArns: [] } },
    /tagGate\.scannerRoleArns must have at least 1 item/,
  ],
  "a scanner that is a user": [
    { ...good, tagGate: { ...tagGate, scannerRoleArns: ["arn:aws:iam::123456789012:user/scanner"] } },
    /tagGate\.scannerRoleArns\[0\] must be an ARN like arn:aws:iam/,
  ],
  "a scanner twice": [
    {
      ...good,
      tagGate: { ...tagGate, scannerRoleArns: [...tagGate.scannerRoleArns, ...tagGate.scannerRoleArns] },
    },
    /tagGate\.scannerRoleArns\[1\] must not repeat/,
  ],
  "a gate that lets nothing through": [
    { ...good, tagGate: { ...tagGate, readableValues: [] } },
    /tagGate\.readableValues must have at least 1 item/,
  ],
  "a good value twice": [
    { ...good, tagGate: { ...tagGate, readableValues: ["good", "good"] } },
    /tagGate\.readableValues\[1\] must not repeat/,
  ],
  "untagged files that are neither": [
    { ...good, tagGate: { ...tagGate, untagged: "allowed" } },
    /tagGate\.untagged must be one of/,
  ],
  "a gate without a tag": [
    { ...good, tagGate: { ...tagGate, key: "" } },
    /tagGate\.key must have at least 1 character/,
  ],
  "a tag longer than S3's": [
    { ...good, tagGate: { ...tagGate, key: "a".repeat(129) } },
    /tagGate\.key must have at most 128 characters/,
  ],
  "a tag with an asterisk": [
    { ...good, tagGate: { ...tagGate, key: "Scan*" } },
    /tagGate\.key must contain only letters, digits/,
  ],
  "a gate that no value opens": [
    { ...good, tagGate: { ...tagGate, readableValues: [""] } },
    /tagGate\.readableValues\[0\] must have at least 1 character/,
  ],
  "a value longer than S3's": [
    { ...good, tagGate: { ...tagGate, readableValues: ["a".repeat(257)] } },
    /tagGate\.readableValues\[0\] must have at most 256 characters/,
  ],
  "a value that is a pattern": [
    { ...good, tagGate: { ...tagGate, readableValues: ["*"] } },
    /tagGate\.readableValues\[0\] must contain only letters, digits/,
  ],
};
