import { type Expression, tf } from "../../lib/expression";
import { warnUnless } from "../../lib/checks";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Warns of what observes without an end, or beyond it: a rule that only counts protects nobody, and is easily forgotten. */
export function warnOfObservation(module: ModuleStack, input: Inputs): void {
  const observed = local(module, "observed", tf`merge(${observedRules(module, input)}...)`);
  const endless = local(
    module,
    "observed_without_end",
    tf`join(", ", [for name, until in ${observed} : name if until == null])`,
  );
  warnUnless(module, "observation_ends", {
    condition: tf`${endless} == ""`,
    message: `Observed without an end, so nothing is blocked by: ${endless}. Give observe_until, the last day on which it may observe.`,
  });
  // The plan's own time, in conditions only: in a resource, it would make every plan a change.
  const over = tf`try(timecmp(format("%sT23:59:59Z", until), plantimestamp()) < 0, false)`;
  const overdue = local(
    module,
    "observed_too_long",
    tf`join(", ", [for name, until in ${observed} : format("%s (until %s)", name, until) if ${over}])`,
  );
  warnUnless(module, "observation_is_over", {
    condition: tf`${overdue} == ""`,
    message: `Still only observed, although the date is past: ${overdue}. Look at what the log counted, then set mode to block.`,
  });
}

/** What observes, with its last day or null, by the name of what the caller gave: a list of maps. */
function observedRules(
  module: ModuleStack,
  { admitOnly, guardedPaths, managedRuleGroups, rateLimit }: Inputs,
): Expression {
  const [guard, group] = [guardedPaths.as("guard"), managedRuleGroups.as("group")];
  const only = admitOnly.orNull;
  return local(module, "observed_rules", [
    tf`{for name, guard in ${guardedPaths} : join(" ", ["guarded path", name]) => ${guard.observeUntil} if ${guard.mode} == "observe"}`,
    tf`{for name, group in ${managedRuleGroups} : name => ${group.observeUntil} if ${group.mode} == "observe"}`,
    tf`{for name in ["rate limit"] : name => ${rateLimit.observeUntil} if ${rateLimit.mode} == "observe"}`,
    tf`{for name in ["admit_only"] : name => ${only.observeUntil} if ${only.mode} == "observe"}`,
  ]);
}
