import type { Inputs } from "../synthesis";

const good: Inputs = { name: "demo" };

export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "no source at all": { ...good, sources: [] },
  "a name of its own": { ...good, bucketName: "hospital-logs" },
  "a short retention": { ...good, retentionDays: 30 },
  "infrequent access after a month": { ...good, archive: { afterDays: 30, storageClass: "STANDARD_IA" } },
  "an archive from the first day": { ...good, archive: { afterDays: 1 } },
  "another archive class": { ...good, archive: { storageClass: "DEEP_ARCHIVE" } },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "an unknown source": [{ ...good, sources: ["waf"] }, /must be one of load_balancer, s3, cloudfront/],
  "a source named twice": [{ ...good, sources: ["s3", "s3"] }, /must not name anything twice/],
  "no retention": [{ ...good, retentionDays: 0 }, /must be at least 1/],
  "half a day": [{ ...good, retentionDays: 1.5 }, /must be a whole number/],
  "a class that is not for archives": [
    { ...good, archive: { storageClass: "STANDARD" } },
    /must be one of STANDARD_IA, GLACIER_IR/,
  ],
  "infrequent access too soon": [
    { ...good, archive: { afterDays: 29, storageClass: "STANDARD_IA" } },
    /archive must have afterDays of at least 30 with STANDARD_IA/,
  ],
  "a bucket name in upper case": [{ ...good, bucketName: "Logs" }, /must be a bucket name|must be 3 to 63/],
};
