import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

export const families = ["ipv4", "ipv6"] as const;

/** ARN of a set by the list that it is of and its family. */
export type IpSets = (list: string, family: (typeof families)[number]) => Expression;

/**
 * A set of each family for each list of ranges that is not empty: `deny-ipv4`, `allow-ipv6`, `guard-<name>-ipv4`. The length
 * of a list is known at plan; its ranges, and with them their families, may be known after apply. An empty set matches nobody.
 */
export function ipSets(
  module: ModuleStack,
  { name, scope, denyCidrs, admitOnly, allowCidrs, guardedPaths, rateLimit }: Inputs,
): IpSets {
  const guarded = tf`{for name, guard in ${guardedPaths} : ${`guard-${reference("name")}`} => ${guardedPaths.as("guard").allowedCidrs}}`;
  const admitted = tf`coalesce(${admitOnly.orNull.cidrs}, [])`;
  const known = tf`coalesce(${rateLimit.known.orNull.cidrs}, [])`;
  const lists = local(
    module,
    "address_lists",
    tf`merge(${{ deny: denyCidrs, "admit-only": admitted, allow: allowCidrs, known }}, ${guarded})`,
  );
  const ofList = tf`{for family in ${families} : ${`${reference("list")}-${reference("family")}`} => { list = list, family = family }}`;
  const wanted = local(
    module,
    "ip_sets",
    tf`merge([for list, cidrs in ${lists} : ${ofList} if length(cidrs) > 0]...)`,
  );
  const set = new Wafv2IpSet(module, "addresses", {
    name: `${name}-${reference("each.key")}`,
    description: `Addresses of ${name}`,
    scope,
    ipAddressVersion: tf`upper(each.value.family)`.string,
    addresses:
      tf`[for cidr in ${lists}[each.value.list] : cidr if strcontains(cidr, ":") == (each.value.family == "ipv6")]`
        .list,
    // WAF deletes no set that a web ACL refers to: this makes Terraform update the web ACL first.
    lifecycle: { createBeforeDestroy: true },
  });
  set.addOverride("for_each", wanted);
  return (list, family) => tf`${reference(set.fqn)}[${`${list}-${family}`}].arn`;
}
