import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Closed } from "./edge";
import type { Inputs } from "./inputs";

interface Destinations {
  readonly closed: Closed;
  readonly zone: Expression;
  /** Load balancer of the active environment. */
  readonly active: Expression;
  readonly distribution: Record<"domainName" | "hostedZoneId", Expression>;
}

/**
 * REDCap's name, which leads to the load balancer of the active environment, or to the distribution before it. One record has led
 * to both, so that a move to CloudFront changes it in place.
 */
export function addRecords(
  module: ModuleStack,
  { domain, edge, activeEnvironment }: Inputs,
  { closed, zone, active, distribution }: Destinations,
): void {
  const byEdge = local(
    module,
    "address_by_edge",
    tf`${closed.exists} && !contains(${closed.open}, ${activeEnvironment})`,
  );
  const wanted = domain.orNull.zone.given;
  const add = (id: string, type: "A" | "AAAA", count: Expression): void => {
    const record = new Route53Record(module, id, {
      zoneId: zone.string,
      name: domain.orNull.name,
      type,
      alias: {
        name: tf`${byEdge} ? ${distribution.domainName} : ${active}.dns_name`.string,
        zoneId: tf`${byEdge} ? ${distribution.hostedZoneId} : ${active}.zone_id`.string,
        evaluateTargetHealth: false,
      },
    });
    record.addOverride("count", count);
  };
  add("address", "A", tf`${wanted} ? 1 : 0`);
  // Open load balancers have no IPv6 addresses. How many of them there are, not which one is active: that may be unknown at plan.
  const closedOnly = tf`${closed.exists} && length(${closed.open}) == 0`;
  add("address_ipv6", "AAAA", tf`${wanted} && ${closedOnly} && coalesce(${edge.orNull.ipv6}, false) ? 1 : 0`);
}
