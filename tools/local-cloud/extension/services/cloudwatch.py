"""CloudWatch: composite alarms."""

from __future__ import annotations

import re

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from ..core import error, parameters, take_over


class CloudWatch(CloudWatchResponse):
    """See the module."""

    def put_composite_alarm(self) -> ActionResult:
        given = parameters(self)
        named = re.findall(r"(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*\"?([^\")]+?)\"?\s*\)", given["AlarmRule"])
        known = {name for alarm in self.cloudwatch_backend.alarms.values() for name in (alarm.name, alarm.alarm_arn)}
        missing = sorted(set(named) - known)
        if missing:
            raise error(
                "ValidationError",
                f"Could not save the composite alarm as alarms [{', '.join(missing)}] in the alarm rule do not exist",
            )
        if not named and given["AlarmRule"].strip() not in ("TRUE", "FALSE"):
            raise error("ValidationError", "AlarmRule is not a valid expression")
        return self.put_metric_alarm()  # moto's takes the rule of a composite alarm too


take_over("cloudwatch", CloudWatch)
