import { isUnknown, type Value } from "./expression/unknown";
import type { Resource } from "./model";
import type { Side } from "./side";

/** A side of a plan's network: who uses which security group, and which subnets have a route from or to the internet. */
export class Network {
  private readonly users = new Map<string, Set<string>>();
  /** Subnets that have a route to an internet gateway. */
  private readonly publicSubnets = new Set<string>();
  private readonly subnetsOfUsers = new Map<string, Set<string>>();

  constructor(readonly side: Side) {
    for (const each of side.resources) this.noteUser(each);
    for (const each of side.ofType("aws_route")) this.noteRoute(each);
  }

  /** What is in security groups or subnets. */
  get places(): readonly string[] {
    return [...this.subnetsOfUsers.keys()];
  }

  /** The security groups that something is in. */
  groupsOf(user: string): string[] {
    return [...this.users].flatMap(([group, users]) => (users.has(user) ? [group] : [])).sort();
  }

  /** Whether something is in a subnet with a route to an internet gateway; undefined where the plan does not tell. */
  isPublic(user: string): boolean | undefined {
    const subnets = this.subnetsOfUsers.get(user);
    return subnets && subnets.size > 0
      ? [...subnets].some((subnet) => this.publicSubnets.has(subnet))
      : undefined;
  }

  /** What uses a security group: "database", "load balancer". */
  tierOf(group: string): string {
    const users = [...(this.users.get(group) ?? [])];
    const tiers = [
      ...new Set(
        users.map((address) => TIERS[this.side.model.resource(address)?.type ?? ""]).filter(Boolean),
      ),
    ];
    return tiers.length > 0 ? tiers.join(", ") : group;
  }

  /** Whether anything that uses a security group is in a subnet with a route to the internet; undefined where the plan does not tell. */
  isRoutable(group: string): boolean | undefined {
    const subnets = [...(this.users.get(group) ?? [])].flatMap((user) => [
      ...(this.subnetsOfUsers.get(user) ?? []),
    ]);
    if (subnets.length === 0) return undefined;
    return subnets.some((subnet) => this.publicSubnets.has(subnet));
  }

  /** Whether the network has IPv6; undefined where the plan has no network. */
  get hasIpv6(): boolean | undefined {
    const subnets = this.side.resources.filter(({ type }) => type === "aws_subnet");
    if (subnets.length === 0) return undefined;
    return subnets.some((each) => {
      const range = this.side.value(each, "ipv6_cidr_block");
      return typeof range === "string"
        ? range !== ""
        : isUnknown(range) && this.side.values.expressionOf(each, "ipv6_cidr_block") !== undefined;
    });
  }

  private noteUser(each: Resource): void {
    const groups = ["vpc_security_group_ids", "security_groups", "security_group_ids"].flatMap((name) =>
      this.list(each, name),
    );
    const subnets = ["subnets", "subnet_ids"].flatMap((name) => this.list(each, name));
    const blocks = [
      ...this.side.blocks(each, "network_configuration"),
      ...this.side.blocks(each, "vpc_config"),
    ];
    for (const block of blocks) {
      groups.push(...["security_groups", "security_group_ids"].flatMap((name) => this.items(block[name])));
      subnets.push(...["subnets", "subnet_ids"].flatMap((name) => this.items(block[name])));
    }
    for (const setting of this.side.blocks(each, "setting")) {
      const texts = String(setting["value"] ?? "").split(",");
      if (setting["name"] === "SecurityGroups" && /launchconfiguration/.test(String(setting["namespace"])))
        groups.push(...texts.map((text) => this.side.identityOf(text)));
      if (setting["name"] === "Subnets") subnets.push(...texts.map((text) => this.side.identityOf(text)));
    }
    const subnetGroup =
      this.side.value(each, "db_subnet_group_name") ?? this.side.value(each, "subnet_group_name");
    const found =
      subnetGroup === null
        ? undefined
        : this.side.resources.find(
            ({ type, address, before, after }) =>
              /subnet_group$/.test(type) &&
              (isUnknown(subnetGroup)
                ? subnetGroup.text.startsWith(address)
                : [before?.["name"], after?.["name"]].includes(subnetGroup as string)),
          );
    if (found) subnets.push(...this.list(found, "subnet_ids"));
    for (const group of groups) this.users.set(group, (this.users.get(group) ?? new Set()).add(each.address));
    if (groups.length > 0) this.subnetsOfUsers.set(each.address, new Set(subnets));
  }

  /** A route to an internet gateway makes the subnets of its table public. */
  private noteRoute(route: Resource): void {
    const gateway = this.side.value(route, "gateway_id");
    if (gateway === null || gateway === "") return;
    const identity = this.side.identityOf(gateway);
    if (!identity.startsWith("igw-") && this.side.model.resource(identity)?.type !== "aws_internet_gateway")
      return;
    const table = this.side.identityOf(this.side.value(route, "route_table_id"));
    for (const each of this.side.resources)
      if (
        each.type === "aws_route_table_association" &&
        this.side.identityOf(this.side.value(each, "route_table_id")) === table
      )
        this.publicSubnets.add(this.side.identityOf(this.side.value(each, "subnet_id")));
  }

  private list(each: Resource, name: string): string[] {
    return this.items(this.side.value(each, name));
  }

  private items(value: Value | undefined): string[] {
    if (value === undefined || value === null) return [];
    return (Array.isArray(value) ? (value as Value[]) : isUnknown(value) ? [value] : [])
      .map((item) => this.side.identityOf(item))
      .filter(Boolean);
  }
}

const TIERS: Readonly<Record<string, string>> = {
  aws_rds_cluster: "database",
  aws_db_instance: "database",
  aws_db_proxy: "database proxy",
  aws_elasticache_replication_group: "cache",
  aws_elasticache_serverless_cache: "cache",
  aws_lb: "load balancer",
  aws_elastic_beanstalk_environment: "application instances",
  aws_ecs_service: "application tasks",
  aws_instance: "instance",
  aws_vpc_endpoint: "VPC endpoint",
  aws_lambda_function: "function",
  aws_efs_mount_target: "file system",
};
