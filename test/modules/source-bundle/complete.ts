import type { Inputs } from "../synthesis";

const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const common = { name: "demo", targetBucket: "demo-bundles", kmsKeyArn: key };
const overlay = {
  sha256: "0123456789abcdef".repeat(4),
  previousVersion: "15.0.9",
  overlay: { bucket: "demo-sources", prefix: "overlay/", trustedAccounts: ["111122223333"] },
  overlayRevision: "2",
};

/** The two kinds of sources: together they give every input and attribute. */
export const completes: Readonly<Record<string, Inputs>> = {
  s3: {
    ...common,
    redcapSource: {
      kind: "s3",
      bucket: "demo-sources",
      key: "redcap16.0.18.zip",
      versionId: "v1",
      otherRegion: { name: "us-west-2" },
      ...overlay,
    },
    phpVersions: ["8.4"],
    sourceKmsKeyArns: [key],
    reservedConcurrency: 1,
    logRetentionDays: 30,
    forceDestroyLogs: true,
  },
  community: {
    ...common,
    redcapSource: {
      kind: "community",
      redcapVersion: "16.0.18",
      credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-AbCdEf",
      ...overlay,
    },
  },
};
