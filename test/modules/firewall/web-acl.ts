import { snakeCase } from "../../../lib/names";
import { argumentOf } from "../../../lib/values";
import { inputs } from "../../../modules/firewall/inputs";
import { managedRuleGroups } from "../../../modules/firewall/managed-rules";
import { completes } from "./complete";

export type Statement = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
export interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly override_action?: readonly Readonly<Record<string, readonly unknown[]>>[];
  readonly statement: readonly Statement[];
}

/** Capacity units of a statement by AWS's documentation, as if it shared no transformation with another: the most it can be. */
export function capacity(statement: Statement): number {
  const nested = (block: Readonly<Record<string, unknown>>): number =>
    [block["statement"], block["scope_down_statement"]]
      .flatMap((statements) => (statements ?? []) as Statement[])
      .reduce((sum, inner) => sum + capacity(inner), 0);
  const own: Readonly<Record<string, (block: Readonly<Record<string, unknown>>) => number>> = {
    managed_rule_group_statement: ({ name }) => managedRuleGroups[name as string]!.capacity,
    rate_based_statement: () => 2,
    regex_match_statement: ({ text_transformation: all }) =>
      3 + 10 * (all as { type: string }[]).filter(({ type }) => type !== "NONE").length,
    ip_set_reference_statement: () => 1,
    geo_match_statement: () => 1,
    label_match_statement: () => 1,
    and_statement: () => 0,
    or_statement: () => 0,
    not_statement: () => 0,
  };
  return Object.entries(statement)
    .flatMap(([type, blocks]) => blocks.map((block) => own[type]!(block) + nested(block)))
    .reduce((sum, part) => sum + part, 0);
}

/** Every feature at once, as plain Terraform gives it. */
export const everything: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(completes.regional).map(([name, value]) => [
    snakeCase(name),
    argumentOf(inputs[name as keyof typeof inputs], value, name),
  ]),
);
