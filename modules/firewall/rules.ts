import { quoted } from "../../lib/expression";
import { snakeCase } from "../../lib/names";
import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";
import { managedRuleGroups as groups, reviewed } from "./managed-rules";

const rule = rulesOver<typeof inputs>();

/** Rules by AWS's managed group, for the conditions below. */
const locals = {
  known_managed_rules: Object.fromEntries(Object.entries(groups).map(([name, known]) => [name, known.rules])),
};
/** Whether a group may have a rule: of groups that are not AWS's, nothing is known. */
const mayHave = (group: string, name: string): boolean => groups[group]?.rules.includes(name) ?? true;
const mayHaveHcl = (group: string, name: string): string =>
  `contains(lookup(local.known_managed_rules, ${group}, [${name}]), ${name})`;

type Entries<T> = Readonly<Record<string, T>>;

/** Keys of the entries for which something holds, in both languages: the HCL is over `entry`. */
const keysOf = <T>(entries: Entries<T>, wrong: (entry: T) => boolean): string[] =>
  Object.keys(entries).filter((key) => wrong(entries[key]!));
const keysOfHcl = (input: string, wrong: string): string =>
  `[for key, entry in var.${snakeCase(input)} : key if ${wrong}]`;

/** Keys of the entries that agree with another one in some attributes. */
const alike = <T>(entries: Entries<T>, ...attributes: (keyof T)[]): string[] =>
  keysOf(entries, (entry) => {
    const same = (other: T) => attributes.every((attribute) => other[attribute] === entry[attribute]);
    return Object.values(entries).filter(same).length > 1;
  });
const alikeHcl = (input: string, ...attributes: string[]): string => {
  const same = attributes.map((attribute) => `other.${attribute} == entry.${attribute}`).join(" && ");
  return keysOfHcl(input, `length([for other in values(var.${snakeCase(input)}) : other if ${same}]) > 1`);
};

/** What an IP set's ARN must have for each scope. */
const setOf = { CLOUDFRONT: ":us-east-1:[0-9]{12}:global/", REGIONAL: ":regional/" } as const;

/** Existing IP sets must be of the web ACL's scope, which their ARNs tell. The HCL is a map of ARNs. */
const ofScope = (hcl: string) => ({
  message:
    "must be an IP set of the web ACL's scope: for CLOUDFRONT one of CloudFront, whose ARN has us-east-1 and global/ipset; for " +
    "REGIONAL one of the region, whose ARN has regional/ipset",
  offenders:
    `[for key, arn in ${hcl} : key if !can(regex(var.scope == "CLOUDFRONT" ? ${quoted(setOf.CLOUDFRONT)} : ` +
    `${quoted(setOf.REGIONAL)}, arn))]`,
});
const ofOtherScope = (arns: Entries<string>, scope: keyof typeof setOf): string[] =>
  keysOf(arns, (arn) => !new RegExp(setOf[scope]).test(arn));

const names = `(names: ${reviewed.source})`;
const ownPriority = "must have a priority that no other entry has";

