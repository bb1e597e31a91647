import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { local } from "./values";

/**
 * ID of the public zone that `where` names by ID or by name; null where it names none. Known at plan. The plan fails where
 * the zone cannot hold the name in the attribute `named`: its records would lie in somebody else's part of DNS.
 */
export function zoneId(
  module: ModuleStack,
  id: string,
  where: Expression,
  named: "name" | "domain",
): Expression {
  const none = tf`try(coalesce(${where}.zone_id, ${where}.zone_name), null) == null`;
  const zone = new DataAwsRoute53Zone(module, `${id}_zone`, {
    zoneId: tf`${where}.zone_id`.string,
    name: tf`${where}.zone_name`.string,
    privateZone: false,
  });
  zone.overrideLogicalId(id);
  zone.addOverride("count", tf`${none} ? 0 : 1`);
  const name = tf`coalesce(${where}.${reference(named)}, trimsuffix(self.name, "."))`;
  zone.addOverride("lifecycle.postcondition", [
    {
      condition: tf`endswith(join("", [".", ${name}]), join("", [".", trimsuffix(self.name, ".")]))`,
      error_message: `The zone \${self.name} cannot hold ${tf`${name}`.string}: give the zone of that name, or of a domain above it.`,
    },
  ]);
  return local(
    module,
    `${id}_zone_id`,
    tf`${none} ? null : coalesce(${where}.zone_id, one(${zone.fqn}[*].zone_id))`,
  );
}
