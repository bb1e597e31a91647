"""KMS: the rotation period, which moto accepts and forgets; key policies that deny the deletion of their key."""

from __future__ import annotations

import json

from moto.kms.responses import KmsResponse

from ..core import Resource, error, parameters, store, take_over


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


def _denies_deletion(statement: Resource) -> bool:
    """Whether a statement denies it to everybody. Conditions are not evaluated: one with conditions does not."""
    actions = statement.get("Action", [])
    return (
        statement["Effect"] == "Deny"
        and statement.get("Principal") in ("*", {"AWS": "*"})
        and "Condition" not in statement
        and "kms:ScheduleKeyDeletion" in (actions if isinstance(actions, list) else [actions])
    )


take_over("kms", Kms)
