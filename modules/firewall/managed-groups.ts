import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { anchors } from "./managed-rules";
import { patternOf } from "./paths";
import { either, not, pathMatches, when } from "./statements";
import { priority, webAclRule } from "./web-acl-rule";

/** The managed groups, with the overrides that callers give and those that exceptions need. */
export function managedRule(module: ModuleStack, input: Inputs): object {
  const { key: name, value: group } = input.managedRuleGroups.in("rule");
  const skipped = group.skip.in("scope_down_statement");
  return webAclRule(input, {
    forEach: input.managedRuleGroups,
    name,
    priority: tf`${priority.managed} + ${group.priority}`,
    action: { override_action: either(tf`${group.mode} == "block"`, { none: {} }, { count: {} }) },
    statement: {
      managed_rule_group_statement: {
        name,
        vendor_name: group.vendor,
        version: group.version,
        dynamic: {
          rule_action_override: override(tf`${ruleActions(module, input)}[${name}]`),
          scope_down_statement: {
            for_each: tf`${group.skip}[*]`,
            content: not(pathMatches(patternOf(skipped.paths))),
          },
        },
      },
    },
  });
}

/** One block for each rule whose action differs from its own, or is stated. */
function override(actions: Expression): object {
  const choices = ["allow", "block", "captcha", "challenge", "count"];
  return {
    for_each: actions,
    content: {
      name: reference("rule_action_override.key"),
      action_to_use: {
        dynamic: Object.fromEntries(
          choices.map((action) => [action, when(tf`rule_action_override.value == ${action}`)]),
        ),
      },
    },
  };
}

/** Actions by group and rule: the group's anchor, what callers override, what exceptions only count. */
function ruleActions(module: ModuleStack, { managedRuleGroups, exceptions }: Inputs): Expression {
  const { overrides } = managedRuleGroups.as("group");
  const exception = exceptions.as("exception");
  const anchor = tf`{for group, rule in ${local(module, "anchors", anchors)} : rule => "block" if group == name}`;
  const overridden = tf`{for rule, override in ${overrides} : rule => ${overrides.as("override").action}}`;
  const excepted = tf`{for exception in values(${exceptions}) : ${exception.rule} => "count" if ${exception.group} == name}`;
  return local(
    module,
    "rule_actions",
    tf`{for name, group in ${managedRuleGroups} : name => merge(${anchor}, ${overridden}, ${excepted})}`,
  );
}
