import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Invokes the function whenever its event changes, and gives its answer. */
export function build(
  module: ModuleStack,
  input: Inputs,
  functionName: string,
  platformVersion: string,
): Expression {
  const event = tf`jsonencode(${eventOf(module, input, platformVersion)})`.string;
  const invocation = new LambdaInvocation(module, "built", {
    functionName,
    input: event,
    lifecycleScope: "CREATE_ONLY",
    triggers: { event, overlay_revision: input.redcapSource.overlayRevision },
  });
  return tf`jsondecode(${invocation.result})`;
}

/** What the function gets; the README describes it. */
function eventOf(
  module: ModuleStack,
  { redcapSource: source, targetBucket }: Inputs,
  platformVersion: string,
): Expression {
  const sources = local(module, "sources", {
    s3: {
      kind: "s3",
      bucket: source.bucket,
      key: source.key,
      version_id: source.versionId,
      region: source.otherRegion.orNull.name,
    },
    community: {
      kind: "community",
      version: source.redcapVersion,
      credentials_secret_arn: source.credentialsSecretArn,
    },
  });
  return local(module, "event", {
    source: tf`${sources}[${source.kind}]`,
    overlay: source.overlay,
    target: { bucket: targetBucket, key_prefix: "bundles/" },
    platform_version: platformVersion,
  });
}
