import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { FileStorage } from "../file-storage";
import { SourceBundle } from "../source-bundle";
import type { Inputs } from "./index";
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
