import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

/** Clears old versions and what interrupted uploads leave behind; moves or deletes current files if requested. */
export function addLifecycle(
  module: ModuleStack,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
  { noncurrentVersionDays, archive, expirations }: InputReferences<typeof inputs>,
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
    // Rules about versions need versioning to be enabled.
    dependsOn: [versioning],
  });
  const rule = expirations.in("rule");
  lifecycle.addOverride("dynamic.rule", [
    {
      for_each: expirations,
      content: {
        id: `expire-${rule.key}`,
        status: "Enabled",
        filter: [{ prefix: rule.value.prefix }],
        expiration: [{ days: rule.value.afterDays }],
      },
    },
  ]);
  const { afterDays, storageClass } = archive.in("transition");
  lifecycle.addOverride("rule.0.dynamic.transition", [
    {
      for_each: tf`${archive}[*]`,
      content: { days: afterDays, storage_class: storageClass },
    },
  ]);
}
