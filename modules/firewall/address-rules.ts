import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { families, type IpSets } from "./ip-sets";
import { patternOf } from "./paths";
import { addressIn, addressInAny, and, blockOrCount, either, not, pathMatches } from "./statements";
import { once, priority, webAclRule } from "./web-acl-rule";

// What decides by the address that a request comes from.

/** Denied and trusted addresses: a rule for each family, and one for the caller's own sets. */
export function listRules(input: Inputs, sets: IpSets): object[] {
  const lists = [
    {
      list: "deny",
      cidrs: input.denyCidrs,
      existing: input.denyIpSetArns,
      action: { block: {} },
      priorities: { ipv4: priority.denyIpv4, ipv6: priority.denyIpv6, sets: priority.denySets },
    },
    {
      list: "allow",
      cidrs: input.allowCidrs,
      existing: input.allowIpSetArns,
      action: { allow: {} },
      priorities: { ipv4: priority.allowIpv4, ipv6: priority.allowIpv6, sets: priority.allowSets },
    },
  ];
  return lists.flatMap(({ list, cidrs, existing, action, priorities }) => [
    ...families.map((family) =>
      webAclRule(input, {
        forEach: once(tf`length(${cidrs}) > 0`),
        name: `${list}-${family}`,
        priority: priorities[family],
        action: { action },
        statement: addressIn(sets(list, family)),
      }),
    ),
    webAclRule(input, {
      forEach: once(tf`length(${existing}) > 0`),
      name: `${list}-sets`,
      priority: priorities.sets,
      action: { action },
      statement: addressInAny(tf`values(${existing})`),
    }),
  ]);
}

/** Blocks everybody but some addresses. What it lets through, all other rules inspect: it never allows. */
export function admissionRule(module: ModuleStack, input: Inputs, sets: IpSets): object {
  const { given, orNull: wanted } = input.admitOnly;
  const own = families.map((family): Expression => sets("admit-only", family));
  const arns = local(
    module,
    "admitted_ip_sets",
    tf`concat(try(length(${wanted.cidrs}) > 0, false) ? ${own} : [], values(coalesce(${wanted.ipSetArns}, {})))`,
  );
  return webAclRule(input, {
    forEach: once(given),
    name: "admit-only",
    priority: priority.admitOnly,
    action: blockOrCount(tf`coalesce(${wanted.mode}, "block")`),
    statement: not(addressInAny(arns)),
  });
}

/** Blocks some countries, or all but some: the module's rules see to it that only one list is given. */
export function countryRule(input: Inputs): object {
  const { denyCountries, allowCountries } = input;
  const from = (countries: string[]) => ({ geo_match_statement: { country_codes: countries } });
  return webAclRule(input, {
    forEach: once(tf`length(${denyCountries}) + length(${allowCountries}) > 0`),
    name: "countries",
    priority: priority.country,
    action: { action: { block: {} } },
    statement: either(tf`length(${denyCountries}) > 0`, from(denyCountries), not(from(allowCountries))),
  });
}

/** Paths that only some addresses may request, or none. */
export function guardRule(input: Inputs, sets: IpSets): object {
  const { key, value: guard } = input.guardedPaths.in("rule");
  const path = pathMatches(patternOf(guard.paths));
  const elsewhere = families.map((family) => not(addressIn(sets(`guard-${key}`, family))));
  return webAclRule(input, {
    forEach: input.guardedPaths,
    name: `guard-${key}`,
    priority: tf`${priority.guard} + ${guard.priority}`,
    action: blockOrCount(guard.mode),
    statement: either(tf`length(${guard.allowedCidrs}) > 0`, and(path, ...elsewhere), path),
  });
}
