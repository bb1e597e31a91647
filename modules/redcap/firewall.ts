import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Firewall } from "../firewall";
import { exceptions, guardedPaths, managedRuleGroups } from "./firewall-profile";
import type { Inputs } from "./inputs";
import { firewallPart } from "./parts";

/** The web ACL in front of all load balancers, with what REDCap's own traffic needs. */
export function firewall(
  module: ModuleStack,
  { name, firewall: wanted, logRetentionDays }: Inputs,
  kmsKeyArn: Expression,
  balancers: Expression,
) {
  const groups = local(module, "managed_rule_groups", managedRuleGroups);
  const own = local(module, "firewall_exceptions", exceptions);
  const paths = tf`concat(exception.paths, coalesce(${wanted.exceptionPaths}, []))`;
  return new Firewall(module, "firewall", {
    name,
    kmsKeyArn,
    logRetentionDays,
    rateLimit: { requests: wanted.requestsPerFiveMinutes },
    guardedPaths: {
      administration: { priority: 10, paths: guardedPaths, allowedCidrs: wanted.administratorCidrs },
    },
    managedRuleGroups: tf`{for name, group in ${groups} : name => merge(group, { mode = ${wanted.mode} })}`,
    ...firewallPart.from(wanted),
    exceptions: tf`merge({for name, exception in ${own} : name => merge(exception, { paths = ${paths} })}, ${wanted.exceptions})`,
    resourceArns: tf`{for colour, balancer in ${balancers} : colour => balancer.arn}`,
  });
}
