import { unless, unlessTrue, worstOf } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const trailWhole: Rule = {
  id: "trail-whole",
  title: "Trails log, in all regions and for global services",
  reason: "An intruder works in the region that nobody looks at.",
  controls: LOGGED,
  types: ["aws_cloudtrail"],
  check: (trail, side) =>
    worstOf(
      unless(side, trail, "enable_logging", (value) => value !== false, "it is switched off"),
      unlessTrue(side, trail, "is_multi_region_trail", "it logs one region only"),
      unless(
        side,
        trail,
        "include_global_service_events",
        (value) => value !== false,
        "it leaves IAM and STS out",
      ),
    ),
};
