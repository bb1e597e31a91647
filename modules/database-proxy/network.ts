import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { TerraformElement } from "cdktf";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The engine's port, which the proxy has, too. */
export const port = (engine: string): Expression => tf`(${engine} == "aurora-mysql" ? 3306 : 5432)`;

/** The proxy's security group, and the rules without which nobody gets an answer: clients to proxy, proxy to cluster. */
export interface ProxyNetwork {
  readonly securityGroup: SecurityGroup;
  readonly admission: readonly TerraformElement[];
}

export function proxyNetwork(
  module: ModuleStack,
  { name, engine, vpcId, clients, databaseSecurityGroupId }: Inputs,
): ProxyNetwork {
  const securityGroup = new SecurityGroup(module, "access", {
    name: `${name}-proxy`,
    description: `Clients of the database proxy ${name}`,
    vpcId,
    tags: { Name: `${name}-proxy` },
  });
  const range = { ipProtocol: "tcp", fromPort: port(engine).number, toPort: port(engine).number };
  const client = new VpcSecurityGroupIngressRule(module, "client", {
    ...range,
    securityGroupId: securityGroup.id,
    description: `Database proxy from ${clients.each.key}`,
    referencedSecurityGroupId: clients.each.value,
  });
  client.addOverride("for_each", clients);
  const out = new VpcSecurityGroupEgressRule(module, "database", {
    ...range,
    securityGroupId: securityGroup.id,
    description: "To the database",
    referencedSecurityGroupId: databaseSecurityGroupId,
  });
  const into = new VpcSecurityGroupIngressRule(module, "database_in", {
    ...range,
    securityGroupId: databaseSecurityGroupId,
    description: `Database from the proxy ${name}`,
    referencedSecurityGroupId: securityGroup.id,
  });
  return { securityGroup, admission: [client, out, into] };
}
