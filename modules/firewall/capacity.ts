import type { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { warnUnless } from "../../lib/checks";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { managedRuleGroups } from "./managed-rules";

/** Capacity units that a web ACL has before each further 500 cost extra. */
const INCLUDED = 1500;

/** Capacity units of a look at the path, by AWS's documentation: an expression over a path that is decoded and normalized. */
const PATH = 3 + 2 * 10;
/** The same over a path as it was sent. */
const PLAIN_PATH = 3;
const RATE = 2;

const capacityOf = Object.fromEntries(
  Object.entries(managedRuleGroups).map(([name, { capacity }]) => [name, capacity]),
);

/**
 * More than the included capacity works, but costs by the request: said in plans, not refused. Computed from the inputs, since AWS counts
 * only what exists, and as if no two rules shared a transformation: AWS may count less. It alone knows the capacity of other vendors'
 * groups; an apply compares what it counts.
 */
export function warnOfCapacity(module: ModuleStack, acl: Wafv2WebAcl, input: Inputs): void {
  const { allowCountries, allowIpSetArns, denyCountries, denyIpSetArns } = input;
  const { exceptions, guardedPaths, managedRuleGroups: groups } = input;
  const { known, staticFiles } = input.rateLimit;
  const group = groups.as("group");
  const knownSets = tf`length(coalesce(${known.orNull.ipSetArns}, {}))`;
  const rate = tf`(${RATE} + (${staticFiles.given} ? ${PLAIN_PATH} : 0))`;
  const parts = local(module, "capacity_by_part", {
    // A set takes one unit wherever it is used; those of known addresses are used by both limits.
    ip_sets: tf`length(local.ip_sets) + length([for set in values(local.ip_sets) : set if set.list == "known"])`,
    existing_ip_sets: tf`length(${denyIpSetArns}) + length(${allowIpSetArns}) + length(coalesce(${input.admitOnly.orNull.ipSetArns}, {})) + 2 * ${knownSets}`,
    countries: tf`min(1, length(${denyCountries}) + length(${allowCountries}))`,
    guarded_paths: tf`${PATH} * length(${guardedPaths})`,
    rate_limit: tf`${rate} * (${known.given} ? 2 : 1)`,
    managed_rule_groups: tf`sum(concat([0], [for name in keys(${groups}) : lookup(${local(module, "capacity_of_groups", capacityOf)}, name, 0)]))`,
    skipped_paths: tf`${PATH} * length([for group in values(${groups}) : group if ${group.skip.given}])`,
    exceptions: tf`length(${exceptions}) + ${PATH} * length(local.exceptions_by_scope)`,
  });
  const most = local(module, "capacity", tf`sum(values(${parts}))`);
  const counted = reference(`${acl.fqn}.capacity`);
  warnUnless(module, "capacity", {
    condition: tf`${most} <= ${INCLUDED} && (terraform.applying ? ${counted} <= ${INCLUDED} : true)`,
    message:
      `The web ACL takes up to ${most} capacity units, groups of other vendors not included. Beyond ${INCLUDED} every request costs extra: ` +
      "leave out managed_rule_groups, or give exceptions the same lists of paths. The output capacity is what AWS counts.",
  });
}
