import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { awsContext } from "../../lib/aws/context";
import type { Statement } from "../../lib/aws/policy";
import { privateBucket } from "../../lib/aws/private-bucket";
import { awsInUsEast1, awsProvider, inUsEast1 } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { certificateFor } from "../certificate/for-name";
import { Distribution } from "../distribution";
import { distributionPart, type Inputs, inputs } from "./inputs";
import { rules } from "./rules";

/** A website: files in a private bucket, a CloudFront distribution that alone reads them, a certificate and records. */
export const StaticSite = terraformModule({
  name: "static-site",
  summary: "A website of static files: a private bucket behind a CloudFront distribution.",
  providers: [awsProvider, awsInUsEast1],
  inputs,
  rules,
  outputs: {
    bucketName: "Name of the bucket. Consumers wait for the bucket policy.",
    bucketArn: "ARN of the bucket, for the policy of whoever uploads.",
    distributionId: "ID of the distribution, for invalidations.",
    distributionArn: "ARN of the distribution, for the policy of whoever invalidates.",
    distributionDomainName: "CloudFront's own name of the distribution, for records that you create.",
    certificateArn: "ARN of the certificate, in us-east-1; null with defaultCertificate.",
    url: "Address of the site, without a slash at its end.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "bucketName", { "kms_key.arn": input.kmsKey.orNull.arn });
    const { name, domainName, bucketAccessLogs } = input;
    const aws = awsContext(module);
    // The module's address, not an expression with the distribution, which comes after the bucket.
    const distributionArn = reference("module.distribution.arn");
    const { bucket, arn, versioning, access } = privateBucket(module, aws, {
      name: tf`coalesce(${input.bucketName}, ${`${name}-site-${aws.account}-${aws.region}`})`.string,
      kmsKey: input.kmsKey,
      statements: (bucketArn) => readers(bucketArn, distributionArn),
    });
    bucket.addOverride("force_destroy", input.forceDestroy);
    new S3BucketLifecycleConfiguration(module, "lifecycle_rules", {
      bucket: bucket.id,
      rule: [
        {
          id: "files",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ expiredObjectDeleteMarker: true }],
          noncurrentVersionExpiration: [{ noncurrentDays: input.noncurrentVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      // Rules about versions need versioning to be enabled.
      dependsOn: [versioning],
    });
    const logging = new S3BucketLoggingA(module, "access_log", {
      bucket: bucket.id,
      targetBucket: bucketAccessLogs.orNull.bucketName,
      targetPrefix: bucketAccessLogs.orNull.prefix,
    });
    logging.addOverride("count", tf`${bucketAccessLogs.given} ? 1 : 0`);
    const { certificateArn, distribution } = site(module, input, bucket.bucketRegionalDomainName);
    return {
      bucketName: access.bucket,
      bucketArn: arn,
      distributionId: distribution.id,
      distributionArn: distribution.arn,
      distributionDomainName: distribution.domainName,
      certificateArn,
      url: tf`join("", ["https://", coalesce(${domainName}, ${distribution.domainName})])`,
    };
  },
});

/** The distribution reads files, and lists them, so that S3 answers 404 for what is missing; 403 is then a web ACL's alone. */
function readers(bucketArn: string, distributionArn: Expression): Statement[] {
  const reader = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
  } as const;
  return [
    { Sid: "DistributionReads", ...reader, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { Sid: "DistributionLists", ...reader, Action: "s3:ListBucket", Resource: bucketArn },
  ];
}

/** The distribution, with a certificate and records of its names. */
function site(module: ModuleStack, input: Inputs, bucketDomainName: string) {
  const { name, domainName, alternativeNames, zone, existingCertificate, defaultCertificate } = input;
  const named = tf`!(${defaultCertificate.given})`;
  const certificate = certificateFor(
    module,
    "certificate",
    { domainName, subjectAlternativeNames: alternativeNames, existingCertificate },
    tf`${zone.orNull.id}`,
    { ...inUsEast1, when: named },
  );
  // By names that make good keys: those of the records are addresses.
  const alternatives = tf`{for name in ${alternativeNames} : replace(replace(name, "*", "wildcard"), ".", "-") => name}`;
  const aliases = local(
    module,
    "aliases",
    tf`merge(${named} ? { site = ${domainName} } : {}, ${alternatives})`,
  );
  const distribution = new Distribution(
    module,
    "distribution",
    {
      name,
      bucketOrigin: { domainName: bucketDomainName, listable: true },
      defaultRootObject: input.defaultRootObject,
      aliases,
      certificateArn: certificate.arn,
      defaultCertificate,
      records: tf`${zone.given} ? { zone_id = ${zone.orNull.id} } : null`,
      ...distributionPart.from(input),
    },
    inUsEast1,
  ).outputs;
  return { certificateArn: certificate.arn, distribution };
}
