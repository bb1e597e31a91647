import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { DataResource } from "cdktf";
import type { z } from "zod";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { OptionalReference } from "../../lib/reference";
import type { ModuleStack } from "../../lib/stack";
import type { zone } from "./inputs";

/**
 * ID of the public zone that is given by ID or by name in `input`; null where none is given. Fails where the zone cannot hold `name`:
 * its records would be in somebody else's part of DNS.
 *
 * The ID is kept in the state until another zone is given: a caller's `depends_on` defers the lookup to the apply, and records
 * whose zone is unknown at plan would be replaced.
 */
export function zoneId(
  module: ModuleStack,
  id: string,
  input: string,
  where: OptionalReference<z.output<typeof zone>>,
  name: string,
): Expression {
  const { id: given, name: zoneName } = where.orNull;
  const count = tf`${where.given} ? 1 : 0`;
  const found = new DataAwsRoute53Zone(module, `${id}_zone`, {
    zoneId: given,
    name: zoneName,
    privateZone: false,
  });
  // The provider says no more of a missing one than this name: what the input is called.
  found.overrideLogicalId(input.replace(".", "_"));
  found.addOverride("count", count);
  const held = tf`coalesce(${name}, trimsuffix(self.name, "."))`;
  found.addOverride("lifecycle.postcondition", [
    {
      condition: tf`endswith(join("", [".", ${held}]), join("", [".", trimsuffix(self.name, ".")]))`,
      error_message: `${input}: the zone \${self.name} cannot hold ${held.string}: give the zone of that name, or of a domain above it.`,
    },
  ]);
  const kept = new DataResource(module, `${id}_zone_kept`, { lifecycle: { ignoreChanges: ["input"] } });
  kept.overrideLogicalId(`${id}_zone`);
  kept.addOverride("count", count);
  kept.addOverride("input", tf`one(${found.fqn}[*].zone_id)`);
  kept.addOverride("triggers_replace", tf`[${given}, ${zoneName}]`);
  return local(module, `${id}_zone_id`, tf`one(${kept.fqn}[*].input)`);
}
