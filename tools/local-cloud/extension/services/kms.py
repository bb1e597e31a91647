"""KMS: the rotation period, which moto accepts and forgets."""

from __future__ import annotations

import json

from moto.kms.responses import KmsResponse

from ..core import error, parameters, store, take_over


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


take_over("kms", Kms)
