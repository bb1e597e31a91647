import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { engines, familiesOf } from "./engine-versions";
import type { Inputs } from "./inputs";

/**
 * The engine's parameters. A parameter group carries the family in its name and is replaced before it is destroyed, so that
 * a major upgrade finds the new family's group ready and the old one still there.
 */
export function parameterGroups(
  module: ModuleStack,
  { name, groups }: Inputs,
  versions: Expression,
): ElasticacheParameterGroup {
  const families = local(
    module,
    "families",
    Object.fromEntries(engines.map((engine) => [engine, familiesOf(engine)])),
  );
  const { key, value } = groups.each;
  const family = tf`${families}[${value.engine}][${versions}[${key}]]`;
  const parameters = new ElasticacheParameterGroup(module, "parameters", {
    name: `${name}-${key}-${family}`,
    description: `Settings of the cache ${name}-${key}`,
    family: family.string,
    lifecycle: { createBeforeDestroy: true },
  });
  parameters.addOverride("for_each", groups);
  parameters.addOverride("dynamic.parameter", [
    {
      for_each: tf`merge(${value.parameters}, {"maxmemory-policy" = ${value.evictionPolicy}})`,
      content: { name: reference("parameter.key"), value: reference("parameter.value") },
    },
  ]);
  return parameters;
}
