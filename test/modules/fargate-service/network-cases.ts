import { securityGroups } from "../security-groups";
import type { Inputs } from "../synthesis";
import { group, listener, good, web, egress, targetGroup } from "./base";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "a name that looks like a security group's ID": [
    { ...good, name: "sg-demo" },
    /^name must not be a name that AWS reserves: sg-/m,
  ],
  "a route out under two names": [
    { ...good, egress: { web: { port: 443, cidr: "0.0.0.0/0" }, aws: { port: 443, cidr: "0.0.0.0/0" } } },
    /^egress\.(web|aws) must not be the same as another entry/m,
  ],
  "the name of a VPC": [{ ...good, vpcId: "app" }, /vpcId must be the ID of a VPC/],
  "no subnets": [{ ...good, subnetIds: [] }, /subnetIds must have at least 1/],
  "a subnet twice": [
    { ...good, subnetIds: ["subnet-0a", "subnet-0a"] },
    /subnetIds\[1\] must not repeat an earlier item/,
  ],
  "the name of a subnet": [{ ...good, subnetIds: ["app"] }, /subnetIds\[0\] must be the ID of a subnet/],
  "the name of a security group": [
    { ...good, additionalSecurityGroupIds: ["database"] },
    /additionalSecurityGroupIds\[0\] must be the ID of a security group/,
  ],
  "a security group twice": [
    { ...good, additionalSecurityGroupIds: [group, group] },
    /additionalSecurityGroupIds\[1\] must not repeat an earlier item/,
  ],
  "more security groups than AWS allows": [
    { ...good, additionalSecurityGroupIds: ["1", "2", "3", "4", "5"].map((digit) => `sg-${digit}`) },
    /additionalSecurityGroupIds must have at most 4/,
  ],
  "a namespace's name": [
    { ...good, port: 80, serviceDiscovery: { namespaceId: "app.internal" } },
    /serviceDiscovery\.namespaceId must be the ID of a Cloud Map namespace/,
  ],
  "an address that nobody may remember": [
    { ...good, port: 80, serviceDiscovery: { namespaceId: "ns-0123456789abcdef", ttlSeconds: 0 } },
    /serviceDiscovery\.ttlSeconds must be at least 1/,
  ],
  "an address that is remembered for hours": [
    { ...good, port: 80, serviceDiscovery: { namespaceId: "ns-0123456789abcdef", ttlSeconds: 3601 } },
    /serviceDiscovery\.ttlSeconds must be at most 3600/,
  ],
  "an address that is not remembered": [
    { ...good, port: 80, serviceDiscovery: { namespaceId: "ns-0123456789abcdef", ttlSeconds: 0 } },
    /serviceDiscovery\.ttlSeconds must be at least 1/,
  ],
  "a name that leads to no port": [
    { ...good, serviceDiscovery: { namespaceId: "ns-0123456789abcdef" } },
    /port must be given with serviceDiscovery/,
  ],
  "more routes out than a security group has rules": [
    {
      ...good,
      egress: Object.fromEntries(
        Object.entries(securityGroups(61)).map(([name, securityGroupId]) => [
          name,
          { port: 443, securityGroupId },
        ]),
      ),
    },
    /egress must have at most 60 entries/,
  ],
  "egress to nowhere": [
    egress({ port: 443 }),
    /egress\.rule must have cidr, prefixListId or securityGroupId, exactly one/,
  ],
  "egress to two destinations": [
    egress({ port: 443, cidr: "10.0.0.0/8", securityGroupId: group }),
    /egress\.rule must have cidr, prefixListId or securityGroupId, exactly one/,
  ],
  "egress to a range that ends before it begins": [
    egress({ port: 443, toPort: 80, cidr: "10.0.0.0/8" }),
    /egress\.rule must have a toPort that is not below port/,
  ],
  "egress to an address that is no range": [
    egress({ port: 443, cidr: "10.0.0.5/8" }),
    /egress\.rule\.cidr must be an IPv4 range/,
  ],
  "egress to port 0": [egress({ port: 0, cidr: "10.0.0.0/8" }), /egress\.rule\.port must be at least 1/],
  "egress to port 65536": [
    egress({ port: 65536, cidr: "10.0.0.0/8" }),
    /egress\.rule\.port must be at most 65535/,
  ],
  "egress to half a port": [egress({ port: 1.5, cidr: "10.0.0.0/8" }), /egress\.rule\.port must be a whole/],
  "egress up to port 65536": [
    egress({ port: 1, toPort: 65536, cidr: "10.0.0.0/8" }),
    /egress\.rule\.toPort must be at most 65535/,
  ],
  "egress up to port 0": [
    egress({ port: 1, toPort: 0, cidr: "10.0.0.0/8" }),
    /egress\.rule\.toPort must be at least 1/,
  ],
  "egress up to half a port": [
    egress({ port: 1, toPort: 1.5, cidr: "10.0.0.0/8" }),
    /egress\.rule\.toPort must be a whole/,
  ],
  "egress by another protocol": [
    egress({ port: 1, protocol: "icmp", cidr: "10.0.0.0/8" }),
    /egress\.rule\.protocol must be one of tcp, udp/,
  ],
  "egress to a prefix list by name": [
    egress({ port: 443, prefixListId: "s3" }),
    /egress\.rule\.prefixListId must be the ID of a prefix list/,
  ],
  "egress to a group by name": [
    egress({ port: 443, securityGroupId: "db" }),
    /egress\.rule\.securityGroupId must be the ID of a security group/,
  ],
  "egress in capitals": [
    { ...good, egress: { Web: { port: 443, cidr: "0.0.0.0/0" } } },
    /egress\.Web must be up to 31 lower-case/,
  ],
  "port 0": [{ ...good, port: 0 }, /port must be at least 1/],
  "port 65536": [{ ...good, port: 65536 }, /port must be at most 65535/],
  "half a port": [{ ...good, port: 1.5 }, /port must be a whole number/],
  "a listener without a port": [
    { ...good, listeners: { api: listener } },
    /port must be given with listeners/,
  ],
  "a listener by name": [
    web({ listenerArn: "web" }),
    /listeners\.api\.listenerArn must be an ARN like arn:aws:elasticloadbalancing/,
  ],
  "a listener in capitals": [
    { ...good, port: 80, listeners: { Api: listener } },
    /listeners\.Api must be up to 31 lower-case/,
  ],
  "a load balancer's group by name": [
    web({ securityGroupId: "lb" }),
    /listeners\.api\.securityGroupId must be the ID of a security group/,
  ],
  "no hosts": [web({ hosts: [] }), /listeners\.api\.hosts must have at least 1/],
  "more hosts than a rule may have": [
    web({ hosts: ["a.b", "b.b", "c.b", "d.b", "e.b", "f.b"] }),
    /listeners\.api\.hosts must have at most 5/,
  ],
  "a host twice": [web({ hosts: ["a.b", "a.b"] }), /listeners\.api\.hosts\[1\] must not repeat/],
  "a host in capitals": [
    web({ hosts: ["API.example.edu"] }),
    /listeners\.api\.hosts\[0\] must be a host name in lower case/,
  ],
  "a host that is too long": [
    web({ hosts: ["a".repeat(129)] }),
    /listeners\.api\.hosts\[0\] must have at most 128/,
  ],
  "priority 0": [web({ priority: 0 }), /listeners\.api\.priority must be at least 1/],
  "a priority that is too low": [web({ priority: 50001 }), /listeners\.api\.priority must be at most 50000/],
  "half a priority": [web({ priority: 1.5 }), /listeners\.api\.priority must be a whole/],
  "another protocol of targets": [
    targetGroup({ protocol: "TCP" }),
    /targetGroup\.protocol must be one of HTTP, HTTPS/,
  ],
  "another algorithm": [
    targetGroup({ algorithm: "random" }),
    /targetGroup\.algorithm must be one of round_robin/,
  ],
  "a delay below zero": [
    targetGroup({ deregistrationDelaySeconds: -1 }),
    /targetGroup\.deregistrationDelaySeconds must be at least 0/,
  ],
  "a delay above an hour": [
    targetGroup({ deregistrationDelaySeconds: 3601 }),
    /targetGroup\.deregistrationDelaySeconds must be at most 3600/,
  ],
  "half a second of delay": [
    targetGroup({ deregistrationDelaySeconds: 0.5 }),
    /targetGroup\.deregistrationDelaySeconds must be a whole/,
  ],
  "a slow start that is too quick": [
    targetGroup({ algorithm: "round_robin", slowStartSeconds: 10 }),
    /targetGroup\.slowStartSeconds must be 0 \(off\) or 30 to 900/,
  ],
  "a slow start in half seconds": [
    targetGroup({ algorithm: "round_robin", slowStartSeconds: 30.5 }),
    /targetGroup\.slowStartSeconds must be a whole/,
  ],
  "a slow start with another algorithm": [
    targetGroup({ slowStartSeconds: 30 }),
    /targetGroup must have the algorithm round_robin with slowStartSeconds/,
  ],
  "a check of no path": [
    targetGroup({ healthCheckPath: "health" }),
    /targetGroup\.healthCheckPath must be a path/,
  ],
  "a check of no status": [
    targetGroup({ healthCheckStatus: "OK" }),
    /targetGroup\.healthCheckStatus must be status codes/,
  ],
  "a check that takes longer than its interval": [
    targetGroup({ healthCheckIntervalSeconds: 10, healthCheckTimeoutSeconds: 10 }),
    /targetGroup must have a healthCheckTimeoutSeconds below healthCheckIntervalSeconds/,
  ],
  "a check of targets every second": [
    targetGroup({ healthCheckIntervalSeconds: 4, healthCheckTimeoutSeconds: 2 }),
    /targetGroup\.healthCheckIntervalSeconds must be at least 5/,
  ],
  "a check of targets every hour": [
    targetGroup({ healthCheckIntervalSeconds: 301 }),
    /targetGroup\.healthCheckIntervalSeconds must be at most 300/,
  ],
  "a check of targets each half second": [
    targetGroup({ healthCheckIntervalSeconds: 30.5 }),
    /targetGroup\.healthCheckIntervalSeconds must be a whole/,
  ],
  "a check without time": [
    targetGroup({ healthCheckTimeoutSeconds: 1 }),
    /targetGroup\.healthCheckTimeoutSeconds must be at least 2/,
  ],
  "a check with too much time": [
    targetGroup({ healthCheckTimeoutSeconds: 121, healthCheckIntervalSeconds: 300 }),
    /targetGroup\.healthCheckTimeoutSeconds must be at most 120/,
  ],
  "a check with half a second": [
    targetGroup({ healthCheckTimeoutSeconds: 2.5 }),
    /targetGroup\.healthCheckTimeoutSeconds must be a whole/,
  ],
  "thresholds below two": [
    targetGroup({ healthyThreshold: 1, unhealthyThreshold: 1 }),
    /targetGroup\.healthyThreshold must be at least 2[^]*targetGroup\.unhealthyThreshold must be at least 2/,
  ],
  "thresholds above ten": [
    targetGroup({ healthyThreshold: 11, unhealthyThreshold: 11 }),
    /targetGroup\.healthyThreshold must be at most 10[^]*targetGroup\.unhealthyThreshold must be at most 10/,
  ],
  "half a threshold": [
    targetGroup({ healthyThreshold: 2.5, unhealthyThreshold: 2.5 }),
    /targetGroup\.healthyThreshold must be a whole[^]*targetGroup\.unhealthyThreshold must be a whole/,
  ],
  "grace below zero": [
    { ...good, healthCheckGracePeriodSeconds: -1 },
    /healthCheckGracePeriodSeconds must be at least 0/,
  ],
  "grace without an end": [
    { ...good, healthCheckGracePeriodSeconds: 2147483648 },
    /healthCheckGracePeriodSeconds must be at most 2147483647/,
  ],
  "half a second of grace": [
    { ...good, healthCheckGracePeriodSeconds: 0.5 },
    /healthCheckGracePeriodSeconds must be a whole/,
  ],
};
