import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Network } from "../network";
import { existingSubnets, requireUsableSubnets } from "./existing-network";
import { type FoundationInputs, networkPart } from "./inputs";

/** What an application needs to know of its VPC. */
export interface NetworkOfApplication {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly publicSubnetCidrs: Expression;
  readonly appSubnetIds: string[];
  readonly appSubnetCidrs: Expression;
  readonly dataSubnetIds: string[];
  /** For callers' own routes, rules and resources. */
  readonly wiring: NetworkWiring;
}

/** What callers connect to a VPC. An existing one's route tables, NAT gateways and flow logs are the caller's: empty. */
export interface NetworkWiring {
  /** IDs by tier. */
  readonly subnetIds: Expression;
  /** IDs by tier. */
  readonly routeTableIds: Expression;
  readonly natPublicIps: Expression;
  /** Log groups by purpose. */
  readonly logGroupNames: Expression;
}

/** Whether the VPC that is made here has no way to the internet. */
export const withoutInternet = ({ network }: FoundationInputs): Expression =>
  tf`try(${network.orNull.natGateways} == "none", false)`;

/** Names of the interface endpoints that are needed without internet access, and that the network does not have; empty text for none. */
export const missingEndpoints = (
  module: ModuleStack,
  id: string,
  { network }: FoundationInputs,
  needed: Expression | readonly string[],
): Expression =>
  local(
    module,
    id,
    tf`join(", ", setsubtract(${needed}, coalesce(${network.orNull.interfaceEndpoints}, [])))`,
  );

/** The VPC to use: made here, or an existing one. `readers` are those of the application's database. */
export function networkOf(
  module: ModuleStack,
  inputs: FoundationInputs,
  kmsKeyArn: Expression,
  readers: Expression,
): NetworkOfApplication {
  const { name, network, existingNetwork, logRetentionDays, forceDestroy } = inputs;
  const made = new Network(
    module,
    "network",
    {
      name,
      kmsKeyArn,
      flowLogRetentionDays: logRetentionDays,
      forceDestroyLogs: forceDestroy.given,
      ...networkPart.from(network.orNull),
    },
    { when: tf`!(${existingNetwork.given})` },
  ).outputs;
  const existing = existingNetwork.orNull;
  const either = (id: string, there: unknown, here: Expression) =>
    local(module, id, tf`${existingNetwork.given} ? ${there} : ${here}`);
  const found = existingSubnets(module, inputs);
  const readerZones = local(
    module,
    "reader_zones",
    tf`compact([for reader in values(${readers}) : reader.availability_zone])`,
  );
  requireUsableSubnets(module, inputs, found, readerZones);
  const subnetIds = {
    public: either("public_subnet_ids", existing.publicSubnetIds, tf`values(${made.publicSubnetIds})`),
    app: either("app_subnet_ids", existing.appSubnetIds, tf`values(${made.appSubnetIds})`),
    data: either("data_subnet_ids", existing.dataSubnetIds, tf`values(${made.dataSubnetIds})`),
  };
  return {
    vpcId: either("vpc_id", existing.vpcId, made.vpcId).string,
    publicSubnetIds: subnetIds.public.list,
    publicSubnetCidrs: either(
      "public_subnet_cidrs",
      tf`${found.public.fqn}[*].cidr_block`,
      tf`values(${made.publicSubnetCidrs})`,
    ),
    appSubnetIds: subnetIds.app.list,
    appSubnetCidrs: tf`(${existingNetwork.given} ? ${found.app.fqn}[*].cidr_block : values(${made.appSubnetCidrs}))`,
    dataSubnetIds: subnetIds.data.list,
    wiring: {
      subnetIds: local(module, "subnet_ids", subnetIds),
      routeTableIds: local(module, "route_table_ids", {
        public: either("public_route_table_ids", tf`[]`, tf`[${made.publicRouteTableId}]`),
        app: either("app_route_table_ids", tf`[]`, tf`values(${made.appRouteTableIds})`),
        data: either("data_route_table_ids", tf`[]`, tf`[${made.dataRouteTableId}]`),
      }),
      natPublicIps: either("nat_public_ips", tf`[]`, tf`values(${made.natPublicIps})`),
      logGroupNames: either("network_log_groups", tf`{}`, tf`{ network = ${made.flowLogGroupName} }`),
    },
  };
}
