import { unlessTrue } from "../ask";
import { AVAILABLE } from "../controls";
import type { Rule } from "../rule";

export const loadBalancerProtected: Rule = {
  id: "load-balancer-protected",
  title: "Load balancers are protected against deletion",
  reason: "A mistaken destroy takes the application off the internet, and its address with it.",
  controls: AVAILABLE,
  covers: ["HIPAA.Security-ELBDeletionProtectionEnabled"],
  types: ["aws_lb"],
  check: (balancer, side) =>
    unlessTrue(side, balancer, "enable_deletion_protection", "enable_deletion_protection is off"),
};
