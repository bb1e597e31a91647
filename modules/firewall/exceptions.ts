import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { labels } from "./managed-rules";
import { patternOf } from "./paths";
import { and, blockOrCount, labelled, not, pathMatches } from "./statements";
import { priority, webAclRule } from "./web-acl-rule";

/**
 * Blocks by label what excepted rules counted, outside the exceptions' paths; counts where their group is observed. Exceptions
 * of the same paths share a rule, as each look at the path costs capacity; it has the name and the place of the first.
 */
export function reblockRule(module: ModuleStack, input: Inputs): object {
  const first = input.exceptions.at(reference("rule.key"));
  return webAclRule(input, {
    forEach: labelsOfShared(module, input),
    name: `except-${reference("rule.key")}`,
    priority: tf`${priority.reblock} + ${first.priority}`,
    action: blockOrCount(input.managedRuleGroups.at(first.group).mode),
    statement: and(labelled(reference("rule.value")), not(pathMatches(patternOf(first.paths)))),
  });
}

/** Labels of the exceptions that share a rule, by the name of the one with the lowest priority. */
function labelsOfShared(module: ModuleStack, input: Inputs): Expression {
  const { exceptions, managedRuleGroups } = input;
  const exception = exceptions.as("exception");
  const { mode } = managedRuleGroups.at(exception.group);
  const scopes = local(
    module,
    "exception_scopes",
    tf`{for name, exception in ${exceptions} : name => join(" ", [${mode}, ${patternOf(exception.paths)}])}`,
  );
  const ordered = local(
    module,
    "exceptions_by_priority",
    tf`{for name, exception in ${exceptions} : format("%02d", ${exception.priority}) => name}`,
  );
  const shared = local(
    module,
    "exceptions_by_scope",
    tf`{for name in values(${ordered}) : ${scopes}[name] => name...}`,
  );
  const added = labelsByException(module, input);
  return tf`{for names in values(${shared}) : names[0] => [for name in names : ${added}[name]]}`;
}

/** The label that each exception's rule adds to a request. */
function labelsByException(module: ModuleStack, { exceptions }: Inputs): Expression {
  const { group, rule, label } = exceptions.as("exception");
  const known = tf`try(${local(module, "labels", labels)}[${group}][${rule}], null)`;
  return local(
    module,
    "exception_labels",
    tf`{for name, exception in ${exceptions} : name => coalesce(${label}, ${known})}`,
  );
}

/** Why which rule is weakened: reasons by `<group>/<rule>`, or by `<group>` for skipped paths. */
export function exceptionReasons(module: ModuleStack, { managedRuleGroups, exceptions }: Inputs): Expression {
  const group = managedRuleGroups.as("group");
  const exception = exceptions.as("exception");
  const { reason } = group.overrides.as("override");
  const overrides = tf`{for rule, override in ${group.overrides} : join("/", [name, rule]) => ${reason}}`;
  const excepted = tf`join("/", [${exception.group}, ${exception.rule}])`;
  const parts = local(module, "reasons", {
    overrides: tf`merge([for name, group in ${managedRuleGroups} : ${overrides}]...)`,
    skips: tf`{for name, group in ${managedRuleGroups} : name => ${group.skip.orNull.reason} if ${group.skip.given}}`,
    exceptions: tf`{for exception in values(${exceptions}) : ${excepted} => ${exception.reason}}`,
  });
  return tf`merge(values(${parts})...)`;
}
