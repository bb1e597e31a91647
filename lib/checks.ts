import type { Expression } from "./expression";
import { snakeCase } from "./names";
import type { ModuleStack } from "./stack";

/** What must hold, and what a plan says where it does not. Both may refer to values that Terraform knows. */
export interface Condition {
  readonly condition: Expression | string;
  readonly message: string;
}

/** A warning, by a name of its own, in every plan in which a condition does not hold. Never an error: what runs must stay manageable. */
export function warnUnless(module: ModuleStack, name: string, { condition, message }: Condition): void {
  module.addOverride(`check.${name}`, { assert: [{ condition, error_message: message }] });
}

/**
 * Conditions that stop a plan, attached to an output by its camelCase name: for what concerns no resource of the module, and for values
 * that are ephemeral, which Terraform takes in a condition of an output.
 */
export function requireForOutput(
  module: ModuleStack,
  output: string,
  conditions: readonly Condition[],
): void {
  module.addOverride(
    `output.${snakeCase(output)}.precondition`,
    conditions.map(({ condition, message }) => ({ condition, error_message: message })),
  );
}
