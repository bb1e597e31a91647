"""S3 replication: a configuration is checked as S3 checks it and returned as it was given, and new versions and deletions are copied to the
destination, a moment after the request, with the destination's key. moto keeps the rule's destination only, and copies nothing.

Where the destination is gone or keeps no versions any more, the copy fails for good, and is counted in the source's region if the rule has
metrics.

The role's rights are not evaluated here.
"""

from __future__ import annotations

import threading
from typing import Any
from xml.etree import ElementTree

from moto.cloudwatch.models import cloudwatch_backends
from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, S3Backend, s3_backends

from ..core import AwsError, error

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
COPY_DELAY = 0.5  # seconds
MALFORMED = "The XML you provided was not well-formed or did not validate against our schema"


def _text(element: ElementTree.Element, path: str) -> str | None:
    return element.findtext("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/")))


def _destination(rule: ElementTree.Element) -> FakeBucket | None:
    """The bucket of a rule; nothing where it is another account's, which does not exist here."""
    name = (_text(rule, "Destination/Bucket") or "").split(":::")[-1]
    found = s3_backends.bucket_accounts.get(name)
    if found is None:
        if _text(rule, "Destination/Account"):
            return None
        raise error("InvalidRequest", "Destination bucket must exist.")
    partition, account = found
    return s3_backends[account][partition].get_bucket(name)


def check(body: str | bytes, source: FakeBucket) -> str:
    """Refuses what S3 refuses. The text of the configuration."""
    root = ElementTree.fromstring(body)
    rules = root.findall(f"{{{NAMESPACE}}}Rule")
    if not rules or not (_text(root, "Role") or ""):
        raise error("MalformedXML", MALFORMED)
    for rule in rules:
        if rule.find(f"{{{NAMESPACE}}}Filter") is not None:
            for required in ("Priority", "DeleteMarkerReplication/Status"):
                if _text(rule, required) is None:
                    raise error("InvalidRequest", f"{required.split('/')[0]} must be specified for this version of the schema.")
        destination = _destination(rule)
        if destination is source:
            raise error("InvalidRequest", "Destination bucket cannot be the same as the source bucket.")
        if destination is not None and not destination.is_versioned:
            raise error("InvalidRequest", "Destination bucket must have versioning enabled.")
        if (
            _text(rule, "SourceSelectionCriteria/SseKmsEncryptedObjects/Status") == "Enabled"
            and _text(rule, "Destination/EncryptionConfiguration/ReplicaKmsKeyID") is None
        ):
            raise error("InvalidRequest", "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.")
        if _text(rule, "Destination/AccessControlTranslation/Owner") and not _text(rule, "Destination/Account"):
            raise error("InvalidRequest", "Account must be specified when AccessControlTranslation is.")
        if (
            _text(rule, "Destination/ReplicationTime/Status") == "Enabled"
            and _text(rule, "Destination/Metrics/EventThreshold/Minutes") is None
        ):
            raise error("InvalidRequest", "Replication time control requires metrics with an event threshold.")
    return body.decode() if isinstance(body, bytes) else body


def _rules(bucket: FakeBucket) -> list[ElementTree.Element]:
    given = getattr(bucket, "replication_as_given", None) if getattr(bucket, "replication", None) else None
    if not given:
        return []
    rules = ElementTree.fromstring(given).findall(f"{{{NAMESPACE}}}Rule")
    return [rule for rule in rules if _text(rule, "Status") == "Enabled"]


def _count_failure(rule: ElementTree.Element, source: FakeBucket) -> None:
    if _text(rule, "Destination/Metrics/Status") != "Enabled":
        return
    dimensions = {
        "SourceBucket": source.name,
        "DestinationBucket": (_text(rule, "Destination/Bucket") or "").split(":::")[-1],
        "RuleId": _text(rule, "ID") or "",
    }
    cloudwatch_backends[source.account_id][source.region_name].put_metric_data(
        "AWS/S3",
        [
            {
                "MetricName": "OperationsFailedReplication",
                "Value": 1,
                "Unit": "Count",
                "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()],
            }
        ],
    )


def _copy_or_count(rule: ElementTree.Element, source: FakeBucket, key: FakeKey) -> None:
    try:
        destination = _destination(rule)
    except AwsError:  # there is no such bucket any more
        return _count_failure(rule, source)
    if destination is not None and not destination.is_versioned:
        return _count_failure(rule, source)
    return _copy(rule, destination, key)


def _copy(rule: ElementTree.Element, destination: FakeBucket | None, key: FakeKey) -> None:
    wanted = _text(rule, "SourceSelectionCriteria/SseKmsEncryptedObjects/Status") == "Enabled"
    if destination is None or (key.encryption == "aws:kms" and not wanted):
        return
    backend: S3Backend = s3_backends[destination.account_id][destination.partition]
    copy = backend.put_object(
        destination.name,
        key.name,
        key.value,
        storage=_text(rule, "Destination/StorageClass") or key.storage_class,
        encryption=key.encryption,
        kms_key_id=_text(rule, "Destination/EncryptionConfiguration/ReplicaKmsKeyID"),
    )
    copy.set_metadata(dict(key.metadata), replace=True)
    # A replica has the version of its source.
    copy._version_id = key.version_id
    backend.tagger.copy_tags(key.arn, copy.arn)


def _later(work: Any, *arguments: Any) -> None:
    timer = threading.Timer(COPY_DELAY, work, arguments)
    timer.daemon = True
    timer.start()


_put_object, _delete_object = S3Backend.put_object, S3Backend.delete_object


def _put_and_copy(self: S3Backend, bucket_name: str, *arguments: Any, **options: Any) -> FakeKey:
    key = _put_object(self, bucket_name, *arguments, **options)
    source = self.get_bucket(bucket_name)
    for rule in _rules(source):
        _later(_copy_or_count, rule, source, key)
    return key


def _delete_and_copy(self: S3Backend, bucket_name: str, key_name: str, version_id: str | None = None, **options: Any) -> Any:
    answer = _delete_object(self, bucket_name, key_name, version_id=version_id, **options)
    if version_id is None:  # S3 copies delete markers, never the deletion of a version
        for rule in _rules(self.get_bucket(bucket_name)):
            try:
                destination = _destination(rule)
            except AwsError:  # there is no such bucket any more
                _count_failure(rule, self.get_bucket(bucket_name))
                continue
            if destination is not None and _text(rule, "DeleteMarkerReplication/Status") == "Enabled":
                _later(_delete_object, s3_backends[destination.account_id][destination.partition], destination.name, key_name)
    return answer


S3Backend.put_object = _put_and_copy
S3Backend.delete_object = _delete_and_copy
