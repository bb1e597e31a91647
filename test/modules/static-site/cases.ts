import type { Inputs } from "../synthesis";
import { bare, certificate, kmsKey, reason, site, trial, zone } from "./base";

const elsewhere = { arn: certificate.arn.replace("us-east-1", "eu-west-1") };

export const accepted: Readonly<Record<string, Inputs>> = {
  "a trial under CloudFront's own name": trial,
  "a name in a zone": site,
  "a name with a certificate and no zone": {
    ...bare,
    domainName: "docs.example.org",
    existingCertificate: certificate,
  },
  "a name with both": { ...site, existingCertificate: certificate },
  "further names": { ...site, alternativeNames: ["example.org", "*.docs.example.org"] },
  "a key": { ...site, kmsKey },
  "an app next to its API": {
    ...site,
    singlePageApp: {},
    api: { origin: { domainName: "api.example.org" } },
  },
  "a bucket with dots in its name": { ...site, bucketName: "docs.example.org" },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that no bucket may begin with": [
    { ...site, name: "amzn-s3-demo-docs" },
    /^name must not be a name that AWS reserves: xn--/m,
  ],
  "a name too long for a bucket's": [{ ...site, name: "a".repeat(25) }, /name must be 2 to 24/],
  "neither a name nor a reason for none": [
    bare,
    /domainName or defaultCertificate must be given, exactly one/,
  ],
  "a name and a reason for none": [
    { ...site, zone: undefined, existingCertificate: undefined, defaultCertificate: reason },
    /domainName or defaultCertificate must be given, exactly one/,
  ],
  "a name and no way to a certificate": [
    { ...bare, domainName: "docs.example.org" },
    /existingCertificate must be given where domainName is given and no zone/,
  ],
  "a certificate of another region": [
    { ...site, existingCertificate: elsewhere },
    /existingCertificate\.arn must be the ARN of an ACM certificate in us-east-1/,
  ],
  "a certificate that nothing uses": [
    { ...trial, existingCertificate: certificate },
    /existingCertificate must not be given with defaultCertificate/,
  ],
  "a zone that nothing uses": [{ ...trial, zone }, /zone must not be given with defaultCertificate/],
  "further names without a first": [
    { ...trial, alternativeNames: ["www.example.org"] },
    /alternativeNames must not be given with defaultCertificate/,
  ],
  "the same name again": [
    { ...site, alternativeNames: ["docs.example.org"] },
    /alternativeNames must not repeat domainName/,
  ],
  "a further name twice": [
    { ...site, alternativeNames: ["www.example.org", "www.example.org"] },
    /alternativeNames\[1\] must not repeat an earlier item/,
  ],
  "a URL as a name": [
    { ...site, domainName: "https://docs.example.org" },
    /domainName must be a domain name in lower case/,
  ],
  "an alias instead of a key": [
    { ...site, kmsKey: { arn: "arn:aws:kms:us-west-2:123456789012:alias/docs" } },
    /kmsKey\.arn must be an ARN like arn:aws:kms/,
  ],
  "no day in which a file can be recovered": [
    { ...site, noncurrentVersionDays: 0 },
    /noncurrentVersionDays must be at least 1/,
  ],
  "a source that is no source": [
    { ...site, securityHeaders: { contentSecurityPolicy: { "default-src": ["self"] } } },
    /contentSecurityPolicy\.default-src\[0\] must be a CSP source/,
  ],
  "no zone ID": [
    { ...site, zone: { id: "example.org" } },
    /zone\.id must be the ID of a Route 53 hosted zone/,
  ],
};
