import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The instances' security group: HTTPS from the load balancers and back, and the declared routes out. No SSH. */
export function instanceNetwork(module: ModuleStack, { name, vpcId, loadBalancers, egress }: Inputs) {
  const group = new SecurityGroup(module, "instances", {
    name: `${name}-instance`,
    description: "Application instances",
    vpcId,
    tags: { Name: `${name}-instance` },
  });
  const https = { fromPort: 443, toPort: 443, ipProtocol: "tcp" };
  const balancer = loadBalancers.each;
  const inbound = new VpcSecurityGroupIngressRule(module, "load_balancer", {
    ...https,
    securityGroupId: group.id,
    referencedSecurityGroupId: balancer.value.securityGroupId,
    description: `HTTPS from the load balancer of ${balancer.key}`,
  });
  const fromBalancer = new VpcSecurityGroupEgressRule(module, "load_balancer_egress", {
    ...https,
    securityGroupId: balancer.value.securityGroupId,
    referencedSecurityGroupId: group.id,
    description: "HTTPS to the application instances",
  });
  for (const rule of [inbound, fromBalancer]) rule.addOverride("for_each", loadBalancers);
  const { key, value: destination } = egress.each;
  const outbound = new VpcSecurityGroupEgressRule(module, "instance_egress", {
    securityGroupId: group.id,
    fromPort: destination.port,
    toPort: destination.port,
    ipProtocol: "tcp",
    cidrIpv4: destination.cidr,
    referencedSecurityGroupId: destination.securityGroupId,
    description: key,
  });
  outbound.addOverride("for_each", egress);
  return { group, rules: [inbound, fromBalancer, outbound] };
}
