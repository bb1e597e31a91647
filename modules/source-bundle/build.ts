import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { AwsContext } from "../../lib/aws/context";
import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { byPhp, namedVersion } from "./named-version";

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
  warnOfUnknownSupport(module, input, answer, without("unknown", answer));
  return answer;
}

/**
 * Warns of a REDCap of which it is not known whether it runs on the PHP versions: by the version that the caller names, from the first plan
 * on, and after an apply by what the function found, if that is another one.
 */
function warnOfUnknownSupport(
  module: ModuleStack,
  { phpVersions }: Inputs,
  answer: Expression,
  unknown: Expression,
): void {
  const message = (version: Expression): string =>
    `Whether REDCap ${version.string} runs on PHP ${tf`join(", ", ${phpVersions})`.string} is not publicly known: see its requirements ` +
    "in the REDCap Community, and try it in a test environment.";
  const [named, number] = Object.entries(namedVersion).map(([name, value]) => local(module, name, value));
  const from = local(module, "php_known_from", byPhp("knownFrom"));
  const unknownByName = tf`[for php in ${phpVersions} : php if try(${number} < ${from}[php], true)]`;
  warnUnless(module, "php", {
    condition: tf`${named} == null ? true : length(${unknownByName}) == 0`,
    // Terraform evaluates it in any case, and puts no null into a text.
    message: message(tf`coalesce(${named}, "?")`),
  });
  const found = tf`${answer}.redcap_version`;
  warnUnless(module, "php_found", {
    condition: tf`!terraform.applying ? true : ${found} == ${named} ? true : length(${unknown}) == 0`,
    message: message(found),
  });
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
