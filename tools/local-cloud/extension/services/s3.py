"""S3: lifecycle, replication, EventBridge and log settings are returned as they were given; the policy of a log bucket is read as AWS reads it;
reads that expect another owner of a bucket are refused.

moto parses lifecycle rules into a model that loses the size filters and the minimum object size; the answer of AWS has the
request's own schema, so the request is kept. moto's checks still run first.

Events reach EventBridge after the request that caused them, as on AWS: moto sends them in the middle of it, and writes a new object's tags
afterwards.
"""

from __future__ import annotations

import json
import threading
import uuid
from fnmatch import fnmatchcase
from typing import Any
from xml.etree import ElementTree

from moto.core.responses import ActionResult
from moto.s3 import notifications
from moto.s3.exceptions import BucketAccessDeniedError
from moto.s3.models import FakeAcl, FakeBucket, FakeDeleteMarker, FakeGrant, S3Backend
from moto.s3.responses import S3Response

from ..core import error, replace_method, take_over
from . import s3_replication

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
EVENT_DELAY = 0.5  # seconds
MINIMUM_SIZE_HEADER = "x-amz-transition-default-minimum-object-size"
EXPECTED_OWNER_HEADER = "x-amz-expected-bucket-owner"
MAXIMUM_POLICY_BYTES = 20 * 1024
MINIMUM_SIZES = ("all_storage_classes_128K", "varies_by_storage_class")
ACTIONS = (
    "Expiration",
    "Transition",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransition",
    "AbortIncompleteMultipartUpload",
)

ElementTree.register_namespace("", NAMESPACE)

# moto throws away all versions of an object at once in a bucket whose versioning is suspended, and forgets that some are delete markers,
# which hold nothing.
FakeDeleteMarker.dispose = lambda _marker: None


