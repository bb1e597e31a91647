import { DataAwsS3Object } from "@cdktf/provider-aws/lib/data-aws-s3-object";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { FileStorage } from "../file-storage";
import { SourceBundle } from "../source-bundle";
import type { Inputs } from "./inputs";
import { local } from "./values";

/** The source bundle to deploy: the caller's own, or one that a function builds from REDCap's zip. */
export function sourceBundle(
  module: ModuleStack,
  { name, redcapSource: source, logRetentionDays, deletionProtection }: Inputs,
  kmsKeyArn: Expression,
  logBucket: Expression,
): Expression {
  const built = tf`${source}.kind == "bundle" ? 0 : 1`;
  const bundles = new FileStorage(
    module,
    "bundles",
    {
      name: tf`${`${name}-src`}`,
      kmsKeyArn,
      accessLogs: { bucketName: logBucket, prefix: "s3/bundles/" },
      forceDestroy: tf`!${deletionProtection}`,
    },
    { count: built },
  );
  const builder = new SourceBundle(
    module,
    "source_bundle",
    {
      name,
      redcapSource: tf`{for key, value in ${source} : key => value if !contains(["version_label", "kms_key_arns"], key)}`,
      targetBucket: bundles.outputs.bucketName,
      kmsKeyArn,
      sourceKmsKeyArns: tf`${source}.kms_key_arns`,
      logRetentionDays,
    },
    { count: built },
  );
  checkZip(module, source);
  const label = tf`coalesce(${source}.version_label, join("-", ["bundle", substr(sha256(jsonencode([${source}.bucket, ${source}.key, ${source}.version_id])), 0, 12)]))`;
  return local(
    module,
    "source_bundle",
    tf`{
      bucket = ${source}.kind == "bundle" ? ${source}.bucket : ${builder.outputs.bucket}
      key = ${source}.kind == "bundle" ? ${source}.key : ${builder.outputs.key}
      version_label = ${source}.kind == "bundle" ? ${label} : ${builder.outputs.versionLabel}
    }`,
  );
}

/**
 * Refuses, at plan, an object that is not there or cannot be a zip: the function, or Elastic Beanstalk, would find out in
 * mid-apply. Only its size and type are known; the function looks inside. Buckets of other regions are left to it, too.
 */
function checkZip(module: ModuleStack, source: Expression): void {
  const object = new DataAwsS3Object(module, "given", {
    bucket: tf`${source}.bucket`.string,
    key: tf`${source}.key`.string,
    versionId: tf`${source}.version_id`.string,
  });
  object.addOverride("count", tf`${source}.kind != "community" && ${source}.region == null ? 1 : 0`);
  const place = `s3://${tf`${source}.bucket`.string}/${tf`${source}.key`.string}`;
  object.addOverride("lifecycle.postcondition", [
    {
      // The smallest zip has 22 bytes. Uploads are often of no type; a page or a text is the usual mistake.
      condition: tf`self.content_length >= 22 && !can(regex("^(text|image)/|json|html|xml", self.content_type))`,
      error_message:
        `redcap_source: ${place} is not a zip (\${self.content_type}, \${self.content_length} bytes). Upload the ` +
        `zip there, or correct bucket and key.`,
    },
  ]);
}
