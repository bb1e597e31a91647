import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";
import { leftBeforeItGoes } from "./lifecycle";
import { named } from "./named";
import type { Subnets } from "./subnets";

const everywhere = "0.0.0.0/0";
const zone = reference("each.key").string;

/** Routes out: public subnets through the internet gateway, app subnets through NAT, data subnets none. */
export function addNat(
  module: ModuleStack,
  gateway: InternetGateway,
  subnets: Subnets,
  { name, availabilityZones, natGateways }: InputReferences<typeof inputs>,
): { publicIps: Expression; publicRoute: Route; appRoute: Route } {
  const publicRoute = named(
    "public",
    new Route(module, "public route", {
      routeTableId: subnets.publicRoutes.id,
      destinationCidrBlock: everywhere,
      gatewayId: gateway.id,
    }),
  );

  // By zone: the zone of the gateway that serves it.
  const served = local(
    module,
    "nat_zones",
    tf`{for zone in ${availabilityZones} : zone => ${natGateways} == "single" ? ${availabilityZones}[0] : zone if ${natGateways} != "none"}`,
  );
  const gatewayZones = tf`toset(values(${served}))`;

  const address = named(
    "nat",
    new Eip(module, "nat addresses", {
      domain: "vpc",
      tags: { Name: `${name}-nat-${zone}` },
      dependsOn: [gateway],
    }),
  );
  address.addOverride("for_each", gatewayZones);
  const nat = named(
    "this",
    new NatGateway(module, "nat gateways", {
      allocationId: tf`${address.fqn}[${zone}].id`.string,
      subnetId: tf`${subnets.public.fqn}[${zone}].id`.string,
      tags: { Name: `${name}-${zone}` },
      dependsOn: [gateway],
      lifecycle: leftBeforeItGoes,
    }),
  );
  nat.addOverride("for_each", gatewayZones);
  const appRoute = named(
    "app",
    new Route(module, "app route", {
      routeTableId: tf`${subnets.appRoutes.fqn}[${zone}].id`.string,
      destinationCidrBlock: everywhere,
      natGatewayId: tf`${nat.fqn}[${reference("each.value")}].id`.string,
      lifecycle: leftBeforeItGoes,
    }),
  );
  appRoute.addOverride("for_each", served);

  return {
    publicIps: tf`{for zone, address in ${address.fqn} : zone => address.public_ip}`,
    publicRoute,
    appRoute,
  };
}
