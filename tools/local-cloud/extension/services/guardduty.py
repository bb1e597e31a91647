"""GuardDuty: malware protection plans for S3 with their tags, and requests for scans. Nothing is scanned; moto keeps detectors and filters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.guardduty.responses import GuardDutyResponse
from moto.s3.models import s3_backends

from ..core import Resource, error, now, parameters, random_id, store, take_over

MAX_PREFIXES = 5


class GuardDuty(GuardDutyResponse):
    """See the module. Store kind: malware-protection-plans."""

    def _plans(self) -> dict[str, Resource]:
        return store.kind(self, "malware-protection-plans")

    def _plan(self, identifier: str) -> Resource:
        plan = self._plans().get(identifier)
        if plan is None:
            raise error("ResourceNotFoundException", "The request was rejected because no such resource found.")
        return plan

    def _bucket(self, name: str) -> Any:
        bucket = s3_backends[self.current_account][self.partition].buckets.get(name)
        if bucket is None or bucket.region_name != self.region:
            raise error("BadRequestException", f"The request was rejected because bucket {name} is not in this account and region.")
        return bucket

    def create_malware_protection_plan(self) -> ActionResult:
        given = parameters(self)
        resource = given["ProtectedResource"].get("S3Bucket") or {}
        _check_prefixes(resource)
        name = resource.get("BucketName", "")
        bucket = self._bucket(name)
        if any(plan["ProtectedResource"]["S3Bucket"]["BucketName"] == name for plan in self._plans().values()):
            raise error("ConflictException", f"The request was rejected because bucket {name} has a malware protection plan.")
        identifier = random_id(20, "0123456789abcdef")
        arn = f"arn:{self.partition}:guardduty:{self.region}:{self.current_account}:malware-protection-plan/{identifier}"
        self._plans()[identifier] = {
            "Arn": arn,
            "Role": given["Role"],
            "ProtectedResource": {"S3Bucket": resource},
            "Actions": given.get("Actions") or {"Tagging": {"Status": "DISABLED"}},
            "CreatedAt": now(),
            "Status": "ACTIVE",
            "StatusReasons": [],
        }
        store.tags(arn).update(given.get("Tags") or {})
        _enable_event_bridge(bucket)
        return ActionResult({"MalwareProtectionPlanId": identifier})

    def get_malware_protection_plan(self) -> ActionResult:
        plan = self._plan(parameters(self)["MalwareProtectionPlanId"])
        return ActionResult({**plan, "CreatedAt": _seconds(plan["CreatedAt"]), "Tags": store.tags(plan["Arn"])})

    def update_malware_protection_plan(self) -> ActionResult:
        given = parameters(self)
        plan = self._plan(given["MalwareProtectionPlanId"])
        resource = (given.get("ProtectedResource") or {}).get("S3Bucket")
        if resource is not None:
            _check_prefixes(resource)
            name = plan["ProtectedResource"]["S3Bucket"]["BucketName"]
            plan["ProtectedResource"] = {"S3Bucket": {"BucketName": name, **resource}}
        plan.update({key: given[key] for key in ("Role", "Actions") if given.get(key)})
        return EmptyResult()

    def delete_malware_protection_plan(self) -> ActionResult:
        identifier = parameters(self)["MalwareProtectionPlanId"]
        store.forget_tags(self._plan(identifier)["Arn"])
        del self._plans()[identifier]
        return EmptyResult()

    def list_malware_protection_plans(self) -> ActionResult:
        return ActionResult({"MalwareProtectionPlans": [{"MalwareProtectionPlanId": each} for each in self._plans()]})

    def send_object_malware_scan(self) -> ActionResult:
        name = (parameters(self).get("S3Object") or {}).get("Bucket")
        if not any(plan["ProtectedResource"]["S3Bucket"]["BucketName"] == name for plan in self._plans().values()):
            raise error("BadRequestException", f"The request was rejected because bucket {name} has no malware protection plan.")
        return EmptyResult()

    def tag_resource(self) -> ActionResult:
        given = parameters(self)
        store.tags(given["ResourceArn"]).update(given["Tags"])
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        given = parameters(self)
        for key in given["TagKeys"]:
            store.tags(given["ResourceArn"]).pop(key, None)
        return EmptyResult()

    def list_tags_for_resource(self) -> ActionResult:
        return ActionResult({"Tags": store.tags(parameters(self)["ResourceArn"])})


def _check_prefixes(resource: Resource) -> None:
    if len(resource.get("ObjectPrefixes") or []) > MAX_PREFIXES:
        raise error("BadRequestException", f"The request was rejected because a plan has at most {MAX_PREFIXES} object prefixes.")


def _seconds(time: datetime) -> float:
    return time.timestamp()


def _enable_event_bridge(bucket: Any) -> None:
    """GuardDuty gets the bucket's events through EventBridge, and switches them on with the plan's role."""
    if bucket.notification_configuration is None:
        bucket.set_notification_configuration({"EventBridgeConfiguration": {}})
    elif bucket.notification_configuration.event_bridge is None:
        bucket.notification_configuration.event_bridge = {}


take_over(
    "guardduty",
    GuardDuty,
    paths=[
        "{0}/malware-protection-plan$",
        "{0}/malware-protection-plan/(?P<plan_id>[^/]+)$",
        "{0}/object-malware-scan/send$",
        "{0}/tags/(?P<arn>.+)$",
    ],
)
