import { alarmProblem } from "../alarms";
import { NOTIFIED } from "../controls";
import type { Rule } from "../rule";

export const alarmCanFire: Rule = {
  id: "alarm-can-fire",
  title: "Alarms can fire",
  reason: "An alarm that nothing can set off is worse than none: it says that all is well.",
  controls: NOTIFIED,
  types: ["aws_cloudwatch_metric_alarm"],
  check: (alarm, side) => alarmProblem(alarm, side),
};
