import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The tasks' security group: the service's port from its load balancers, and the declared routes out. */
export function taskNetwork(module: ModuleStack, { name, vpcId, port, listeners, egress }: Inputs) {
  const group = new SecurityGroup(module, "tasks", {
    name: `${name}-tasks`,
    description: `Tasks of the service ${name}`,
    vpcId,
    tags: { Name: `${name}-tasks` },
  });
  const service = { fromPort: port, toPort: port, ipProtocol: "tcp" };
  const { key: listener, value: balancer } = listeners.each;
  const inbound = new VpcSecurityGroupIngressRule(module, "load_balancer", {
    ...service,
    securityGroupId: group.id,
    referencedSecurityGroupId: balancer.securityGroupId,
    description: `From the load balancer of ${listener}`,
  });
  const fromBalancer = new VpcSecurityGroupEgressRule(module, "load_balancer_egress", {
    ...service,
    securityGroupId: balancer.securityGroupId,
    referencedSecurityGroupId: group.id,
    description: `To the tasks of ${name}`,
  });
  for (const rule of [inbound, fromBalancer]) rule.addOverride("for_each", listeners);
  const { key, value: destination } = egress.each;
  const outbound = new VpcSecurityGroupEgressRule(module, "egress", {
    securityGroupId: group.id,
    fromPort: destination.port,
    toPort: tf`coalesce(${destination.toPort}, ${destination.port})`.number,
    ipProtocol: destination.protocol,
    cidrIpv4: destination.cidr,
    prefixListId: destination.prefixListId,
    referencedSecurityGroupId: destination.securityGroupId,
    description: key,
  });
  outbound.addOverride("for_each", egress);
  return { group, rules: [inbound, fromBalancer, outbound] };
}
