import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { type Expression, tf } from "../expression";
import type { ModuleStack } from "../stack";
import { regionForConditions } from "./context";

/** Which subnets to look up. */
export interface SubnetLookup {
  /** What a message calls them: `existing_network.app_subnet_ids`. */
  readonly input: string;
  /** List of their IDs. */
  readonly ids: unknown;
  /** Whether they are given. */
  readonly when: Expression;
}

/**
 * Looks subnets up. One that does not exist is refused with its ID and the input that has it: the provider would say no more than that it
 * found nothing.
 */
export function lookUpSubnets(
  module: ModuleStack,
  id: string,
  { input, ids, when }: SubnetLookup,
): DataAwsSubnet {
  // Gives those that exist, and does not fail for others.
  const known = new DataAwsSubnets(module, `${id}_known`, {
    filter: [{ name: "subnet-id", values: tf`${ids}`.list }],
  });
  known.overrideLogicalId(id);
  known.addOverride("count", tf`${when} ? 1 : 0`);
  const given = tf`${ids}[count.index]`;
  const subnets = new DataAwsSubnet(module, id, { id: given.string });
  subnets.addOverride("count", tf`${when} ? length(${ids}) : 0`);
  subnets.addOverride("lifecycle.precondition", [
    {
      condition: tf`contains(${known.fqn}[0].ids, ${given})`,
      error_message:
        `${input}[\${count.index}] must be a subnet in ${regionForConditions(module)} that the provider's account can see (got ${given.string}): ` +
        "correct the ID, or the provider's region or account.",
    },
  ]);
  return subnets;
}
