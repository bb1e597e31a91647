"""SQS: redrive policies as AWS writes them (compact JSON), the redrive allow policy, and policies that stay until replaced.

Functions with an event source mapping get the messages in batches. Those of a batch that failed come again when their visibility timeout
is over; moto shows them at once to whoever looks, and to the function only with the next message.
"""

from __future__ import annotations

import json
import threading
from typing import Any

from moto.awslambda.utils import get_backend
from moto.sqs.models import Queue, sqs_backends

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


_adding = threading.Lock()


def _feed_functions(original: Any) -> Any:
    def add_message(queue: Queue, message: Any) -> None:
        with _adding:
            mappings, queue.lambda_event_source_mappings = queue.lambda_event_source_mappings, {}
            try:
                original(queue, message)
            finally:
                queue.lambda_event_source_mappings = mappings
        _poll(queue)

    return add_message


def _poll(queue: Queue) -> None:
    """Hands every message that is visible to the functions."""
    backend = sqs_backends[queue.account_id][queue.region]
    for arn, mapping in list(queue.lambda_event_source_mappings.items()):
        while mapping.enabled and queue.name in backend.queues:
            messages = backend.receive_message(queue.name, int(mapping.batch_size), 0, int(queue.visibility_timeout))
            if not messages:
                break
            if get_backend(queue.account_id, queue.region).send_sqs_batch(arn, messages, queue.queue_arn):
                for message in messages:
                    backend.delete_message(queue.name, message.receipt_handle)
            else:
                again = threading.Timer(int(queue.visibility_timeout) + 1, _poll, [queue])
                again.daemon = True
                again.start()


_moto_attributes = Queue.attributes.fget
Queue.attributes = property(_attributes)
replace_method(Queue, "_set_attributes", _keep_policies)
replace_method(Queue, "add_message", _feed_functions)
