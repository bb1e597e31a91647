import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

/** Moves logs to a cheaper class, deletes them after their retention, and clears what deletions leave behind. */
export function addLifecycle(
  module: ModuleStack,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  { retentionDays, archive, deletedVersionDays }: InputReferences<typeof inputs>,
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
        // S3 does not accept this in a rule that expires objects by age.
        id: "markers-of-deleted-logs",
        status: "Enabled",
        filter: everything,
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
    ],
    // Rules about versions need versioning to be enabled.
    dependsOn: [versioning],
  });
  // S3 refuses a transition that would come after the expiration.
  lifecycle.addOverride("rule.0.dynamic.transition", [
    {
      for_each: tf`${archive.afterDays} < ${retentionDays} ? [1] : []`,
      content: { days: archive.afterDays, storage_class: archive.storageClass },
    },
  ]);
}
