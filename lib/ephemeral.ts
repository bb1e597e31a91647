import { type Expression, reference } from "./expression";
import type { ModuleStack } from "./stack";

/**
 * Adds an `ephemeral` block, whose values exist only while Terraform runs and may go into write-only arguments. CDKTF
 * 0.21 has no construct for it. Returns the block's address.
 */
export function ephemeral(
  module: ModuleStack,
  type: string,
  name: string,
  attributes: Readonly<Record<string, unknown>>,
): Expression {
  module.addOverride(`ephemeral.${type}.${name}`, attributes);
  return reference(`ephemeral.${type}.${name}`);
}
