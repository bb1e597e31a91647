import { isUnknown } from "../../plan/expression/unknown";
import type { Resource } from "../../plan/model";
import type { Side } from "../../plan/side";
import { given, itemsOf } from "../ask";
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
    const elsewhere = subnets.filter((each) => !side.resourceOf(each));
    const open = subnets
      .map((each) => side.resourceOf(each))
      .filter((subnet) => subnet !== undefined && hasRouteOut(side, subnet))
      .map((subnet) => subnet!.address);
    if (open.length > 0) return `there is a route out of ${open.sort().join(", ")}`;
    return elsewhere.length > 0
      ? { unread: "the routes of subnets that are made elsewhere are not in the plan" }
      : undefined;
  },
};

/** Whether the route table of a subnet leads anywhere but to the VPC and to AWS's services by gateway endpoints, whose routes have prefix lists. */
function hasRouteOut(side: Side, subnet: Resource): boolean {
  const tables = side
    .naming("aws_route_table_association", "subnet_id", subnet)
    .map((each) => side.identityOf(side.value(each, "route_table_id")));
  const leadsOut = (range: unknown): boolean => typeof range === "string" && /\/[0-7]$/.test(range);
  const routes = side
    .ofType("aws_route")
    .filter((route) => tables.includes(side.identityOf(side.value(route, "route_table_id"))));
  // A table's own list is what is read back of routes, unless the configuration gives it.
  const inline = side
    .ofType("aws_route_table")
    .filter(
      (table) => tables.includes(table.address) && (!table.block || table.block.expressions?.["route"]),
    );
  return (
    routes.some((route) =>
      ["destination_cidr_block", "destination_ipv6_cidr_block"].some((name) =>
        leadsOut(side.value(route, name)),
      ),
    ) ||
    inline.some((table) =>
      side
        .blocks(table, "route")
        .some((route) => leadsOut(route["cidr_block"]) || leadsOut(route["ipv6_cidr_block"])),
    )
  );
}
