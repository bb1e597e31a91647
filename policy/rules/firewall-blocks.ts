import { isUnknown, type Value } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import { objectsIn, type Side } from "../../plan/side";
import { blocksOf, shown } from "../ask";
import { FIREWALL } from "../controls";
import type { Rule } from "../rule";

export const firewallBlocks: Rule = {
  id: "firewall-blocks",
  title: "No rule of a web ACL only counts beyond the day it may observe until",
  reason: "A rule that counts protects nobody, and is easily forgotten.",
  controls: FIREWALL,
  types: ["aws_wafv2_web_acl"],
  check: (acl, side, { today }) => {
    const rules = blocksOf(side, acl, "rule");
    if (rules === "unread") return { unread: "its rules cannot be read" };
    const counting = rules.filter(isCounting).map((rule) => shown(rule["name"]));
    const late = counting
      .map((name) => [name, observedUntil(side, acl, name)] as const)
      .filter(([, until]) => until === undefined || (until !== "another's" && until < today))
      .map(([name, until]) =>
        until === undefined ? `${name} (without an end)` : `${name} (until ${until})`,
      );
    return late.length > 0 ? `only counts: ${late.sort().join(", ")}` : undefined;
  },
};

const isCounting = (rule: Readonly<Record<string, Value>>): boolean =>
  ["action", "override_action"].some((name) =>
    objectsIn(rule[name]).some((action) => objectsIn(action["count"]).length > 0),
  );

/**
 * The last day of a rule's observation, as the caller of the firewall module gives it: the web ACL itself has no place for it. A rule that
 * carries out an exception counts or blocks with its group.
 */
function observedUntil(side: Side, acl: Resource, rule: string): string | undefined {
  if (rule.startsWith("except-")) return "another's";
  const [input, path] = rule.startsWith("guard-")
    ? ["guarded_paths", [rule.slice("guard-".length)]]
    : rule === "rate-limit"
      ? ["rate_limit", []]
      : rule === "admit-only"
        ? ["admit_only", []]
        : ["managed_rule_groups", [rule]];
  const { values } = side;
  const inputs = values.evaluate(`\${var.${input}}`, values.scopeOf(acl.module));
  const entry = path.reduce<Value | undefined>(
    (value, key) =>
      typeof value === "object" && value !== null && !isUnknown(value)
        ? (value as Readonly<Record<string, Value>>)[key]
        : undefined,
    inputs,
  );
  if (typeof entry !== "object" || entry === null || isUnknown(entry)) return undefined;
  const until = (entry as Readonly<Record<string, Value>>)["observe_until"];
  return typeof until === "string" ? until : undefined;
}
