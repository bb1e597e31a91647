"""SQS: redrive policies as AWS writes them (compact JSON), the redrive allow policy, and policies that stay until replaced."""

from __future__ import annotations

import json
from typing import Any

from moto.sqs.models import Queue

from ..core import replace_method

Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")
Queue.redrive_allow_policy = None


def _attributes(queue: Queue) -> dict[str, Any]:
    result = _moto_attributes(queue)
    if result.get("RedrivePolicy"):
        result["RedrivePolicy"] = json.dumps(queue.redrive_policy, separators=(",", ":"))
    if queue.redrive_allow_policy:
        result["RedriveAllowPolicy"] = queue.redrive_allow_policy
    return result


def _keep_policies(original: Any) -> Any:
    """SetQueueAttributes changes the attributes that it names. moto takes a call without Policy for one that removes it."""

    def set_attributes(queue: Queue, attributes: dict[str, Any], *arguments: Any, **named: Any) -> Any:
        attributes = dict(attributes)
        if "RedriveAllowPolicy" in attributes:
            queue.redrive_allow_policy = attributes.pop("RedriveAllowPolicy") or None
        # A new queue has none, which moto's own call for its defaults sets up.
        if "Policy" not in attributes and hasattr(queue, "_policy_json"):
            attributes["Policy"] = queue.policy
        return original(queue, attributes, *arguments, **named)

    return set_attributes


_moto_attributes = Queue.attributes.fget
Queue.attributes = property(_attributes)
replace_method(Queue, "_set_attributes", _keep_policies)
