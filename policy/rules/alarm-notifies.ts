import { lacks, unless, worstOf } from "../ask";
import { NOTIFIED } from "../controls";
import type { Rule } from "../rule";

export const alarmNotifies: Rule = {
  id: "alarm-notifies",
  title: "Alarms notify somebody",
  reason: "An alarm without an action turns red on a page that nobody looks at.",
  controls: NOTIFIED,
  covers: ["HIPAA.Security-CloudWatchAlarmAction"],
  types: ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
  check: (alarm, side) =>
    worstOf(
      unless(side, alarm, "actions_enabled", (value) => value !== false, "its actions are switched off"),
      lacks(side, alarm, "alarm_actions", "it has no action"),
    ),
};
