import { z } from "zod";
import { arn, bucketName, domainName, namePrefix, unique, zoneId } from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import type { InputReferences } from "../../lib/module";
import { part } from "../../lib/part";
import { decides } from "../../lib/schema";
import { Distribution } from "../distribution";
import { alias, certificateArn } from "../distribution/inputs";
import { FileStorage } from "../file-storage";

/** What a caller may say of the distribution. */
export const distributionPart = part(Distribution, [
  "singlePageApp",
  "api",
  "cachePolicyId",
  "securityHeaders",
  "cors",
  "webAclArn",
  "priceClass",
  "allowedCountries",
  "accessLogs",
]);

const { accessLogs: bucketAccessLogs } = FileStorage.definition.inputs;

export const inputs = {
  name: notReserved(namePrefix(), "buckets").describe("Prefix of every name, unique in the account."),
  domainName: domainName()
    .optional()
    .describe(
      "Domain name of the site; with alternativeNames it must be known at plan. Exactly one of domainName and defaultCertificate.",
    ),
  alternativeNames: decides(
    unique(z.array(alias()).max(99))
      .default([])
      .describe("Further domain names of the site, which the certificate must be for, too."),
  ),
  zone: z
    .strictObject({
      id: zoneId().describe("ID of the public hosted zone, to which all domain names belong."),
    })
    .optional()
    .describe(
      "Zone in which A and AAAA records are made, and a new certificate is validated. Default: none; you make the records, and " +
        "existingCertificate is required.",
    ),
  existingCertificate: z
    .strictObject({
      arn: certificateArn().describe("ARN of the certificate, in us-east-1, for all domain names."),
    })
    .optional()
    .describe("Existing certificate. Default: ACM issues one in us-east-1, which requires the zone."),
  defaultCertificate: Distribution.definition.inputs.defaultCertificate,
  bucketName: bucketName()
    .optional()
    .describe("Name of the bucket, unique in all of AWS. Default: <name>-site-<account>-<region>."),
  kmsKey: z
    .strictObject({ arn: arn("kms", "key/").describe("ARN of the key, in the bucket's region.") })
    .optional()
    .describe(
      "KMS key that encrypts the bucket; its policy must admit CloudFront: cloudfront of the encryption-key module. Default: S3's own " +
        "keys (SSE-S3), as a site's files are no secret.",
    ),
  noncurrentVersionDays: z
    .int()
    .min(1)
    .max(36500)
    .default(30)
    .describe("Days in which a deleted or overwritten file can be recovered. Default: 30."),
  bucketAccessLogs: bucketAccessLogs.describe(
    "Where S3 logs access to the bucket, uploads above all. Default: nowhere; the distribution logs its visitors in accessLogs.",
  ),
  defaultRootObject: Distribution.definition.inputs.defaultRootObject
    .unwrap()
    .default("index.html")
    .describe("Object that answers requests for /."),
  ...distributionPart.shape,
  forceDestroy: z
    .boolean()
    .default(false)
    .describe("Lets Terraform destroy the bucket with the files in it. For short-lived environments only."),
};

export type Inputs = InputReferences<typeof inputs>;
