import type { JsonObject } from "../../../plan/format";
import { type Examples, ref, unread } from "../example";

const vpc = { cidr_block: "10.0.0.0/16" };
const ofVpc = { vpc_id: ref("aws_vpc.main.id") };

/** A database's subnets with one route of their table. */
const tier = (route: JsonObject) => ({
  "aws_db_subnet_group.data": { subnet_ids: [ref("aws_subnet.data.id")] },
  "aws_subnet.data": ofVpc,
  "aws_route_table.data": ofVpc,
  "aws_route_table_association.data": {
    subnet_id: ref("aws_subnet.data.id"),
    route_table_id: ref("aws_route_table.data.id"),
  },
  "aws_route.data": { route_table_id: ref("aws_route_table.data.id"), ...route },
});

const ingress = (values: Readonly<Record<string, string | number>>) => ({
  "aws_vpc_security_group_ingress_rule.some": { ip_protocol: "tcp", ...values },
});

export const network: Examples = {
  "default-security-group-closed": {
    good: [{ "aws_vpc.main": vpc, "aws_default_security_group.closed": ofVpc }],
    bad: [
      { "aws_vpc.main": vpc },
      {
        "aws_vpc.main": vpc,
        "aws_default_security_group.closed": {
          ...ofVpc,
          ingress: [{ protocol: "-1", self: true, from_port: 0, to_port: 0 }],
        },
      },
    ],
    unjudged: [{ "aws_vpc.main": vpc, "aws_default_security_group.closed": { vpc_id: unread } }],
  },
  "flow-logs": {
    good: [{ "aws_vpc.main": vpc, "aws_flow_log.all": { ...ofVpc, traffic_type: "ALL" } }],
    bad: [
      { "aws_vpc.main": vpc },
      { "aws_vpc.main": vpc, "aws_flow_log.all": { ...ofVpc, traffic_type: "REJECT" } },
    ],
  },
  "route-to-internet": {
    good: [
      { "aws_route.nat": { destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" } },
      { "aws_route.own": { destination_cidr_block: "10.1.0.0/16", gateway_id: "vgw-1" } },
    ],
    bad: [
      {
        "aws_internet_gateway.gate": ofVpc,
        "aws_route.public": {
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: ref("aws_internet_gateway.gate.id"),
        },
      },
      { "aws_route.public": { destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" } },
    ],
    unjudged: [{ "aws_route.public": { gateway_id: unread } }],
  },
  "no-public-addresses": {
    good: [{ "aws_subnet.a": { map_public_ip_on_launch: false } }],
    bad: [{ "aws_subnet.a": { map_public_ip_on_launch: true } }],
  },
  "data-tier-isolated": {
    good: [
      tier({ destination_cidr_block: "10.1.0.0/16", transit_gateway_id: "tgw-1" }),
      tier({ destination_prefix_list_id: "pl-1", vpc_endpoint_id: "vpce-1" }),
    ],
    bad: [
      tier({ destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" }),
      tier({ destination_ipv6_cidr_block: "::/0", egress_only_gateway_id: "eigw-1" }),
      // Both halves of the internet.
      tier({ destination_cidr_block: "128.0.0.0/1", transit_gateway_id: "tgw-1" }),
      {
        "aws_elasticache_subnet_group.data": { subnet_ids: [ref("aws_subnet.data.id")] },
        "aws_subnet.data": ofVpc,
        "aws_route_table.data": { ...ofVpc, route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] },
        "aws_route_table_association.data": {
          subnet_id: ref("aws_subnet.data.id"),
          route_table_id: ref("aws_route_table.data.id"),
        },
      },
    ],
    unjudged: [
      { "aws_db_subnet_group.data": { subnet_ids: unread } },
      { "aws_db_subnet_group.data": { subnet_ids: ["subnet-elsewhere"] } },
      tier({ destination_cidr_block: unread, nat_gateway_id: "nat-1" }),
    ],
  },
  "ports-restricted": {
    good: [
      ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 }),
      ingress({ cidr_ipv4: "10.0.0.0/8", from_port: 3306, to_port: 3306 }),
      ingress({ referenced_security_group_id: "sg-1", from_port: 3306, to_port: 3306 }),
      {
        "aws_security_group_rule.out": {
          type: "egress",
          cidr_blocks: ["0.0.0.0/0"],
          from_port: 0,
          to_port: 65535,
        },
      },
    ],
    bad: [
      ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 22, to_port: 22 }),
      ingress({ cidr_ipv6: "::/0", from_port: 22, to_port: 22 }),
      ingress({ cidr_ipv4: "128.0.0.0/1", from_port: 3306, to_port: 3306 }),
      ingress({ cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }),
      ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 80, to_port: 443 }),
      {
        "aws_security_group.open": { ingress: [{ cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22 }] },
      },
      {
        "aws_security_group_rule.in": {
          type: "ingress",
          cidr_blocks: ["0.0.0.0/0"],
          from_port: 22,
          to_port: 22,
        },
      },
    ],
    unjudged: [
      { "aws_vpc_security_group_ingress_rule.some": { cidr_ipv4: unread, from_port: 22, to_port: 22 } },
      {
        "aws_vpc_security_group_ingress_rule.some": {
          cidr_ipv4: "0.0.0.0/0",
          from_port: unread,
          to_port: unread,
        },
      },
    ],
  },
};
