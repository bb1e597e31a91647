import { unlessTrue } from "../ask";
import { UNCHANGED } from "../controls";
import type { Rule } from "../rule";

export const trailValidated: Rule = {
  id: "trail-validated",
  title: "Trails can be shown to be whole",
  reason: "Without digests, whoever covers their tracks can take files away or change them.",
  controls: UNCHANGED,
  covers: ["HIPAA.Security-CloudTrailLogFileValidationEnabled"],
  types: ["aws_cloudtrail"],
  check: (trail, side) => unlessTrue(side, trail, "enable_log_file_validation", "its files have no digests"),
};
