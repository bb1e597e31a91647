import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

/** Cheaper storage classes from which a file can be read at once. */
export const archiveClasses = ["INTELLIGENT_TIERING", "STANDARD_IA", "GLACIER_IR"] as const;

interface Times {
  readonly noncurrentVersionDays: number;
  readonly archive: Expression;
}

/** Clears old versions and what interrupted uploads leave behind; moves current files to a cheaper class if asked to. */
export function addLifecycle(
  module: ModuleStack,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  { noncurrentVersionDays, archive }: Times,
): void {
  const lifecycle = new S3BucketLifecycleConfiguration(module, "lifecycle_rules", {
    bucket: bucket.id,
    transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    rule: [
      {
        id: "files",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ expiredObjectDeleteMarker: true }],
        noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    // Rules about versions need versioning to be on.
    dependsOn: [versioning],
  });
  lifecycle.addOverride("rule.0.dynamic.transition", [
    {
      for_each: tf`${archive}[*]`,
      content: { days: "${transition.value.after_days}", storage_class: "${transition.value.storage_class}" },
    },
  ]);
}
