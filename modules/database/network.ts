import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The engine's port. */
export const port = (engine: string): Expression => tf`(${engine} == "aurora-mysql" ? 3306 : 5432)`;

/** Where the cluster is, and who reaches it. */
export interface ClusterNetwork {
  readonly securityGroup: SecurityGroup;
  readonly subnetGroup: DbSubnetGroup;
  /** The rules that let clients in. */
  readonly admission: VpcSecurityGroupIngressRule;
}

/** Subnet group and security group. The group has no egress rule: a database opens no connections. */
export function clusterNetwork(
  module: ModuleStack,
  { name, engine, vpcId, subnetIds, clients }: Inputs,
): ClusterNetwork {
  const subnetGroup = new DbSubnetGroup(module, "subnets", {
    name,
    description: `Subnets of the database ${name}`,
    subnetIds,
  });
  const securityGroup = new SecurityGroup(module, "access", {
    name: `${name}-database`,
    description: `Clients of the database ${name}`,
    vpcId,
    tags: { Name: `${name}-database` },
  });
  const admission = new VpcSecurityGroupIngressRule(module, "client", {
    securityGroupId: securityGroup.id,
    description: `Database from ${clients.each.key}`,
    referencedSecurityGroupId: clients.each.value,
    ipProtocol: "tcp",
    fromPort: port(engine).number,
    toPort: port(engine).number,
  });
  admission.addOverride("for_each", clients);
  return { securityGroup, subnetGroup, admission };
}
