import type { Inputs } from "../synthesis";

const issued: Inputs = { domainName: "redcap.example.edu", zoneId: "Z0123456789ABCDEFGHIJ" };
const arn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";

export const accepted: Readonly<Record<string, Inputs>> = {
  "a name and its zone": issued,
  "an existing certificate": { domainName: "redcap.example.edu", existingCertificate: { arn } },
  "an existing certificate in GovCloud": {
    domainName: "redcap.example.edu",
    existingCertificate: { arn: arn.replace("arn:aws:acm:us-east-1", "arn:aws-us-gov:acm:us-gov-west-1") },
  },
  "an apex with its wildcard": {
    ...issued,
    domainName: "example.edu",
    subjectAlternativeNames: ["*.example.edu"],
  },
};

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "neither a zone nor a certificate": [{ domainName: "redcap.example.edu" }, /must be given, exactly one/],
  "both a zone and a certificate": [
    { ...issued, existingCertificate: { arn } },
    /must be given, exactly one/,
  ],
  "a name in upper case": [
    { ...issued, domainName: "REDCap.example.edu" },
    /must be a domain name in lower case/,
  ],
  "a name with a final dot": [{ ...issued, domainName: "redcap.example.edu." }, /must be a domain name/],
  "a wildcard inside a name": [
    { ...issued, subjectAlternativeNames: ["a.*.example.edu"] },
    /must be a domain name in lower case/,
  ],
  "an alternative name given twice": [
    { ...issued, subjectAlternativeNames: ["a.example.edu", "a.example.edu"] },
    /subjectAlternativeNames\[1\] must not repeat/,
  ],
  "more names than ACM can have": [
    { ...issued, subjectAlternativeNames: Array.from({ length: 100 }, (_, i) => `a${i}.example.edu`) },
    /subjectAlternativeNames must have at most 99/,
  ],
  "a name that is too long": [
    { ...issued, domainName: `${"a.".repeat(125)}example` },
    /domainName must have at most 253/,
  ],
  "an alternative name that is too long": [
    { ...issued, subjectAlternativeNames: [`${"a.".repeat(125)}example`] },
    /subjectAlternativeNames\[0\] must have at most 253/,
  ],
  "a key that CloudFront does not support": [
    { ...issued, keyAlgorithm: "RSA_4096" },
    /keyAlgorithm must be one of RSA_2048, EC_prime256v1, EC_secp384r1/,
  ],
  "a zone's name in place of its ID": [
    { ...issued, zoneId: "example.edu" },
    /must be the ID of a Route 53 hosted zone/,
  ],
  "an ARN of something else": [
    { domainName: "redcap.example.edu", existingCertificate: { arn: arn.replace("acm", "iam") } },
    /must be an ARN like/,
  ],
};
