import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The instances' security group: HTTPS from the load balancers and back, and the declared ways out. No SSH. */
export function instanceNetwork(module: ModuleStack, { name, vpcId, loadBalancers, egress }: Inputs) {
  const group = new SecurityGroup(module, "instances", {
    name: `${name}-instance`,
    description: "Application instances",
    vpcId,
    tags: { Name: `${name}-instance` },
  });
  const https = { fromPort: 443, toPort: 443, ipProtocol: "tcp" };
  const balancerGroup = tf`each.value.security_group_id`.string;
  const inbound = new VpcSecurityGroupIngressRule(module, "load_balancer", {
    ...https,
    securityGroupId: group.id,
    referencedSecurityGroupId: balancerGroup,
    description: `HTTPS from the load balancer of ${tf`each.key`.string}`,
  });
  const fromBalancer = new VpcSecurityGroupEgressRule(module, "load_balancer_egress", {
    ...https,
    securityGroupId: balancerGroup,
    referencedSecurityGroupId: group.id,
    description: "HTTPS to the application instances",
  });
  for (const rule of [inbound, fromBalancer]) rule.addOverride("for_each", loadBalancers);
  const outbound = new VpcSecurityGroupEgressRule(module, "instance_egress", {
    securityGroupId: group.id,
    fromPort: tf`each.value.port`.number,
    toPort: tf`each.value.port`.number,
    ipProtocol: "tcp",
    cidrIpv4: tf`each.value.cidr`.string,
    referencedSecurityGroupId: tf`each.value.security_group_id`.string,
    description: tf`each.key`.string,
  });
  outbound.addOverride("for_each", egress);
  return { group, rules: [inbound, fromBalancer, outbound] };
}
