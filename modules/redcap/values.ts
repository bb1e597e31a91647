import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { type Expression, reference, tf } from "../../lib/expression";
import { snakeCase } from "../../lib/names";
import type { ModuleStack } from "../../lib/stack";

/** Attributes of an object input, by the names of the inputs that they go to. */
export function attributes<K extends string>(object: Expression, names: readonly K[]): Record<K, Expression> {
  const entries = names.map((name) => [name, tf`${object}.${reference(snakeCase(name))}`]);
  return Object.fromEntries(entries) as Record<K, Expression>;
}

/** A named value: what would be long or repeated otherwise. It may be called like a module or a resource. */
export function local(module: ModuleStack, name: string, value: Expression): Expression {
  const scope = module.node.tryFindChild("locals") ?? new Construct(module, "locals");
  new TerraformLocal(scope, name, value).overrideLogicalId(name);
  return reference(`local.${name}`);
}
