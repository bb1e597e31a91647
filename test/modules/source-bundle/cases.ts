import type { Inputs } from "../synthesis";

const from = (redcapSource: object): Inputs => ({
  name: "demo",
  targetBucket: "demo-bundles",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0123",
  redcapSource,
});
const s3 = { kind: "s3", bucket: "demo-sources", key: "redcap16.0.18.zip" };
const community = {
  kind: "community",
  credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:redcap-AbCdEf",
};
const overlay = { overlay: { bucket: "demo-sources", prefix: "overlay" }, overlayRevision: "2" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "an object in S3": from(s3),
  "a version of it, from another region, under an overlay": from({
    ...s3,
    versionId: "x",
    region: "eu-west-1",
    ...overlay,
  }),
  "the Community's newest": from(community),
  "a version of the Community's, under an overlay": from({
    ...community,
    redcapVersion: "16.0.18",
    ...overlay,
  }),
};

const forS3 = /with kind "s3" needs bucket and key, and takes no credentialsSecretArn, redcapVersion/;
const forCommunity =
  /with kind "community" needs credentialsSecretArn, and takes no bucket, key, versionId, region/;

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "S3 without a key": [from({ ...s3, key: undefined }), forS3],
  "S3 with a login": [from({ ...community, ...s3 }), forS3],
  "S3 with a version to download": [from({ ...s3, redcapVersion: "16.0.18" }), forS3],
  "the Community without a login": [from({ kind: "community" }), forCommunity],
  "the Community with an object's version": [from({ ...community, versionId: "x" }), forCommunity],
  "the Community with a region": [from({ ...community, region: "us-east-1" }), forCommunity],
  "a region that does not exist": [from({ ...s3, region: "use-east-1" }), /region must be an AWS region/],
};
