import { unless } from "../ask";
import { LOGS_KEPT } from "../controls";
import type { Rule } from "../rule";

export const logsKept: Rule = {
  id: "logs-kept",
  title: "Log groups say how long they are kept",
  reason:
    "For ever is longer than anybody may keep patients' data without a reason, and a few days are too short to find an intruder.",
  controls: LOGS_KEPT,
  covers: ["HIPAA.Security-CloudWatchLogGroupRetentionPeriod"],
  types: ["aws_cloudwatch_log_group"],
  check: (group, side) =>
    unless(
      side,
      group,
      "retention_in_days",
      (days) => Number(days ?? 0) >= 30,
      "it keeps logs for ever, or for less than 30 days",
    ),
};
