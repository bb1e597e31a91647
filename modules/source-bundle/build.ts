import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { AwsContext } from "../../lib/aws/context";
import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Invokes the function whenever its event changes, and gives its answer. */
export function build(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  functionName: string,
  platformVersion: string,
): Expression {
  const event = tf`jsonencode(${eventOf(module, aws, input, platformVersion)})`.string;
  const invocation = new LambdaInvocation(module, "built", {
    functionName,
    input: event,
    lifecycleScope: "CREATE_ONLY",
    triggers: { event, overlay_revision: input.redcapSource.overlayRevision },
  });
  const answer = tf`jsondecode(${invocation.result})`;
  const without = (verdict: string, result: Expression) =>
    tf`[for php in ${input.phpVersions} : php if try(${result}.php[php], "unknown") == ${verdict}]`;
  // Not in the event: another PHP version is no reason to build again, and nothing that follows may wait for the apply.
  const own = tf`jsondecode(self.result)`;
  const refused = without("refused", own);
  invocation.addOverride("lifecycle.postcondition", [
    {
      condition: tf`length(${refused}) == 0`,
      error_message:
        `redcap_source: REDCap ${tf`${own}.redcap_version`.string} does not run on PHP ${tf`join(", ", ${refused})`.string}. ` +
        "Take a newer REDCap. An installation that moves here is upgraded on its old servers first.",
    },
  ]);
  warnUnless(module, "php", {
    condition: tf`length(${without("unknown", answer)}) == 0`,
    message:
      `Whether REDCap ${tf`${answer}.redcap_version`.string} runs on PHP ${tf`join(", ", ${input.phpVersions})`.string} is not ` +
      "publicly known: see its requirements in the REDCap Community, and try it in a test environment.",
  });
  return answer;
}

/** What the function gets; the README describes it. */
function eventOf(
  module: ModuleStack,
  aws: AwsContext,
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
      sha256: source.sha256,
    },
    community: {
      kind: "community",
      version: source.redcapVersion,
      credentials_secret_arn: source.credentialsSecretArn,
      sha256: source.sha256,
    },
  });
  const { bucket, prefix, trustedAccounts } = source.overlay.orNull;
  const accounts = tf`concat([${aws.account}], ${trustedAccounts})`;
  return local(module, "event", {
    source: tf`${sources}[${source.kind}]`,
    overlay: tf`${source.overlay.given} ? { bucket = ${bucket}, prefix = ${prefix}, trusted_accounts = ${accounts} } : null`,
    target: { bucket: targetBucket },
    previous_version: source.previousVersion,
    platform_version: platformVersion,
  });
}
