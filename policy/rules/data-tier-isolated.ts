import { isUnknown } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import { companions, given, itemsOf } from "../ask";
import { NETWORK_CLOSED } from "../controls";
import type { Rule } from "../rule";

export const dataTierIsolated: Rule = {
  id: "data-tier-isolated",
  title: "Subnets of databases and caches have no route out",
  reason:
    "A database that has a way out can be made to send its data there: by a procedure, an extension or a replica.",
  controls: [...NETWORK_CLOSED, "NIST 800-53 SC-7(5)"],
  types: ["aws_db_subnet_group", "aws_elasticache_subnet_group"],
  check: (group, side) => {
    const subnets = itemsOf(given(side, group, "subnet_ids"));
    if (
      subnets === "unread" ||
      subnets.some((each) => isUnknown(each) && !each.read && !side.resourceOf(each))
    )
      return { unread: "subnet_ids cannot be read" };
    const made = subnets.flatMap((each) => side.resourceOf(each) ?? []);
    const answers = made.map((subnet) => hasRouteOut(side, subnet));
    const open = made.filter((_, i) => answers[i]).map(({ address }) => address);
    if (open.length > 0) return `there is a route out of ${open.sort().join(", ")}`;
    return made.length < subnets.length || answers.includes(undefined)
      ? { unread: "the routes of some subnets are not in the plan, or cannot be read" }
      : undefined;
  },
};

/**
 * Whether the route table of a subnet leads anywhere but to the VPC and to AWS's services by gateway endpoints, whose routes have prefix
 * lists. Undefined where that cannot be told.
 */
function hasRouteOut(side: Side, subnet: Resource): boolean | undefined {
  const associations = companions(side, "aws_route_table_association", "subnet_id", subnet);
  if (associations === "unread") return undefined;
  // Without one, it has the VPC's own table: as AWS makes it, that leads nowhere.
  if (associations.length === 0)
    return side.resourceOf(side.value(subnet, "vpc_id"))?.type === "aws_vpc" ? false : undefined;
  const tables = associations.map((each) => side.identityOf(side.value(each, "route_table_id")));
  const routes = side
    .ofType("aws_route")
    .filter((route) => tables.includes(side.identityOf(side.value(route, "route_table_id"))));
  // A table's own list is what is read back of routes, unless the configuration gives it.
  const inline = side
    .ofType("aws_route_table")
    .filter(
      (table) => tables.includes(table.address) && (!table.block || table.block.expressions?.["route"]),
    );
  const destinations = [
    ...routes.flatMap((route) => [
      given(side, route, "destination_cidr_block"),
      given(side, route, "destination_ipv6_cidr_block"),
    ]),
    ...inline.flatMap((table) =>
      side.blocks(table, "route").flatMap((route) => [route["cidr_block"], route["ipv6_cidr_block"]]),
    ),
  ];
  if (destinations.some((each) => typeof each === "string" && /\/[0-7]$/.test(each))) return true;
  return destinations.some(isUnknown) ? undefined : false;
}
