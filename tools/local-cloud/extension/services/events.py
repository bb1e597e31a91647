"""EventBridge: rules deliver to SNS topics and Lambda functions, too, and those with a schedule alone deliver no events.

moto delivers to queues, logs and buses, and fails for any other. Schedules start nothing here.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from moto.awslambda.utils import get_backend
from moto.core.utils import iso_8601_datetime_without_milliseconds, utcfromtimestamp
from moto.events.models import EventTemplateParser, Rule
from moto.sns.models import sns_backends
from moto.utilities.arns import parse_arn

from ..core import replace_method

OURS = ("sns", "lambda")


def _deliver(original: Any) -> Any:
    def send_to_targets(rule: Rule, event: dict[str, Any], *arguments: Any, **named: Any) -> None:
        # A rule with a schedule alone matches no event.
        if rule.state != "ENABLED" or not rule.event_pattern.get_pattern() or not rule.event_pattern.matches_event(event):
            return
        for target in [target for target in rule.targets if _is_ours(target)]:
            _send(rule, target, event)
        # The others are moto's, which reads them from the rule.
        others = copy.copy(rule)
        others.targets = [target for target in rule.targets if not _is_ours(target)]
        original(others, event, *arguments, **named)

    return send_to_targets


def _is_ours(target: dict[str, Any]) -> bool:
    return parse_arn(target["Arn"]).service in OURS


def _send(rule: Rule, target: dict[str, Any], event: dict[str, Any]) -> None:
    arn = target["Arn"]
    event = {**event, "time": _time(event.get("time"))}
    transformer = target.get("InputTransformer") or {}
    if transformer:
        event = EventTemplateParser.parse(
            input_template=transformer.get("InputTemplate"), input_paths_map=transformer.get("InputPathsMap", {}), event=event
        )
    message = target.get("Input") or (event if isinstance(event, str) else json.dumps(event))
    if parse_arn(arn).service == "sns":
        sns_backends[rule.account_id][rule.region_name].publish(arn=arn, message=message)
    else:
        get_backend(rule.account_id, rule.region_name).invoke(arn, None, message, {}, {})


def _time(time: Any) -> Any:
    return iso_8601_datetime_without_milliseconds(utcfromtimestamp(time)) if isinstance(time, (int, float)) else time


replace_method(Rule, "send_to_targets", _deliver)
