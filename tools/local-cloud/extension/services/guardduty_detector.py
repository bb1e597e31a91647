"""GuardDuty: one detector a region, with the protection plans that AWS turns on by itself; an update changes the named plans only."""

from __future__ import annotations

from typing import Any

from moto.guardduty.responses import GuardDutyResponse

from ..core import error, parameters, take_over

# What every detector watches, and cannot be told to leave out.
_FOUNDATIONAL = ("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS")
_ON_BY_DEFAULT = ("EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS")
_OFF_BY_DEFAULT = ("EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING")


class GuardDutyDetectors(GuardDutyResponse):
    """See the module."""

    def create_detector(self) -> str:
        if self.guardduty_backend.detectors:
            raise error("BadRequestException", "The request is rejected because a detector already exists for the current account.")
        given = parameters(self).get("Features") or []
        answer = super().create_detector()
        (detector,) = self.guardduty_backend.detectors.values()
        detector.features = [
            *({"name": name, "status": "ENABLED"} for name in (*_FOUNDATIONAL, *_ON_BY_DEFAULT)),
            *({"name": name, "status": "DISABLED"} for name in _OFF_BY_DEFAULT),
        ]
        _merge(detector, given)
        return answer

    def update_detector(self) -> str:
        given = parameters(self).get("Features") or []
        detector = self.guardduty_backend.get_detector(self.path.split("/")[-1])
        kept = detector.features
        answer = super().update_detector()
        detector.features = kept
        _merge(detector, given)
        return answer


def _merge(detector: Any, features: list[dict[str, Any]]) -> None:
    named = {feature["Name"]: feature for feature in features}
    for name in named:
        if name not in (*_ON_BY_DEFAULT, *_OFF_BY_DEFAULT):
            raise error("BadRequestException", f"The request is rejected because {name} is not a feature that can be changed.")
    for feature in detector.features:
        if feature["name"] in named:
            feature["status"] = named[feature["name"]]["Status"]


take_over("guardduty", GuardDutyDetectors)
