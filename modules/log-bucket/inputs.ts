import { z } from "zod";
import { arn, bucketName, entryName, namePrefix, unique, uniqueValues } from "../../lib/aws/inputs";
import { notReserved } from "../../lib/aws/reserved-names";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";

/** Kinds of resources whose logs the bucket can receive. */
export const sources = ["load_balancer", "s3", "cloudfront"] as const;

/** Storage classes for logs that are rarely read. */
const archiveClasses = ["STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"] as const;

/** S3 keeps objects in STANDARD for this many days before it moves them to STANDARD_IA. */
const minimumDaysBeforeInfrequentAccess = 30;

export const inputs = {
  name: notReserved(namePrefix(), "buckets").describe("Prefix of every name."),
  bucketName: bucketName()
    .optional()
    .describe("Name of the bucket, unique in all of AWS. Default: <name>-logs-<account>-<region>."),
  sources: unique(z.array(z.enum(sources)))
    .default([...sources])
    .describe(
      "Services that may deliver: load_balancer (access and connection logs), s3 (server access logs of other buckets), " +
        "cloudfront (standard logging v2). Only for resources of this account. Default: all of them.",
    ),
  loadBalancerPrefixes: unique(
    z.array(
      z
        .string()
        .regex(
          /^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*$/,
          "must not begin or end with a slash, like alb/research",
        ),
    ),
  )
    .default([])
    .describe(
      "Prefixes under which load balancers may deliver, in addition to none: access_logs_prefix of the load-balancer module.",
    ),
  trails: uniqueValues(z.record(entryName(), arn("cloudtrail", "trail/")))
    .default({})
    .describe(
      "CloudTrail trails that may deliver, by a name of your choice: ARNs of this account's, which their names determine. Default: none.",
    ),
  retentionDays: decides(
    z
      .int()
      .min(1)
      .max(36500)
      .default(2192)
      .describe(
        "Days after which a log is deleted. Default: six years, as 45 CFR 164.316(b)(2)(i) requires of HIPAA documentation.",
      ),
  ),
  archive: constrain(
    z.strictObject({
      afterDays: decides(
        z
          .int()
          .min(1)
          .max(36500)
          .default(90)
          .describe("Days after which logs move to the cheaper class; 30 or more for STANDARD_IA."),
      ),
      storageClass: z
        .enum(archiveClasses)
        .default("GLACIER_IR")
        .describe(
          "Storage class they move to. GLACIER_IR is read at once; GLACIER and DEEP_ARCHIVE take hours to restore.",
        ),
    }),
    {
      message: `must have afterDays of at least ${minimumDaysBeforeInfrequentAccess} with STANDARD_IA: S3 moves nothing to it sooner`,
      check: ({ afterDays, storageClass }) =>
        storageClass !== "STANDARD_IA" || afterDays >= minimumDaysBeforeInfrequentAccess,
      condition: (ref) =>
        `${ref}.storage_class != "STANDARD_IA" || ${ref}.after_days >= ${minimumDaysBeforeInfrequentAccess}`,
    },
  )
    .prefault({})
    .describe(
      "When logs become cheaper to keep and more expensive to read. Objects under 128 KiB stay in STANDARD: moving them costs " +
        "more than it saves. With afterDays of retentionDays or more, everything stays in STANDARD.",
    ),
  deletedVersionDays: z
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe("Days in which a deleted or overwritten log can be recovered."),
  forceDestroy: z
    .boolean()
    .default(false)
    .describe("Lets Terraform destroy the bucket with the logs in it. For short-lived environments only."),
};
