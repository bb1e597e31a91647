import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type Expression, reference, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { layoutBits, type Tier, tiers, zoneLetters } from "./cidrs";
import type { inputs } from "./inputs";
import { leftBeforeItGoes } from "./lifecycle";
import { named } from "./named";

/** The subnets of a tier, by zone. */
type Tiers = Readonly<Record<Tier, Subnet>>;

interface Routes {
  /** One table: every public subnet has the same internet gateway. */
  readonly publicRoutes: RouteTable;
  /** One table for each zone, by the zone's name: each may have a NAT gateway of its own. */
  readonly appRoutes: RouteTable;
  /** One table without any route. */
  readonly dataRoutes: RouteTable;
}

export interface Subnets extends Tiers, Routes {
  /** What puts each tier's subnets under its routes. */
  readonly associations: Readonly<Record<Tier, RouteTableAssociation>>;
}

type Inputs = InputReferences<typeof inputs>;

const zone = reference("each.key").string;

/** The subnets of the three tiers, for each zone, and the route tables that they use. */
export function addSubnets(module: ModuleStack, vpc: Vpc, input: Inputs): Subnets {
  const subnets = subnetsOf(module, vpc, input);
  const routes = routesOf(module, vpc, input);
  return { ...subnets, ...routes, associations: associationsOf(module, subnets, routes) };
}

function subnetsOf(
  module: ModuleStack,
  vpc: Vpc,
  { name, cidr, availabilityZones, subnetCidrs }: Inputs,
): Tiers {
  const letter = tf`index(split("", ${zoneLetters}), substr(${zone}, -1, 1))`;
  const entries = tiers.map((tier, position) => {
    const slot = tf`${position * zoneLetters.length} + ${letter}`;
    const subnet = named(
      tier,
      new Subnet(module, `${tier} subnets`, {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock:
          tf`${subnetCidrs.given} ? ${subnetCidrs.orNull.at(zone)[tier]} : cidrsubnet(${cidr}, ${layoutBits}, ${slot})`
            .string,
        // Public subnets hold only load balancers and NAT gateways, which have addresses of their own.
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-${tier}-${zone}` },
        lifecycle: leftBeforeItGoes,
      }),
    );
    subnet.addOverride("for_each", tf`toset(${availabilityZones})`);
    return [tier, subnet];
  });
  return Object.fromEntries(entries) as Tiers;
}

function routesOf(module: ModuleStack, vpc: Vpc, { name, availabilityZones }: Inputs): Routes {
  const table = (tier: Tier, label: string) =>
    named(
      tier,
      new RouteTable(module, `${tier} routes`, {
        vpcId: vpc.id,
        tags: { Name: label },
        lifecycle: leftBeforeItGoes,
      }),
    );
  const appRoutes = table("app", `${name}-app-${zone}`);
  appRoutes.addOverride("for_each", tf`toset(${availabilityZones})`);
  return {
    publicRoutes: table("public", `${name}-public`),
    appRoutes,
    dataRoutes: table("data", `${name}-data`),
  };
}

function associationsOf(
  module: ModuleStack,
  subnets: Tiers,
  { publicRoutes, appRoutes, dataRoutes }: Routes,
): Subnets["associations"] {
  const associate = (tier: Tier, routeTableId: Expression | string) => {
    const association = named(
      tier,
      new RouteTableAssociation(module, `${tier} association`, {
        subnetId: tf`${reference("each.value")}.id`.string,
        routeTableId: String(routeTableId),
        lifecycle: leftBeforeItGoes,
      }),
    );
    association.addOverride("for_each", reference(subnets[tier].fqn));
    return association;
  };
  return {
    public: associate("public", publicRoutes.id),
    app: associate("app", tf`${appRoutes.fqn}[${zone}].id`),
    data: associate("data", dataRoutes.id),
  };
}
