import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { local } from "./values";

/** ID of the public zone that `where` names by ID or by name; null where it names none. Known at plan. */
export function zoneId(module: ModuleStack, id: string, where: Expression): Expression {
  const zone = new DataAwsRoute53Zone(module, `${id}_zone`, {
    name: tf`${where}.zone_name`.string,
    privateZone: false,
  });
  zone.overrideLogicalId(id);
  zone.addOverride("count", tf`try(${where}.zone_name, null) == null ? 0 : 1`);
  return local(
    module,
    `${id}_zone_id`,
    tf`try(${where}.zone_name, null) == null ? try(${where}.zone_id, null) : one(${zone.fqn}[*].zone_id)`,
  );
}
