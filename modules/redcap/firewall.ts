import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { firewallOf } from "../foundation/firewall";
import { exceptions, guardedPaths, managedRuleGroups } from "./firewall-profile";
import type { Inputs } from "./inputs";

/** The web ACL in front of all load balancers, with what REDCap's own traffic needs. */
export function firewall(
  module: ModuleStack,
  { name, firewall: wanted, logRetentionDays }: Inputs,
  kmsKeyArn: Expression,
  balancers: Expression,
) {
  const profile = {
    groups: local(module, "managed_rule_groups", managedRuleGroups),
    exceptions: local(module, "firewall_exceptions", exceptions),
  };
  return firewallOf(module, "firewall", wanted, profile, {
    name,
    kmsKeyArn,
    logRetentionDays,
    guardedPaths: {
      administration: { priority: 10, paths: guardedPaths, allowedCidrs: wanted.administratorCidrs },
    },
    resourceArns: tf`{for colour, balancer in ${balancers} : colour => balancer.arn}`,
  });
}
