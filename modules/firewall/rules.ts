import { quoted } from "../../lib/expression";
import type { Rule } from "../../lib/rules";
import { managedRuleGroups as known } from "./managed-rules";

interface Prioritized {
  readonly priority: number;
}
interface Group extends Prioritized {
  readonly vendor?: string;
  readonly overrides?: Readonly<Record<string, unknown>>;
}
interface Exception extends Prioritized {
  readonly group: string;
  readonly rule: string;
  readonly label?: string;
}
type Named<T> = Readonly<Record<string, T>>;
interface Managed {
  readonly managedRuleGroups: Named<Group>;
  readonly exceptions: Named<Exception>;
}

const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const distinctHcl = (list: string): string => `length(distinct(${list})) == length(${list})`;

const priorities = (input: string, variable: string): Rule => ({
  inputs: [input],
  message: "must have a different priority in each entry",
  check: (values: Named<Named<Prioritized>>) =>
    distinct(Object.values(values[input] ?? {}).map((entry) => entry.priority)),
  condition: distinctHcl(`[for entry in values(var.${variable}) : entry.priority]`),
});

const knownHcl = `{ ${Object.entries(known)
  .map(([group, { rules }]) => `${quoted(group)} = [${rules.map(quoted).join(", ")}]`)
  .join(", ")} }`;
const knowsRule = (group: string, rule: string): boolean => known[group]?.rules.includes(rule) ?? true;

/** What only several inputs, or several entries of one, can get wrong. */
export const rules: readonly Rule[] = [
  {
    inputs: ["denyCountries", "allowCountries"],
    message: "must be empty if allowCountries is given: one list decides",
    check: ({ denyCountries, allowCountries }: { denyCountries: string[]; allowCountries: string[] }) =>
      denyCountries.length === 0 || allowCountries.length === 0,
    condition: "length(var.deny_countries) == 0 || length(var.allow_countries) == 0",
  },
  {
    inputs: ["resourceArns", "scope"],
    message: "must be empty for the scope CLOUDFRONT: a distribution names its web ACL itself (web_acl_id)",
    check: ({ resourceArns, scope }: { resourceArns: object; scope: string }) =>
      scope === "REGIONAL" || Object.keys(resourceArns).length === 0,
    condition: 'var.scope == "REGIONAL" || length(var.resource_arns) == 0',
  },
  priorities("guardedPaths", "guarded_paths"),
  priorities("managedRuleGroups", "managed_rule_groups"),
  priorities("exceptions", "exceptions"),
  {
    inputs: ["managedRuleGroups"],
    message:
      "must override rules that the group has: AWS would ignore a misspelt one. Names: modules/firewall/managed-rules.ts",
    check: ({ managedRuleGroups }: Pick<Managed, "managedRuleGroups">) =>
      Object.entries(managedRuleGroups).every(([group, { overrides = {} }]) =>
        Object.keys(overrides).every((rule) => knowsRule(group, rule)),
      ),
    condition:
      "alltrue(flatten([for name, group in var.managed_rule_groups : [for rule in keys(group.overrides) : " +
      `contains(lookup(${knownHcl}, name, [rule]), rule)]]))`,
  },
  {
    inputs: ["exceptions", "managedRuleGroups"],
    message:
      "must name a group that is in managedRuleGroups, and a rule that it has (modules/firewall/managed-rules.ts)",
    check: ({ exceptions, managedRuleGroups }: Managed) =>
      Object.values(exceptions).every(
        ({ group, rule }) => group in managedRuleGroups && knowsRule(group, rule),
      ),
    condition:
      "alltrue([for entry in values(var.exceptions) : contains(keys(var.managed_rule_groups), entry.group) && " +
      `contains(lookup(${knownHcl}, entry.group, [entry.rule]), entry.rule)])`,
  },
  {
    inputs: ["exceptions", "managedRuleGroups"],
    message: "must not name a rule twice, nor one that its group overrides: put all paths into one exception",
    check: ({ exceptions, managedRuleGroups }: Managed) => {
      const entries = Object.values(exceptions);
      return (
        distinct(entries.map(({ group, rule }) => `${group}/${rule}`)) &&
        !entries.some(({ group, rule }) => rule in (managedRuleGroups[group]?.overrides ?? {}))
      );
    },
    condition:
      `${distinctHcl('[for entry in values(var.exceptions) : "${entry.group}/${entry.rule}"]')} && ` +
      "!anytrue([for entry in values(var.exceptions) : " +
      "try(contains(keys(var.managed_rule_groups[entry.group].overrides), entry.rule), false)])",
  },
  {
    inputs: ["exceptions"],
    message: "must give the label of a rule whose group is not one of AWS's baseline and use-case groups",
    check: ({ exceptions }: Pick<Managed, "exceptions">) =>
      Object.values(exceptions).every(({ group, label }) => label !== undefined || group in known),
    condition:
      "alltrue([for entry in values(var.exceptions) : entry.label != null || " +
      `contains([${Object.keys(known).map(quoted).join(", ")}], entry.group)])`,
  },
];
