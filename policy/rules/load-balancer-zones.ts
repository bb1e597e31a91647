import { unless } from "../ask";
import { AVAILABLE } from "../controls";
import type { Rule } from "../rule";

export const loadBalancerZones: Rule = {
  id: "load-balancer-zones",
  title: "Load balancers use the targets of all zones",
  reason: "Without it, clients of one zone get no answer when the targets of that zone are down.",
  controls: AVAILABLE,
  covers: ["HIPAA.Security-ELBCrossZoneLoadBalancingEnabled"],
  types: ["aws_lb_target_group"],
  check: (group, side) =>
    unless(
      side,
      group,
      "load_balancing_cross_zone_enabled",
      // null is the balancer's own setting, which is always on for an application.
      (value) => value !== "false" && value !== false,
      "load balancing across zones is off",
    ),
};
