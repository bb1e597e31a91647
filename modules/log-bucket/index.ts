import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { tf } from "../../lib/expression";
import { bucketName, namePrefix, unique } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { privateBucket } from "../../lib/aws/private-bucket";
import { constrain } from "../../lib/requirements";
import { addLifecycle, archiveClasses, leastDaysBeforeInfrequentAccess } from "./lifecycle";
import { deliveries, sources } from "./statements";

/**
 * The bucket into which AWS delivers access logs. Objects are kept six years by default (45 CFR 164.316(b)(2)(i)), no
 * one but the named delivery services of this account is granted anything, and requests without TLS 1.2 are refused.
 *
 * Encrypted with SSE-S3, not with a KMS key: load balancers cannot write access logs to a bucket that uses KMS.
 */
export const LogBucket = terraformModule({
  name: "log-bucket",
  summary:
    "An S3 bucket that receives access logs of load balancers, buckets and CloudFront, and keeps them.",
  providers: [awsProvider],
  inputs: {
    name: namePrefix().describe("Prefix of every name."),
    bucketName: bucketName()
      .optional()
      .describe("Name of the bucket, unique in all of AWS. Default: <name>-logs-<account>-<region>."),
    sources: unique(z.array(z.enum(sources)))
      .default([...sources])
      .describe(
        "Who may deliver: load_balancer (access and connection logs), s3 (server access logs of other buckets), " +
          "cloudfront (standard logging v2). Only resources of this account. Default: all of them.",
      ),
    retentionDays: z
      .int()
      .min(1)
      .max(36500)
      .default(2192)
      .describe(
        "Days after which a log is deleted. Default: six years, as 45 CFR 164.316(b)(2)(i) asks of HIPAA records.",
      ),
    archive: constrain(
      z.strictObject({
        afterDays: z
          .int()
          .min(1)
          .max(36500)
          .default(90)
          .describe("Days after which logs move to the cheaper class; 30 or more for STANDARD_IA."),
        storageClass: z
          .enum(archiveClasses)
          .default("GLACIER_IR")
          .describe(
            "Class they move to. GLACIER_IR answers at once; GLACIER and DEEP_ARCHIVE need hours to restore.",
          ),
      }),
      {
        message: `must have afterDays of at least ${leastDaysBeforeInfrequentAccess} with STANDARD_IA: S3 moves nothing there sooner`,
        check: ({ afterDays, storageClass }) =>
          storageClass !== "STANDARD_IA" || afterDays >= leastDaysBeforeInfrequentAccess,
        condition: (ref) =>
          `${ref}.storage_class != "STANDARD_IA" || ${ref}.after_days >= ${leastDaysBeforeInfrequentAccess}`,
      },
    )
      .prefault({})
      .describe(
        "When logs become cheaper to keep and dearer to read. Objects under 128 KiB stay where they are: moving them " +
          "costs more than it saves. A time not shorter than retentionDays keeps everything in STANDARD.",
      ),
    deletedVersionDays: z
      .int()
      .min(1)
      .max(3650)
      .default(90)
      .describe("Days for which a deleted or overwritten log can be brought back."),
    forceDestroy: z
      .boolean()
      .default(false)
      .describe(
        "Lets Terraform destroy the bucket together with its logs. For short-lived environments only.",
      ),
  },
  outputs: {
    bucketName: "Name of the bucket. Whoever uses it waits for the bucket's policy.",
    bucketArn: "ARN of the bucket.",
    bucketDomainName: "Regional domain name of the bucket.",
  },
  resources(
    module,
    { name, bucketName, sources: enabled, retentionDays, archive, deletedVersionDays, forceDestroy },
  ) {
    const aws = awsContext(module);
    const { bucket, versioning, access } = privateBucket(module, aws, {
      name: tf`coalesce(${bucketName}, ${`${name}-logs-${aws.account}-${aws.region}`})`.string,
      policyName: "delivery",
      statements: (bucketArn) => deliveries(module, aws, bucketArn, enabled),
    });
    bucket.addOverride("force_destroy", forceDestroy);
    addLifecycle(module, bucket, versioning, { retentionDays, archive, deletedVersionDays });
    return {
      bucketName: access.bucket,
      bucketArn: bucket.arn,
      bucketDomainName: bucket.bucketRegionalDomainName,
    };
  },
});
