import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { regionForConditions } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { requireForOutput } from "../../lib/checks";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { admissionRule, countryRule, guardRule, listRules } from "./address-rules";
import { warnOfCapacity } from "./capacity";
import { exceptionReasons, reblockRule } from "./exceptions";
import { type Inputs, inputs } from "./inputs";
import { ipSets } from "./ip-sets";
import { logging } from "./logging";
import { managedRule } from "./managed-groups";
import { warnOfObservation } from "./observation";
import { rateRules } from "./rate-rules";
import { rules } from "./rules";
import { either, when } from "./statements";

/**
 * A WAFv2 web ACL that blocks. Rules come in this order: denied addresses and countries, the only admitted addresses, guarded paths,
 * trusted addresses, rate limit, managed groups, and finally the rules that exceptions loosen, blocking outside their paths.
 */
export const Firewall = terraformModule({
  name: "firewall",
  summary:
    "WAFv2 web ACL: managed groups that block, rate limit, address and country lists, guarded paths, redacted log.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    arn: "ARN of the web ACL; a CloudFront distribution takes it as web_acl_id.",
    id: "ID of the web ACL.",
    name: "Name of the web ACL.",
    capacity: "Capacity units in use; 1500 are included in the price.",
    metricName: "Name of the web ACL in CloudWatch metrics (dimension WebACL of AWS/WAFV2).",
    logGroupName: "CloudWatch log group.",
    logGroupArn: "ARN of the log group.",
    exceptionReasons:
      "Why which managed rule is weakened: reason by `<group>/<rule>`, or by `<group>` for skipped paths.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "arn", { kms_key_arn: input.kmsKeyArn });
    const acl = webAcl(module, input);
    const log = logging(module, input, acl);
    const association = new Wafv2WebAclAssociation(module, "protected", {
      resourceArn: input.resourceArns.each.value,
      webAclArn: acl.arn,
    });
    association.addOverride("for_each", input.resourceArns);
    resourcesOfRegion(module, input);
    return {
      arn: acl.arn,
      id: acl.id,
      name: acl.name,
      capacity: acl.capacity,
      metricName: input.name,
      logGroupName: log.name,
      logGroupArn: log.arn,
      exceptionReasons: exceptionReasons(module, input),
    };
  },
});

function webAcl(module: ModuleStack, input: Inputs): Wafv2WebAcl {
  const sets = ipSets(module, input);
  const acl = new Wafv2WebAcl(module, "this", {
    name: input.name,
    description: `Web ACL ${input.name}`,
    scope: input.scope,
    visibilityConfig: {
      cloudwatchMetricsEnabled: true,
      metricName: input.name,
      sampledRequestsEnabled: input.sampledRequests,
    },
    defaultAction: {},
    // WAF deletes no web ACL that a distribution uses: this makes Terraform update the distribution first.
    lifecycle: { createBeforeDestroy: true },
  });
  acl.addOverride(
    "default_action",
    either(tf`${input.defaultAction} == "allow"`, { allow: {} }, { block: {} }),
  );
  acl.addOverride("dynamic.rule", [
    ...listRules(input, sets),
    countryRule(input),
    admissionRule(module, input, sets),
    guardRule(input, sets),
    ...rateRules(module, input, sets),
    managedRule(module, input),
    reblockRule(module, input),
  ]);
  acl.addOverride("dynamic.association_config", bodyInspection(input));
  acl.addOverride("lifecycle.precondition", [setsOfRegion(module, input)]);
  warnOfCapacity(module, acl, input);
  warnOfObservation(module, input);
  return acl;
}

/** More of each body than AWS inspects by default. Nothing is stated at the default, as regional web ACLs have no such setting. */
function bodyInspection({ bodyInspectionKb }: Inputs): object {
  return when(tf`${bodyInspectionKb} > 16`, {
    request_body: { cloudfront: { default_size_inspection_limit: tf`format("KB_%d", ${bodyInspectionKb})` } },
  });
}

/** A regional web ACL takes sets of its own region only; AWS would say no more than that the ARN is not valid. */
function setsOfRegion(
  module: ModuleStack,
  { admitOnly, allowIpSetArns, denyIpSetArns, rateLimit }: Inputs,
): object {
  const region = regionForConditions(module);
  const elsewhere = local(
    module,
    "ip_sets_elsewhere",
    tf`[for arn in concat(values(${denyIpSetArns}), values(coalesce(${admitOnly.orNull.ipSetArns}, {})), values(${allowIpSetArns}), values(coalesce(${rateLimit.known.orNull.ipSetArns}, {}))) : arn if split(":", arn)[3] != ${region}]`,
  );
  return {
    condition: tf`length(${elsewhere}) == 0`,
    error_message: `IP sets of another region than the web ACL's, ${region}: ${tf`join(", ", ${elsewhere})`}.`,
  };
}

/** A regional web ACL protects what is in its own region. On an output, so that the web ACL waits for nothing that it protects. */
function resourcesOfRegion(module: ModuleStack, { resourceArns }: Inputs): void {
  const region = regionForConditions(module);
  const elsewhere = local(
    module,
    "resources_elsewhere",
    tf`[for name, arn in ${resourceArns} : name if try(split(":", arn)[3], ${region}) != ${region}]`,
  );
  requireForOutput(module, "id", [
    {
      condition: tf`length(${elsewhere}) == 0`,
      message: `resource_arns must be of resources in ${region}, the web ACL's region (got others: ${tf`join(", ", ${elsewhere})`.string}).`,
    },
  ]);
}
