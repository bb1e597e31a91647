import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The engines' port. */
export const PORT = 6379;

/** Where the groups are, and who reaches each. */
export interface GroupNetwork {
  readonly subnetGroup: ElasticacheSubnetGroup;
  /** One for each group. */
  readonly securityGroup: SecurityGroup;
  /** The rules that let clients in. */
  readonly admission: VpcSecurityGroupIngressRule;
}

/** One subnet group, and a security group for each group. It has no egress rule: a cache opens no connections. */
export function groupNetwork(
  module: ModuleStack,
  { name, vpcId, subnetIds, clients, groups }: Inputs,
): GroupNetwork {
  const subnetGroup = new ElasticacheSubnetGroup(module, "subnets", {
    name: `${name}-cache`,
    description: `Subnets of the caches of ${name}`,
    subnetIds,
  });
  const { key } = groups.each;
  const securityGroup = new SecurityGroup(module, "access", {
    name: `${name}-cache-${key}`,
    description: `Clients of the cache ${name}-${key}`,
    vpcId,
    tags: { Name: `${name}-cache-${key}` },
  });
  securityGroup.addOverride("for_each", groups);
  const [group, client] = [reference("key"), reference("client")];
  const entry = { group, client, security_group: reference("id") };
  const byGroup = tf`[for key, group in ${groups} : {for client, id in merge(${clients}, ${groups.as("group").clients}) : ${`${group}/${client}`} => ${entry}}]`;
  const admitted = local(module, "admitted", tf`merge(${byGroup}...)`);
  const at = reference("each.value.group");
  const admission = new VpcSecurityGroupIngressRule(module, "client", {
    securityGroupId: tf`${securityGroup.fqn}[${at}].id`.string,
    description: `Cache ${at} from ${reference("each.value.client")}`,
    referencedSecurityGroupId: reference("each.value.security_group").string,
    ipProtocol: "tcp",
    fromPort: PORT,
    toPort: PORT,
  });
  admission.addOverride("for_each", admitted);
  return { subnetGroup, securityGroup, admission };
}
