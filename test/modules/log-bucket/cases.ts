import type { Inputs } from "../synthesis";
import { trailsRefused } from "../trails";

const good: Inputs = { name: "demo" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "no source at all": { ...good, sources: [] },
  "a name of its own": { ...good, bucketName: "hospital-logs" },
  "load balancers that write under prefixes": { ...good, loadBalancerPrefixes: ["alb/api", "alb/mtls"] },
  "a trail": {
    ...good,
    trails: { account: "arn:aws:cloudtrail:us-east-1:123456789012:trail/account" },
  },
  "a short retention": { ...good, retentionDays: 30 },
  "infrequent access after a month": { ...good, archive: { afterDays: 30, storageClass: "STANDARD_IA" } },
  "an archive from the first day": { ...good, archive: { afterDays: 1 } },
  "another archive class": { ...good, archive: { storageClass: "DEEP_ARCHIVE" } },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that no bucket may begin with": [
    { ...good, name: "sthree-logs" },
    /^name must not be a name that AWS reserves: xn--/m,
  ],
  "a name in upper case": [{ ...good, name: "Demo" }, /name must be 2 to 24 lower-case letters/],
  "a bucket name in upper case": [
    { ...good, bucketName: "Logs" },
    /bucketName must be a bucket name: 3 to 63/,
  ],
  "a bucket name like an address": [
    { ...good, bucketName: "10.0.0.1" },
    /bucketName must be a bucket name: no two/,
  ],
  "an unknown source": [
    { ...good, sources: ["waf"] },
    /sources\[0\] must be one of load_balancer, s3, cloudfront/,
  ],
  "a source named twice": [{ ...good, sources: ["s3", "s3"] }, /sources\[1\] must not repeat/],
  "a prefix with a slash at its end": [
    { ...good, loadBalancerPrefixes: ["alb/"] },
    /loadBalancerPrefixes\[0\] must not begin or end with a slash/,
  ],
  "a prefix twice": [
    { ...good, loadBalancerPrefixes: ["alb", "alb"] },
    /loadBalancerPrefixes\[1\] must not repeat/,
  ],
  ...trailsRefused(good),
  "no retention": [{ ...good, retentionDays: 0 }, /retentionDays must be at least 1/],
  "retention for two centuries": [{ ...good, retentionDays: 73_000 }, /retentionDays must be at most 36500/],
  "retention for half a day more": [{ ...good, retentionDays: 1.5 }, /retentionDays must be a whole number/],
  "an archive before the first day": [
    { ...good, archive: { afterDays: 0 } },
    /archive\.afterDays must be at least 1/,
  ],
  "an archive after two centuries": [
    { ...good, archive: { afterDays: 73_000 } },
    /archive\.afterDays must be at most 36500/,
  ],
  "an archive after half a day more": [
    { ...good, archive: { afterDays: 30.5 } },
    /archive\.afterDays must be a whole number/,
  ],
  "a class that is not for archives": [
    { ...good, archive: { storageClass: "STANDARD" } },
    /archive\.storageClass must be one of STANDARD_IA, GLACIER_IR/,
  ],
  "infrequent access too soon": [
    { ...good, archive: { afterDays: 29, storageClass: "STANDARD_IA" } },
    /archive must have afterDays of at least 30 with STANDARD_IA/,
  ],
  "deleted logs that are gone at once": [
    { ...good, deletedVersionDays: 0 },
    /deletedVersionDays must be at least 1/,
  ],
  "deleted logs that stay for a century": [
    { ...good, deletedVersionDays: 36_500 },
    /deletedVersionDays must be at most 3650/,
  ],
  "deleted logs that stay for half a day more": [
    { ...good, deletedVersionDays: 1.5 },
    /deletedVersionDays must be a whole number/,
  ],
};
