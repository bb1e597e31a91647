import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

/** Storage classes for logs that are rarely read. */
export const archiveClasses = ["STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"] as const;

/** S3 keeps objects in STANDARD for so long before it moves them to STANDARD_IA. Days. */
export const leastDaysBeforeInfrequentAccess = 30;

interface Times {
  readonly retentionDays: number;
  readonly archive: Expression;
  readonly deletedVersionDays: number;
}

/** Moves logs to a cheaper class, deletes them when their time is over, and clears what deletions leave behind. */
export function addLifecycle(
  module: ModuleStack,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  { retentionDays, archive, deletedVersionDays }: Times,
): void {
  const everything = [{ prefix: "" }];
  const lifecycle = new S3BucketLifecycleConfiguration(module, "retention", {
    bucket: bucket.id,
    transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    rule: [
      {
        id: "logs",
        status: "Enabled",
        filter: everything,
        expiration: [{ days: retentionDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: deletedVersionDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
      {
        // S3 takes this in no rule that expires objects by age.
        id: "markers-of-deleted-logs",
        status: "Enabled",
        filter: everything,
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
    ],
    // Rules about versions need versioning to be on.
    dependsOn: [versioning],
  });
  // S3 refuses a transition that would come after the expiration.
  lifecycle.addOverride("rule.0.dynamic.transition", [
    {
      for_each: tf`${archive}.after_days < ${retentionDays} ? [${archive}] : []`,
      content: { days: "${transition.value.after_days}", storage_class: "${transition.value.storage_class}" },
    },
  ]);
}
