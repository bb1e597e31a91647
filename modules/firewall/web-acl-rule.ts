import { type Expression, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";

/**
 * Where each kind of rule begins in the order of evaluation; what a caller numbers is added. The numbers are part of
 * every rule, so they never depend on how many others there are.
 */
export const priority = {
  denyIpv4: 10,
  denyIpv6: 11,
  denySets: 12,
  country: 20,
  admitOnly: 30,
  guard: 100,
  allowIpv4: 200,
  allowIpv6: 201,
  allowSets: 202,
  rate: 300,
  rateKnown: 301,
  managed: 1000,
  reblock: 2000,
} as const;

/** A rule of the web ACL, as one block of `dynamic "rule"`. */
export interface WebAclRule {
  /** A rule for each of these. */
  readonly forEach: unknown;
  readonly name: string;
  readonly priority: unknown;
  /** `action` of a rule of ours, `override_action` of a managed group. */
  readonly action: object;
  readonly statement: object;
}

export function webAclRule(
  { name, sampledRequests }: Pick<Inputs, "name" | "sampledRequests">,
  rule: WebAclRule,
): object {
  return {
    for_each: rule.forEach,
    content: {
      name: rule.name,
      priority: rule.priority,
      ...rule.action,
      statement: rule.statement,
      visibility_config: {
        cloudwatch_metrics_enabled: true,
        metric_name: `${name}-${rule.name}`,
        sampled_requests_enabled: sampledRequests,
      },
    },
  };
}

/** `for_each` of a single block that exists under a condition known at plan. */
export const once = (condition: unknown): Expression => tf`${condition} ? [1] : []`;
