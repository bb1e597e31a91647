import { unless } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const threatsDetected: Rule = {
  id: "threats-detected",
  title: "GuardDuty's detector is on",
  reason: "A key that is used from elsewhere, or an instance that mines, is noticed by nobody.",
  controls: [...MONITORED, "45 CFR 164.308(a)(5)(ii)(B)"],
  types: ["aws_guardduty_detector"],
  check: (detector, side) => unless(side, detector, "enable", (value) => value !== false, "it is suspended"),
};
