import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type Expression, reference, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { layoutBits, type Tier, tiers, zoneLetters } from "./cidrs";
import type { inputs } from "./inputs";
import { named } from "./named";

export interface Subnets extends Readonly<Record<Tier, Subnet>> {
  /** One table: every public subnet goes out through the same internet gateway. */
  readonly publicRoutes: RouteTable;
  /** One table for each zone, by the zone's name: each has a NAT gateway of its own. */
  readonly appRoutes: RouteTable;
  /** One table without any route. */
  readonly dataRoutes: RouteTable;
  /** What puts each tier's subnets under its routes. */
  readonly associations: Readonly<Record<Tier, RouteTableAssociation>>;
}

const zone = reference("each.key").string;

/** The subnets of the three tiers, for each zone, and the route tables that they use. */
export function addSubnets(
  module: ModuleStack,
  vpc: Vpc,
  { name, cidr, availabilityZones, subnetCidrs }: InputReferences<typeof inputs>,
): Subnets {
  const zones = tf`toset(${availabilityZones})`;
  const letter = tf`index(split("", ${zoneLetters}), substr(${zone}, -1, 1))`;
  const [publicSubnet, appSubnet, dataSubnet] = tiers.map((tier, position) => {
    const slot = tf`${position * zoneLetters.length} + ${letter}`;
    const subnet = named(
      tier,
      new Subnet(module, `${tier} subnets`, {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock:
          tf`${subnetCidrs} == null ? cidrsubnet(${cidr}, ${layoutBits}, ${slot}) : ${subnetCidrs}[${zone}].${reference(tier)}`
            .string,
        // Only load balancers and NAT gateways live in public subnets, and they bring their own addresses.
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-${tier}-${zone}` },
      }),
    );
    subnet.addOverride("for_each", zones);
    return subnet;
  }) as [Subnet, Subnet, Subnet];

  const table = (tier: Tier, label: string) =>
    named(tier, new RouteTable(module, `${tier} routes`, { vpcId: vpc.id, tags: { Name: label } }));
  const publicRoutes = table("public", `${name}-public`);
  const appRoutes = table("app", `${name}-app-${zone}`);
  appRoutes.addOverride("for_each", zones);
  const dataRoutes = table("data", `${name}-data`);

  const associate = (tier: Tier, subnet: Subnet, routeTableId: Expression | string) => {
    const association = named(
      tier,
      new RouteTableAssociation(module, `${tier} association`, {
        subnetId: tf`${reference("each.value")}.id`.string,
        routeTableId: String(routeTableId),
      }),
    );
    association.addOverride("for_each", reference(subnet.fqn));
    return association;
  };
  const associations = {
    public: associate("public", publicSubnet, publicRoutes.id),
    app: associate("app", appSubnet, tf`${appRoutes.fqn}[${zone}].id`),
    data: associate("data", dataSubnet, dataRoutes.id),
  };

  return {
    public: publicSubnet,
    app: appSubnet,
    data: dataSubnet,
    publicRoutes,
    appRoutes,
    dataRoutes,
    associations,
  };
}
