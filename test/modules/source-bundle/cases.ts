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
    otherRegion: { name: "eu-west-1" },
    ...overlay,
  }),
  "the Community's newest": from(community),
  "a version of the Community's, under an overlay": from({
    ...community,
    redcapVersion: "16.0.18",
    ...overlay,
  }),
};

const forS3 =
  /^redcapSource with kind "s3" must have bucket and key, and must not have credentialsSecretArn or redcapVersion/;
const forCommunity =
  /^redcapSource with kind "community" must have credentialsSecretArn, and must not have bucket, key, versionId or otherRegion/;

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "S3 without a key": [from({ ...s3, key: undefined }), forS3],
  "S3 with a login": [from({ ...community, ...s3 }), forS3],
  "S3 with a version to download": [from({ ...s3, redcapVersion: "16.0.18" }), forS3],
  "the Community without a login": [from({ kind: "community" }), forCommunity],
  "the Community with an object's version": [from({ ...community, versionId: "x" }), forCommunity],
  "the Community with a region": [from({ ...community, otherRegion: { name: "us-east-1" } }), forCommunity],
  "a region that does not exist": [
    from({ ...s3, otherRegion: { name: "use-east-1" } }),
    /^redcapSource\.otherRegion\.name must be an AWS region/,
  ],
  "a bucket by its URL": [
    from({ ...s3, bucket: "s3://demo-sources" }),
    /^redcapSource\.bucket must be a bucket name/,
  ],
  "a version that is none": [
    from({ ...community, redcapVersion: "16" }),
    /^redcapSource\.redcapVersion must be latest or a version like 16\.0\.18/,
  ],
  "a login by its name": [
    from({ ...community, credentialsSecretArn: "redcap" }),
    /^redcapSource\.credentialsSecretArn must be an ARN like arn:aws:secretsmanager/,
  ],
  "a hash in capitals": [
    from({ ...s3, sha256: "A".repeat(64) }),
    /^redcapSource\.sha256 must be 64 hexadecimal digits in lower case/,
  ],
  "a previous version that is none": [
    from({ ...s3, previousVersion: "before" }),
    /^redcapSource\.previousVersion must be auto, none or a version like 16\.0\.18/,
  ],
  "an account by its name": [
    from({ ...s3, overlay: { bucket: "demo-sources", prefix: "overlay", trustedAccounts: ["ci"] } }),
    /^redcapSource\.overlay\.trustedAccounts\[0\] must be the ID of an AWS account, 12 digits/,
  ],
  "PHP by its major version": [
    { ...from(s3), phpVersions: ["8"] },
    /^phpVersions\[0\] must be a PHP version like 8\.4/,
  ],
  "an overlay of a whole bucket": [
    from({ ...s3, overlay: { bucket: "demo-sources", prefix: "" } }),
    /^redcapSource\.overlay\.prefix must have at least 1 character/,
  ],
  "a name with a capital": [{ ...from(s3), name: "Demo" }, /^name must be 2 to 40 lower-case letters/],
  "the key's alias": [
    { ...from(s3), kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/demo" },
    /^kmsKeyArn must be an ARN like arn:aws:kms/,
  ],
  "the source's key by its ID": [
    { ...from(s3), sourceKmsKeyArns: ["0123"] },
    /^sourceKmsKeyArns\[0\] must be an ARN like arn:aws:kms/,
  ],
  "a target of one letter": [{ ...from(s3), targetBucket: "b" }, /^targetBucket must be a bucket name/],
  "no concurrency at all, which stops the function": [
    { ...from(s3), reservedConcurrency: 0 },
    /^reservedConcurrency must be at least 1/,
  ],
  "a month of six weeks": [{ ...from(s3), logRetentionDays: 42 }, /^logRetentionDays must be one of 1, 3/],
};