def qualified(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def complete_lifecycle(body: str | bytes) -> str:
    """Checks the rules, and gives those without an ID one, as AWS does."""
    root = ElementTree.fromstring(body)
    seen: set[str] = set()
    for rule in root.findall(qualified("Rule")):
        if rule.findtext(qualified("Status")) not in ("Enabled", "Disabled"):
            raise error("MalformedXML", "The XML you provided was not well-formed or did not validate against our schema")
        if not any(rule.find(qualified(action)) is not None for action in ACTIONS):
            raise error("InvalidRequest", "At least one action needs to be specified in a rule.")
        identifier = rule.find(qualified("ID"))
        if identifier is None:
            identifier = ElementTree.Element(qualified("ID"))
            identifier.text = str(uuid.uuid4())
            rule.insert(0, identifier)
        if identifier.text in seen:
            raise error("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule")
        seen.add(identifier.text or "")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def key_format(body: str | bytes) -> dict[str, Any] | None:
    """How the names of log objects are made, from a request to log a bucket's access."""
    root = ElementTree.fromstring(body)
    source = root.find(f".//{qualified('TargetObjectKeyFormat')}/{qualified('PartitionedPrefix')}")
    if source is not None:
        return {"PartitionedPrefix": {"PartitionDateSource": source.findtext(qualified("PartitionDateSource"))}}
    simple = root.find(f".//{qualified('TargetObjectKeyFormat')}/{qualified('SimplePrefix')}")
    return None if simple is None else {"SimplePrefix": {}}


class S3(S3Response):
    """See the module. The configuration is an attribute of moto's bucket, so that it goes when the bucket goes."""

    def _bucket_response_put(self, request: Any, bucket_name: str, querystring: dict[str, Any]) -> Any:
        if "replication" in querystring and self.backend.get_bucket(bucket_name).is_versioned:
            source = self.backend.get_bucket(bucket_name)
            source.replication_as_given = s3_replication.check(self.body, source)
        answer = super()._bucket_response_put(request, bucket_name, querystring)
        bucket = self.backend.get_bucket(bucket_name) if {"lifecycle", "logging"} & set(querystring) else None
        if "logging" in querystring:
            bucket.logging_key_format = key_format(self.body)
        if "lifecycle" not in querystring:
            return answer
        size = request.headers.get(MINIMUM_SIZE_HEADER) or MINIMUM_SIZES[0]
        if size not in MINIMUM_SIZES:
            raise error("InvalidRequest", f"{MINIMUM_SIZE_HEADER} must be one of {', '.join(MINIMUM_SIZES)}")
        bucket.lifecycle_as_given = complete_lifecycle(self.body)
        bucket.lifecycle_minimum_size = size
        return 200, {MINIMUM_SIZE_HEADER: size}, ""

    def _bucket_response_get(self, bucket_name: str, querystring: dict[str, Any]) -> Any:
        expected = self.headers.get(EXPECTED_OWNER_HEADER)
        if expected and expected != self.backend.get_bucket(bucket_name).account_id:
            raise BucketAccessDeniedError(bucket_name)
        return super()._bucket_response_get(bucket_name, querystring)

    @staticmethod
    def _acl_to_dict(acl: Any) -> dict[str, Any]:
        """A grant for each grantee and permission; moto gives the first ones only."""
        single = [
            FakeGrant([grantee], [permission])
            for grant in acl.grants
            for grantee in grant.grantees
            for permission in grant.permissions
        ]
        return S3Response._acl_to_dict(FakeAcl(single))

    def get_bucket_lifecycle(self) -> Any:
        answer = super().get_bucket_lifecycle()  # says NoSuchLifecycleConfiguration where there is none
        bucket = self.backend.get_bucket(self.bucket_name)
        if not getattr(bucket, "lifecycle_as_given", None) or not bucket.rules:
            return answer
        headers = {MINIMUM_SIZE_HEADER: bucket.lifecycle_minimum_size, "Content-Type": "application/xml"}
        return 200, headers, bucket.lifecycle_as_given

    def get_bucket_replication(self) -> Any:
        answer = super().get_bucket_replication()  # says ReplicationConfigurationNotFoundError where there is none
        given = getattr(self.backend.get_bucket(self.bucket_name), "replication_as_given", None)
        return (200, {"Content-Type": "application/xml"}, given) if given else answer

    def serialized(self, action_result: ActionResult) -> Any:
        if self.data.get("Action") == "GetBucketNotificationConfiguration" and isinstance(action_result.result, dict):
            configuration = self.backend.get_bucket_notification_configuration(self.bucket_name)
            if configuration and configuration.event_bridge is not None:
                action_result.result["EventBridgeConfiguration"] = {}
        if self.data.get("Action") == "GetBucketLogging" and isinstance(action_result.result, dict):
            key_format = getattr(self.backend.get_bucket(self.bucket_name), "logging_key_format", None)
            if key_format and action_result.result.get("LoggingEnabled"):
                action_result.result["LoggingEnabled"]["TargetObjectKeyFormat"] = key_format
        return super().serialized(action_result)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _lets_logs_in(target_bucket: FakeBucket, target_prefix: str | None) -> bool:
    """Whether a bucket's policy lets S3 deliver access logs there. moto's own check stumbles over `"Principal": "*"` and wildcards."""
    if not target_bucket.policy:
        return False
    folder = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}"
    for statement in as_list(json.loads(target_bucket.policy)["Statement"]):
        principal = statement.get("Principal")
        services = as_list(principal.get("Service")) if isinstance(principal, dict) else []
        if (
            statement["Effect"] == "Allow"
            and "logging.s3.amazonaws.com" in services
            and any(fnmatchcase("s3:PutObject", action) for action in as_list(statement.get("Action")))
            and any(fnmatchcase(folder + "log", resource) for resource in as_list(statement.get("Resource")))
        ):
            return True
    return False


def _later(original: Any) -> Any:
    def send(*arguments: Any) -> None:
        timer = threading.Timer(EVENT_DELAY, original, arguments)
        timer.daemon = True
        timer.start()

    return send


def _limited_policy(original: Any) -> Any:
    def put_bucket_policy(self: S3Backend, bucket_name: str, policy: bytes | str) -> None:
        if len(policy if isinstance(policy, bytes) else policy.encode()) > MAXIMUM_POLICY_BYTES:
            raise error("MalformedPolicy", "Policy exceeds the maximum allowed document size.")
        return original(self, bucket_name, policy)

    return put_bucket_policy


replace_method(S3Backend, "put_bucket_policy", _limited_policy)
notifications._send_event_bridge_message = _later(notifications._send_event_bridge_message)
FakeBucket._log_permissions_enabled_policy = staticmethod(_lets_logs_in)
take_over("s3", S3)
