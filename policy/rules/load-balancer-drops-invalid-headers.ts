import { unlessTrue } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const loadBalancerDropsInvalidHeaders: Rule = {
  id: "load-balancer-drops-invalid-headers",
  title: "Load balancers drop headers with invalid names",
  reason:
    "A header that the balancer and the application read differently smuggles a request past the firewall.",
  controls: ENCRYPTED_IN_TRANSIT,
  covers: ["HIPAA.Security-ALBHttpDropInvalidHeaderEnabled"],
  types: ["aws_lb"],
  check: (balancer, side) =>
    side.value(balancer, "load_balancer_type") === "network"
      ? undefined
      : unlessTrue(side, balancer, "drop_invalid_header_fields"),
};
