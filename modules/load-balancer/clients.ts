import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { Collection } from "../../lib/reference";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

const ports = { http: 80, https: 443 } as const;

/** The load balancer's security group: clients on ports 80 and 443, range by range, and no egress. */
export function addSecurityGroup(
  module: ModuleStack,
  {
    name,
    vpcId,
    plainHttp,
    allowedCidrs,
    allowedIpv6Cidrs,
    allowedPrefixListIds,
  }: InputReferences<typeof inputs>,
): SecurityGroup {
  const group = new SecurityGroup(module, "clients", {
    name: `${name}-load-balancer`,
    description: "Load balancer: HTTP and HTTPS from allowed clients",
    vpcId,
    tags: { Name: `${name}-load-balancer` },
  });
  group.overrideLogicalId("this");
  const admit = (protocol: keyof typeof ports, ranges: Collection<string>, ipv6: boolean) => {
    const { key, value } = ranges.each;
    const rule = new VpcSecurityGroupIngressRule(module, ipv6 ? `${protocol}_ipv6` : protocol, {
      securityGroupId: group.id,
      description: `${protocol.toUpperCase()} from ${key}`,
      ...(ipv6 ? { cidrIpv6: value } : { cidrIpv4: value }),
      ipProtocol: "tcp",
      fromPort: ports[protocol],
      toPort: ports[protocol],
      tags: { Name: `${protocol}-${key}` },
    });
    rule.addOverride(
      "for_each",
      protocol === "http"
        ? ranges
        : tf`{for name, range in ${ranges} : name => range if !(${plainHttp.given})}`,
    );
  };
  for (const protocol of ["http", "https"] as const) {
    admit(protocol, allowedCidrs, false);
    admit(protocol, allowedIpv6Cidrs, true);
  }
  const { key, value } = allowedPrefixListIds.each;
  const port = tf`${plainHttp.given} ? ${ports.http} : ${ports.https}`.number;
  const lists = new VpcSecurityGroupIngressRule(module, "prefix_list", {
    securityGroupId: group.id,
    description: `The port that serves, from ${key}`,
    prefixListId: value,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    tags: { Name: key },
  });
  lists.addOverride("for_each", allowedPrefixListIds);
  return group;
}