/** What only several inputs, or several entries of one, can get wrong. */
export const rules: readonly Rule[] = [
  rule(["denyCountries", "allowCountries"], {
    message: "must be empty if allowCountries is given: one list decides",
    check: ({ denyCountries, allowCountries }) => denyCountries.length === 0 || allowCountries.length === 0,
    condition: "length(var.deny_countries) == 0 || length(var.allow_countries) == 0",
  }),
  rule(["resourceArns", "scope"], {
    message: "must be empty for the scope CLOUDFRONT: a distribution names its web ACL itself (web_acl_id)",
    check: ({ resourceArns, scope }) => scope === "REGIONAL" || Object.keys(resourceArns).length === 0,
    condition: 'var.scope == "REGIONAL" || length(var.resource_arns) == 0',
  }),
  rule(["denyIpSetArns", "scope"], {
    ...ofScope("var.deny_ip_set_arns"),
    check: ({ denyIpSetArns, scope }) => ofOtherScope(denyIpSetArns, scope),
  }),
  rule(["allowIpSetArns", "scope"], {
    ...ofScope("var.allow_ip_set_arns"),
    check: ({ allowIpSetArns, scope }) => ofOtherScope(allowIpSetArns, scope),
  }),
  rule(["admitOnly", "scope"], {
    at: "admitOnly.ipSetArns",
    ...ofScope("try(var.admit_only.ip_set_arns, {})"),
    check: ({ admitOnly, scope }) => ofOtherScope(admitOnly?.ipSetArns ?? {}, scope),
  }),
  rule(["rateLimit", "scope"], {
    at: "rateLimit.known.ipSetArns",
    ...ofScope("try(var.rate_limit.known.ip_set_arns, {})"),
    check: ({ rateLimit, scope }) => ofOtherScope(rateLimit.known?.ipSetArns ?? {}, scope),
  }),
  rule(["rateLimit"], {
    at: "rateLimit.known.requests",
    message: "must not be below requests, the limit of all other addresses",
    check: ({ rateLimit: { known, requests } }) => !known || known.requests >= requests,
    condition:
      "var.rate_limit.known == null ? true : var.rate_limit.known.requests >= var.rate_limit.requests",
  }),
  rule(["admitOnly"], {
    message: "must have cidrs or ipSetArns: without both, nobody could connect",
    check: ({ admitOnly }) =>
      !admitOnly || admitOnly.cidrs.length + Object.keys(admitOnly.ipSetArns).length > 0,
    condition:
      "var.admit_only == null || try(length(var.admit_only.cidrs) + length(var.admit_only.ip_set_arns) > 0, false)",
  }),
  rule(["bodyInspectionKb", "scope"], {
    message:
      "must be 16 for the scope REGIONAL: AWS inspects 8 KB of the bodies behind load balancers, always",
    check: ({ bodyInspectionKb, scope }) => scope === "CLOUDFRONT" || bodyInspectionKb === 16,
    condition: 'var.scope == "CLOUDFRONT" || var.body_inspection_kb == 16',
  }),
  rule(["guardedPaths"], {
    message: ownPriority,
    check: ({ guardedPaths }) => alike(guardedPaths, "priority"),
    offenders: alikeHcl("guardedPaths", "priority"),
  }),
  rule(["managedRuleGroups"], {
    message: ownPriority,
    check: ({ managedRuleGroups }) => alike(managedRuleGroups, "priority"),
    offenders: alikeHcl("managedRuleGroups", "priority"),
  }),
  rule(["exceptions"], {
    message: ownPriority,
    check: ({ exceptions }) => alike(exceptions, "priority"),
    offenders: alikeHcl("exceptions", "priority"),
  }),
  rule(["managedRuleGroups"], {
    message: `must override only rules that the group has, since AWS ignores a misspelt one ${names}`,
    check: ({ managedRuleGroups }) =>
      Object.keys(managedRuleGroups).filter(
        (group) => !Object.keys(managedRuleGroups[group]!.overrides).every((name) => mayHave(group, name)),
      ),
    offenders: keysOfHcl(
      "managedRuleGroups",
      `!alltrue([for name in keys(entry.overrides) : ${mayHaveHcl("key", "name")}])`,
    ),
    locals,
  }),
  rule(["exceptions", "managedRuleGroups"], {
    message: "must name a group that is in managedRuleGroups",
    check: ({ exceptions, managedRuleGroups }) =>
      keysOf(exceptions, ({ group }) => !Object.hasOwn(managedRuleGroups, group)),
    offenders: keysOfHcl("exceptions", "!contains(keys(var.managed_rule_groups), entry.group)"),
  }),
  rule(["exceptions"], {
    message: `must name a rule that its group has ${names}`,
    check: ({ exceptions }) => keysOf(exceptions, (entry) => !mayHave(entry.group, entry.rule)),
    offenders: keysOfHcl("exceptions", `!${mayHaveHcl("entry.group", "entry.rule")}`),
    locals,
  }),
  rule(["exceptions"], {
    message: "must not name the rule of another exception: put all paths into one",
    check: ({ exceptions }) => alike(exceptions, "group", "rule"),
    offenders: alikeHcl("exceptions", "group", "rule"),
  }),
  rule(["exceptions", "managedRuleGroups"], {
    message: "must not name a rule that its group overrides: one of the two decides",
    check: ({ exceptions, managedRuleGroups }) =>
      keysOf(exceptions, (entry) =>
        Object.hasOwn(managedRuleGroups[entry.group]?.overrides ?? {}, entry.rule),
      ),
    offenders: keysOfHcl(
      "exceptions",
      "try(contains(keys(var.managed_rule_groups[entry.group].overrides), entry.rule), false)",
    ),
  }),
  rule(["exceptions"], {
    message:
      "must have the label of its rule, since its group is not one of AWS's baseline and use-case groups",
    check: ({ exceptions }) =>
      keysOf(exceptions, ({ group, label }) => label === undefined && !Object.hasOwn(groups, group)),
    offenders: keysOfHcl(
      "exceptions",
      "entry.label == null && !contains(keys(local.known_managed_rules), entry.group)",
    ),
    locals,
  }),
];
