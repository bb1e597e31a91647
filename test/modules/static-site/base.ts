import type { Inputs } from "../synthesis";

export const certificate = {
  arn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
};
export const kmsKey = {
  arn: "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555",
};
export const zone = { id: "Z0123456789ABCDEFGHIJ" };

/** A site without a name of its own. */
export const trial: Inputs = {
  name: "docs",
  defaultCertificate: { reason: "Trial without a domain" },
  accessLogs: { bucketArn: "arn:aws:s3:::logs" },
};
const { defaultCertificate: reason, ...bare } = trial;
export { bare, reason };

/** A site with one. */
export const site: Inputs = { ...bare, domainName: "docs.example.org", zone };
