import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type Expression, reference } from "./expression";
import type { ModuleStack } from "./stack";

/**
 * A named value: what would be long or repeated otherwise. An object or a list is written as JSON, one line for each of its
 * parts, so that a change of one shows as one line. It may have the name of a module or a resource.
 */
export function local(module: ModuleStack, name: string, value: unknown): Expression {
  const scope = module.node.tryFindChild("locals") ?? new Construct(module, "locals");
  new TerraformLocal(scope, name, value).overrideLogicalId(name);
  return reference(`local.${name}`);
}
