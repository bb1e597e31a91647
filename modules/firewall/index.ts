import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { TerraformLocal } from "cdktf";
import { awsProvider } from "../../lib/aws/providers";
import { type Expression, reference, tf } from "../../lib/expression";
import { type InputReferences, terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { inputs } from "./inputs";
import { anchors, labels } from "./managed-rules";
import { pathPatternHcl } from "./paths";
import { rules } from "./rules";
import { addressIn, and, blockOrCount, labelled, not, pathMatches, when } from "./statements";

/**
 * Where each kind of rule begins in the order of evaluation; what a caller numbers is added. The numbers are part of
 * every rule, so they never depend on how many others there are.
 */
const priority = {
  denyIpv4: 10,
  denyIpv6: 11,
  country: 20,
  guard: 100,
  allowIpv4: 200,
  allowIpv6: 201,
  rate: 300,
  managed: 1000,
  reblock: 2000,
} as const;

/** Capacity units that a web ACL has before each further 500 cost extra. */
const INCLUDED_CAPACITY = 1500;

/**
 * A WAFv2 web ACL that blocks. Rules come in this order: denied addresses and countries, guarded paths, trusted
 * addresses, rate limit, managed groups, and at last the rules that exceptions loosen, blocking outside their paths.
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
    });
    acl.addOverride("default_action", {
      dynamic: {
        allow: when(tf`${input.defaultAction} == "allow"`),
        block: when(tf`${input.defaultAction} == "block"`),
      },
    });
    acl.addOverride("dynamic.rule", [
      ...addressRules(input, sets),
      countryRule(input),
      guardRule(input, sets),
      rateRule(input),
      managedRule(module, input),
      reblockRule(module, input),
    ]);
    warnAboutCapacity(module, acl);
    const log = logging(module, input, acl);
    const association = new Wafv2WebAclAssociation(module, "protected", {
      resourceArn: reference("each.value").string,
      webAclArn: acl.arn,
    });
    association.addOverride("for_each", input.resourceArns);
    return {
      arn: acl.arn,
      id: acl.id,
      name: acl.name,
      capacity: acl.capacity,
      metricName: input.name,
      logGroupName: log.name,
      logGroupArn: log.arn,
      exceptionReasons: reasons(input),
    };
  },
});

type Inputs = InputReferences<typeof inputs>;
type Sets = (key: Expression) => Expression;

/** One block of `dynamic "rule"`: its instances and what each consists of. */
function rule(
  { name, sampledRequests }: Inputs,
  block: { forEach: Expression; name: unknown; priority: unknown; action: object; statement: object },
): object {
  return {
    for_each: block.forEach,
    content: {
      name: block.name,
      priority: block.priority,
      ...block.action,
      statement: block.statement,
      visibility_config: {
        cloudwatch_metrics_enabled: true,
        metric_name: `${name}-${block.name as string}`,
        sampled_requests_enabled: sampledRequests,
      },
    },
  };
}

/**
 * Address sets: `deny-ipv4`, `allow-ipv6`, `guard-<name>-ipv4`, … Deny and allow sets exist if there is something in
 * them; a guard has both families always, since its statement names both and an empty set matches nobody.
 */
function ipSets(module: ModuleStack, { name, scope, denyCidrs, allowCidrs, guardedPaths }: Inputs): Sets {
  const split = (cidrs: unknown): Expression =>
    tf`{ ipv4 = [for cidr in ${cidrs} : cidr if !strcontains(cidr, ":")], ipv6 = [for cidr in ${cidrs} : cidr if strcontains(cidr, ":")] }`;
  const list = (prefix: string, cidrs: string[]): Expression =>
    tf`{ for family, addresses in ${split(cidrs)} : ${`${prefix}-${reference("family")}`} => addresses if length(addresses) > 0 }`;
  const guards = tf`merge([for key, guard in ${guardedPaths} : { for family, addresses in ${split(reference("guard.allowed_cidrs"))} : ${`guard-${reference("key")}-${reference("family")}`} => addresses }]...)`;
  const all = new TerraformLocal(
    module,
    "ip_sets",
    tf`merge(${list("deny", denyCidrs)}, ${list("allow", allowCidrs)}, ${guards})`,
  );
  const set = new Wafv2IpSet(module, "addresses", {
    name: `${name}-\${each.key}`,
    description: `Addresses of ${name}`,
    scope,
    ipAddressVersion: tf`endswith(each.key, "ipv4") ? "IPV4" : "IPV6"`.string,
    addresses: reference("each.value").list,
  });
  set.addOverride("for_each", reference(all.fqn));
  return (key) => tf`${reference(set.fqn)}[${key}].arn`;
}

/** Denied and trusted addresses, one rule a family. */
function addressRules(input: Inputs, sets: Sets): object[] {
  const kinds = [
    {
      kind: "deny",
      cidrs: input.denyCidrs,
      action: "block",
      ipv4: priority.denyIpv4,
      ipv6: priority.denyIpv6,
    },
    {
      kind: "allow",
      cidrs: input.allowCidrs,
      action: "allow",
      ipv4: priority.allowIpv4,
      ipv6: priority.allowIpv6,
    },
  ];
  return kinds.map(({ kind, cidrs, action, ipv4, ipv6 }) =>
    rule(input, {
      // Only families that occur: a rule with an empty set would cost capacity for nothing.
      forEach: tf`toset([for cidr in ${cidrs} : strcontains(cidr, ":") ? "ipv6" : "ipv4"])`,
      name: `${kind}-${reference("rule.value")}`,
      priority: tf`rule.value == "ipv4" ? ${ipv4} : ${ipv6}`,
      action: { action: { [action]: {} } },
      statement: addressIn(sets(tf`${`${kind}-${reference("rule.value")}`}`)),
    }),
  );
}

/** Blocks some countries, or all but some: the module's rules see to it that only one list is given. */
function countryRule(input: Inputs): object {
  const denied = tf`length(${input.denyCountries}) > 0`;
  const statement = (countries: string[]) => ({ geo_match_statement: { country_codes: countries } });
  return rule(input, {
    forEach: tf`length(${input.denyCountries}) + length(${input.allowCountries}) > 0 ? toset(["countries"]) : toset([])`,
    name: reference("rule.value").string,
    priority: priority.country,
    action: { action: { block: {} } },
    statement: {
      dynamic: {
        geo_match_statement: when(denied, statement(input.denyCountries).geo_match_statement),
        not_statement: when(tf`!(${denied})`, { statement: statement(input.allowCountries) }),
      },
    },
  });
}

/** Paths that only some addresses may call. */
function guardRule(input: Inputs, sets: Sets): object {
  const set = (family: string) => sets(tf`${`guard-${reference("rule.key")}-${family}`}`);
  return rule(input, {
    forEach: tf`${input.guardedPaths}`,
    name: `guard-${reference("rule.key")}`,
    priority: tf`${priority.guard} + rule.value.priority`,
    action: { action: blockOrCount(reference("rule.value.mode")) },
    statement: and(
      pathMatches(reference(pathPatternHcl("rule.value.paths"))),
      not(addressIn(set("ipv4"))),
      not(addressIn(set("ipv6"))),
    ),
  });
}

function rateRule(input: Inputs): object {
  return rule(input, {
    forEach: tf`{ "rate-limit" = ${input.rateLimit} }`,
    name: reference("rule.key").string,
    priority: priority.rate,
    action: { action: blockOrCount(reference("rule.value.mode")) },
    statement: {
      rate_based_statement: {
        aggregate_key_type: "IP",
        limit: reference("rule.value.requests"),
        evaluation_window_sec: reference("rule.value.window_seconds"),
      },
    },
  });
}

/** The managed groups, with the overrides that callers give and those that exceptions need. */
function managedRule(module: ModuleStack, input: Inputs): object {
  const actions = ["allow", "block", "captcha", "challenge", "count"];
  const known = new TerraformLocal(module, "anchors", anchors);
  const anchor = tf`{ for group, rule_name in ${reference(known.fqn)} : rule_name => "block" if group == rule.key }`;
  const excepted = tf`{ for entry in values(${input.exceptions}) : entry.rule => "count" if entry.group == rule.key }`;
  const overrides = tf`merge(${anchor}, { for name, override in rule.value.overrides : name => override.action }, ${excepted})`;
  return rule(input, {
    forEach: tf`${input.managedRuleGroups}`,
    name: reference("rule.key").string,
    priority: tf`${priority.managed} + rule.value.priority`,
    action: {
      override_action: {
        dynamic: { none: when(tf`rule.value.mode == "block"`), count: when(tf`rule.value.mode != "block"`) },
      },
    },
    statement: {
      managed_rule_group_statement: {
        name: reference("rule.key"),
        vendor_name: reference("rule.value.vendor"),
        version: reference("rule.value.version"),
        dynamic: {
          rule_action_override: {
            for_each: overrides,
            content: {
              name: reference("rule_action_override.key"),
              action_to_use: {
                dynamic: Object.fromEntries(
                  actions.map((action) => [action, when(tf`rule_action_override.value == ${action}`)]),
                ),
              },
            },
          },
          scope_down_statement: {
            for_each: tf`rule.value.skip[*]`,
            content: not(pathMatches(reference(pathPatternHcl("scope_down_statement.value.paths")))),
          },
        },
      },
    },
  });
}

/**
 * Blocks by label what excepted rules counted, outside the exceptions' paths; counts where their group is observed. Exceptions
 * of the same paths share a rule, as each look at the path costs capacity; it has the name and the place of the first.
 */
function reblockRule(module: ModuleStack, input: Inputs): object {
  const known = new TerraformLocal(module, "labels", labels);
  const local = (key: string, value: Expression) => reference(new TerraformLocal(module, key, value).fqn);
  const described = local(
    "exceptions",
    tf`{for name, entry in ${input.exceptions} : format("%02d", entry.priority) => {
      name = name
      priority = entry.priority
      mode = ${input.managedRuleGroups}[entry.group].mode
      pattern = ${reference(pathPatternHcl("entry.paths"))}
      label = coalesce(entry.label, try(${reference(known.fqn)}[entry.group][entry.rule], null))
    }}`,
  );
  const shared = local(
    "exceptions_by_paths",
    tf`{for entry in values(${described}) : join(" ", [entry.mode, entry.pattern]) => entry...}`,
  );
  return rule(input, {
    forEach: tf`{for entries in values(${shared}) : entries[0].name => {
      priority = entries[0].priority
      mode = entries[0].mode
      pattern = entries[0].pattern
      labels = entries[*].label
    }}`,
    name: `except-${reference("rule.key")}`,
    priority: tf`${priority.reblock} + rule.value.priority`,
    action: { action: blockOrCount(reference("rule.value.mode")) },
    statement: and(
      labelled(reference("rule.value.labels")),
      not(pathMatches(reference("rule.value.pattern"))),
    ),
  });
}

/** Why what is weakened. */
function reasons({ managedRuleGroups, exceptions }: Inputs): Expression {
  const overrides = tf`merge([for group, entry in ${managedRuleGroups} : { for rule, override in entry.overrides : ${`${reference("group")}/${reference("rule")}`} => override.reason }]...)`;
  const skips = tf`{ for group, entry in ${managedRuleGroups} : group => entry.skip.reason if entry.skip != null }`;
  const excepted = tf`{ for entry in values(${exceptions}) : ${`${reference("entry.group")}/${reference("entry.rule")}`} => entry.reason }`;
  return tf`merge(${overrides}, ${skips}, ${excepted})`;
}

/** More than the included capacity works, but costs by the request: said in every plan, not refused. */
function warnAboutCapacity(module: ModuleStack, acl: Wafv2WebAcl): void {
  const capacity = reference(`${acl.fqn}.capacity`);
  module.addOverride("check.capacity", {
    assert: [
      {
        condition: tf`${capacity} <= ${INCLUDED_CAPACITY}`,
        error_message: `The web ACL uses ${capacity} capacity units; beyond ${INCLUDED_CAPACITY} every request costs extra.`,
      },
    ],
  });
}

/** Log group and logging. AWS demands the name's beginning `aws-waf-logs-`. */
function logging(module: ModuleStack, input: Inputs, acl: Wafv2WebAcl): CloudwatchLogGroup {
  const log = new CloudwatchLogGroup(module, "log", {
    name: `aws-waf-logs-${input.name}`,
    kmsKeyId: input.kmsKeyArn,
    retentionInDays: input.logRetentionDays,
  });
  const configuration = new Wafv2WebAclLoggingConfiguration(module, "logging", {
    resourceArn: acl.arn,
    logDestinationConfigs: [log.arn],
  });
  configuration.addOverride("dynamic", {
    redacted_fields: [
      {
        for_each: tf`${input.redactedHeaders}`,
        content: { single_header: { name: reference("redacted_fields.value") } },
      },
      when(tf`${input.redactQueryString}`, { query_string: {} }),
    ],
    logging_filter: when(tf`${input.logged} == "blocked_and_counted"`, {
      default_behavior: "DROP",
      filter: {
        behavior: "KEEP",
        requirement: "MEETS_ANY",
        condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE"].map((action) => ({
          action_condition: { action },
        })),
      },
    }),
  });
  return log;
}
