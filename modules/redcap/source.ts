import { DataAwsS3Object } from "@cdktf/provider-aws/lib/data-aws-s3-object";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { FileStorage } from "../file-storage";
import { SourceBundle } from "../source-bundle";
import { defaultPhp } from "./source-rules";
import type { Inputs } from "./inputs";

export interface SourceToDeploy {
  /** Bucket, key and version label. */
  readonly bundle: Expression;
  /** What the environments' module gets of it. */
  readonly deployed: Expression;
}

/** The source bundle to deploy: the caller's own, or one that a function builds from REDCap's zip. */
export function sourceBundle(
  module: ModuleStack,
  input: Inputs,
  kmsKeyArn: Expression,
  logBucket: Expression,
): SourceToDeploy {
  const { name, redcapSource: source, logRetentionDays, deletionProtection, forceDestroy } = input;
  const given = tf`${source.kind} == "bundle"`;
  const when = tf`!(${given})`;
  const bundles = new FileStorage(
    module,
    "bundles",
    {
      name: `${name}-src`,
      kmsKeyArn,
      accessLogs: { bucketName: logBucket, prefix: "s3/bundles/" },
      // No records: the function builds bundles again.
      forceDestroy: tf`!${deletionProtection}`,
    },
    { when },
  );
  const builder = new SourceBundle(
    module,
    "source_bundle",
    {
      name,
      redcapSource: {
        kind: tf`${source.kind}`,
        bucket: source.bucket,
        key: source.key,
        versionId: source.versionId,
        otherRegion: source.otherRegion,
        redcapVersion: source.redcapVersion,
        sha256: source.sha256,
        previousVersion: source.previousVersion,
        credentialsSecretArn: source.credentialsSecretArn,
        overlay: source.overlay,
        overlayRevision: source.overlayRevision,
      },
      phpVersions: phpVersionsOf(module, input),
      targetBucket: bundles.outputs.bucketName,
      kmsKeyArn,
      sourceKmsKeyArns: source.kmsKeyArns,
      reservedConcurrency: source.reservedConcurrency,
      logRetentionDays,
      forceDestroyLogs: forceDestroy.given,
    },
    { when },
  );
  checkZip(module, source);
  const hash = tf`substr(sha256(jsonencode([${source.bucket}, ${source.key}, ${source.versionId}])), 0, 12)`;
  const label = local(
    module,
    "bundle_version_label",
    tf`coalesce(${source.versionLabel}, join("-", ["bundle", ${hash}]))`,
  );
  const bundle = local(module, "source_bundle", {
    bucket: tf`${given} ? ${source.bucket} : ${builder.outputs.bucket}`,
    key: tf`${given} ? ${source.key} : ${builder.outputs.key}`,
    version_label: tf`${given} ? ${label} : ${builder.outputs.versionLabel}`,
  });
  // Where earlier releases stored what they built: an environment may run one of these until this release's first deployment is over.
  const earlier = tf`${given} ? [] : ["bundles/redcap-*"]`;
  return { bundle, deployed: tf`merge(${bundle}, { earlier_keys = ${earlier} })` };
}

/** PHP versions of the environments that run the source bundle. */
function phpVersionsOf(module: ModuleStack, { environments }: Inputs): Expression {
  const environment = environments.as("environment");
  const php = tf`coalesce(${environment.phpVersion}, try(regex("[0-9]+[.][0-9]+$", ${environment.solutionStackName}), null), ${defaultPhp})`;
  return local(
    module,
    "php_versions",
    tf`distinct([for environment in values(${environments}) : ${php} if ${environment.versionLabel} == null])`,
  );
}

/**
 * Refuses, at plan, an object that does not exist or cannot be a zip: the function, or Elastic Beanstalk, would find out in
 * mid-apply. Only its size and type are known; the function looks inside. Buckets of other regions are left to it, too.
 */
function checkZip(module: ModuleStack, source: Inputs["redcapSource"]): void {
  const object = new DataAwsS3Object(module, "redcap_source", {
    bucket: source.bucket,
    key: source.key,
    versionId: source.versionId,
  });
  object.addOverride("count", tf`${source.kind} != "community" && ${source.otherRegion} == null ? 1 : 0`);
  const place = `s3://${source.bucket}/${source.key}`;
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
