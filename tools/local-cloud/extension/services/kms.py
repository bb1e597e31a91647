"""KMS: the rotation period, which moto accepts and forgets; key policies that deny the deletion of their key; their size."""

from __future__ import annotations

import inspect
import json
from typing import Any

from moto.kms.models import KmsBackend
from moto.kms.responses import KmsResponse

from ..core import Resource, error, parameters, replace_method, store, take_over

MAXIMUM_POLICY_BYTES = 32 * 1024


class Kms(KmsResponse):
    """See the module. Store kind: kms-rotation-days, by key ID."""

    def enable_key_rotation(self) -> str:
        given = parameters(self)
        days = given.get("RotationPeriodInDays") or 365
        if not 90 <= days <= 2560:
            raise error("ValidationException", f"RotationPeriodInDays must be between 90 and 2560 (got {days})")
        answer = super().enable_key_rotation()
        store.kind(self, "kms-rotation-days")[given["KeyId"].split("/")[-1]] = days
        return answer

    def get_key_rotation_status(self) -> str:
        answer = json.loads(super().get_key_rotation_status())
        if answer.get("KeyRotationEnabled"):
            key = parameters(self)["KeyId"].split("/")[-1]
            answer["RotationPeriodInDays"] = store.kind(self, "kms-rotation-days").get(key, 365)
        return json.dumps(answer)

    def schedule_key_deletion(self) -> str:
        given = parameters(self)
        identifier = given["KeyId"].split("/")[-1]
        policy = json.loads(self.kms_backend.keys[identifier].policy)
        if any(_denies_deletion(statement) for statement in policy["Statement"]):
            arn = self.kms_backend.keys[identifier].arn
            raise error(
                "AccessDeniedException",
                "User is not authorized to perform: kms:ScheduleKeyDeletion on resource: "
                f"{arn} with an explicit deny in a resource-based policy",
            )
        return super().schedule_key_deletion()


def _limited_policy(original: Any) -> Any:
    signature = inspect.signature(original)

    def limited(*arguments: Any, **named: Any) -> Any:
        policy = signature.bind(*arguments, **named).arguments.get("policy")
        if len((policy or "").encode()) > MAXIMUM_POLICY_BYTES:
            raise error("LimitExceededException", f"The key policy has more than {MAXIMUM_POLICY_BYTES} bytes")
        return original(*arguments, **named)

    return limited


def _denies_deletion(statement: Resource) -> bool:
    """Whether a statement denies it to everybody. Conditions are not evaluated: one with conditions does not."""
    actions = statement.get("Action", [])
    return (
        statement["Effect"] == "Deny"
        and statement.get("Principal") in ("*", {"AWS": "*"})
        and "Condition" not in statement
        and "kms:ScheduleKeyDeletion" in (actions if isinstance(actions, list) else [actions])
    )


for operation in ("create_key", "put_key_policy"):
    replace_method(KmsBackend, operation, _limited_policy)
take_over("kms", Kms)
