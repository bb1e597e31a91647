import type { Inputs } from "../synthesis";

const good: Inputs = { name: "bots", functionNamePrefix: "bot-" };
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const layer = {
  bucket: "artifacts",
  key: "bot-layer/1.zip",
  sha256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
};
const existingRole = { arn: "arn:aws:iam::111122223333:role/bots" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "the longest name": { ...good, name: "a23456789-123456789-123456789-12" },
  "an existing role, GovCloud": {
    ...good,
    existingRole: { arn: "arn:aws-us-gov:iam::111122223333:role/bots" },
  },
  "a layer": { ...good, layerName: "bot_layer", layer },
  "everything for a role": {
    ...good,
    policies: { bucket: policy },
    permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
    logGroups: { "bot-1": { retentionDays: 365 }, "bot-2": {} },
    kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555",
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that is too long": [{ ...good, name: "a23456789-123456789-123456789-123" }, /name must be 2 to 32/],
  "a prefix with a dot": [
    { ...good, functionNamePrefix: "bot." },
    /functionNamePrefix must be 1 to 63 letters/,
  ],
  "a prefix that is no prefix": [
    { ...good, functionNamePrefix: "" },
    /functionNamePrefix must be 1 to 63 letters/,
  ],
  "a user as a role": [
    { ...good, existingRole: { arn: "arn:aws:iam::111122223333:user/bots" } },
    /must be an ARN like arn:aws:iam/,
  ],
  "policies for a role of one's own": [
    { ...good, existingRole, policies: { bucket: policy } },
    /policies must not be given with existingRole/,
  ],
  "a boundary for a role of one's own": [
    { ...good, existingRole, permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" },
    /permissionsBoundary must not be given with existingRole/,
  ],
  "a policy that is none": [{ ...good, policies: { bucket: "{}" } }, /must be an IAM policy as JSON/],
  "a log group of another function": [
    { ...good, logGroups: { "other-1": {} } },
    /logGroups.other-1 must have the names of functions that begin with functionNamePrefix/,
  ],
  "a retention that CloudWatch does not have": [
    { ...good, logGroups: { "bot-1": { retentionDays: 2 } } },
    /must be one of 1, 3/,
  ],
  "a layer without a name": [{ ...good, layer }, /layerName is required with layer/],
  "a layer's name with a slash": [
    { ...good, layerName: "a/b" },
    /layerName must be the name of a Lambda layer/,
  ],
  "a digest in hexadecimal": [
    {
      ...good,
      layerName: "l",
      layer: { ...layer, sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    },
    /must be a SHA-256 digest in Base64/,
  ],
  "a runtime that is none": [
    { ...good, layerName: "l", layer: { ...layer, runtimes: ["Node 22"] } },
    /must be the identifier of a Lambda runtime/,
  ],
  "an instruction set that Lambda lacks": [
    { ...good, layerName: "l", layer: { ...layer, architectures: ["x64"] } },
    /must be one of x86_64, arm64/,
  ],
};
