import type { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { lookUpSubnets } from "../../lib/aws/subnets";
import { requireForOutput } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { FoundationInputs } from "./inputs";

/** The subnets of an existing network by tier, as AWS describes them; none where the network is made here. */
export type ExistingSubnets = Readonly<Record<"public" | "app" | "data", DataAwsSubnet>>;

export function existingSubnets(module: ModuleStack, { existingNetwork }: FoundationInputs): ExistingSubnets {
  const { publicSubnetIds, appSubnetIds, dataSubnetIds } = existingNetwork.orNull;
  const lookUp = (id: string, tier: string, ids: unknown): DataAwsSubnet =>
    lookUpSubnets(module, id, {
      input: `existing_network.${tier}_subnet_ids`,
      ids,
      when: existingNetwork.given,
    });
  return {
    public: lookUp("existing", "public", publicSubnetIds),
    app: lookUp("existing_app", "app", appSubnetIds),
    data: lookUp("existing_data", "data", dataSubnetIds),
  };
}

/**
 * Refuses, in a plan, subnets that AWS would refuse in the middle of an apply: load balancers have one subnet in each of their zones,
 * databases and caches need two zones, and everything is in one VPC. `readerZones` are zones that the caller wants readers in.
 */
export function requireUsableSubnets(
  module: ModuleStack,
  { existingNetwork }: FoundationInputs,
  tiers: ExistingSubnets,
  readerZones: Expression,
): void {
  const { vpcId } = existingNetwork.orNull;
  const { given } = existingNetwork;
  const zones = (tier: keyof ExistingSubnets) => tf`${tiers[tier].fqn}[*].availability_zone`;
  const got = (tier: keyof ExistingSubnets) => tf`join(", ", ${zones(tier)})`.string;
  const strangers = local(
    module,
    "subnets_elsewhere",
    tf`[for subnet in concat(${tiers.public.fqn}, ${tiers.app.fqn}, ${tiers.data.fqn}) : subnet.id if subnet.vpc_id != ${vpcId}]`,
  );
  const uncovered = local(
    module,
    "reader_zones_without_subnet",
    tf`${given} ? setsubtract(${readerZones}, ${zones("data")}) : []`,
  );
  requireForOutput(module, "vpcId", [
    {
      condition: tf`length(${strangers}) == 0`,
      message: `existing_network must have subnets of vpc_id only (got others: ${tf`join(", ", ${strangers})`.string}).`,
    },
    {
      condition: tf`length(distinct(${zones("public")})) == length(${zones("public")})`,
      message:
        "existing_network.public_subnet_ids must be in different zones: a load balancer has one subnet in each " +
        `(got subnets in ${got("public")}).`,
    },
    ...(["app", "data"] as const).map((tier) => ({
      condition: tf`!(${given}) || length(distinct(${zones(tier)})) >= 2`,
      message:
        `existing_network.${tier}_subnet_ids must be in two or more zones: ` +
        `${tier === "app" ? "the application survives the loss of one only then" : "Aurora requires them"} (got subnets in ${got(tier)}).`,
    })),
    {
      condition: tf`length(${uncovered}) == 0`,
      message:
        "database.readers must have an availability_zone in which existing_network has a data subnet " +
        `(got ${tf`join(", ", ${uncovered})`.string}; data subnets are in ${got("data")}).`,
    },
  ]);
}
