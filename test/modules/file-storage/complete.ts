import type { InputsOf } from "../../../lib/module";
import type { FileStorage } from "../../../modules/file-storage";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof FileStorage.definition.inputs> = {
  name: "complete",
  bucketName: "complete-files",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  noncurrentVersionDays: 2192,
  archive: { afterDays: 30, storageClass: "STANDARD_IA" },
  expirations: { temporary: { prefix: "tmp/", afterDays: 7 } },
  accessLogs: { bucketName: "complete-logs", prefix: "s3/complete/" },
  accessKeyUser: true,
  accessKey: {
    generation: 3,
    keepPrevious: true,
    reminder: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", everyMonths: 6 },
  },
  clientRights: { delete: true, privateAcl: true, tags: true },
  managedClientPolicy: true,
  clientVpcIds: ["vpc-0123456789abcdef0"],
  distributionArns: { site: "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC" },
  cors: {
    allowedOrigins: ["https://app.example.org"],
    allowedMethods: ["PUT", "GET"],
    allowedHeaders: ["content-type"],
    exposedHeaders: ["ETag"],
    maxAgeSeconds: 600,
  },
  eventBridge: true,
  tagGate: {
    key: "GuardDutyMalwareScanStatus",
    readableValues: ["NO_THREATS_FOUND"],
    untagged: "readable",
    scannerRoleArns: ["arn:aws:iam::123456789012:role/scanner"],
  },
  replication: {
    bucketArn: "arn:aws:s3:::complete-copies",
    kmsKeyArn: "arn:aws:kms:us-west-2:210987654321:key/11111111-2222-3333-4444-555555555555",
    account: "210987654321",
    deletions: false,
    timeControl: true,
  },
  replicaSources: { other: "arn:aws:iam::210987654321:role/other-us-west-2-files-copies" },
  forceDestroy: true,
};
