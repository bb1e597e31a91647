"""Application versions."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult
from moto.s3.models import s3_backends

from ...core import add_tags, now, parameters, store
from .applications import Applications
from .base import invalid, require_length


class Versions(Applications):
    """Versions; one can make its application."""

    def _object_exists(self, bucket: str, key: str) -> bool:
        buckets = s3_backends[self.current_account][self.partition]
        try:
            return buckets.head_object(bucket, key) is not None
        except Exception:  # moto: MissingBucket and others; for the caller all mean that the bundle cannot be read
            return False

    def create_application_version(self) -> ActionResult:
        given = parameters(self)
        application, label = given["ApplicationName"], given["VersionLabel"]
        require_length("versionLabel", label, 1, 100)
        if application not in self._applications() and given.get("AutoCreateApplication"):
            self.params = {"ApplicationName": application}
            self.create_application()
        self._application(application)
        if (application, label) in store.kind(self, "eb-versions"):
            raise invalid(f"Application Version {label} already exists.")
        bundle = given.get("SourceBundle")
        if bundle and not self._object_exists(bundle.get("S3Bucket", ""), bundle.get("S3Key", "")):
            raise invalid(
                f"Unable to download from S3 location (Bucket: {bundle.get('S3Bucket')}  Key: {bundle.get('S3Key')}). "
                "Reason: Not Found"
            )
        version = store.kind(self, "eb-versions")[(application, label)] = {
            "ApplicationName": application,
            "VersionLabel": label,
            "ApplicationVersionArn": self._arn("applicationversion", f"{application}/{label}"),
            "Description": given.get("Description"),
            "SourceBundle": bundle,
            "Status": "PROCESSED" if given.get("Process") else "UNPROCESSED",
            "DateCreated": now(),
            "DateUpdated": now(),
        }
        add_tags(version["ApplicationVersionArn"], given.get("Tags"))
        return ActionResult({"ApplicationVersion": version})

    def describe_application_versions(self) -> ActionResult:
        given = parameters(self)
        labels = given.get("VersionLabels")
        found = [
            version
            for (application, label), version in store.kind(self, "eb-versions").items()
            if given.get("ApplicationName") in (None, application) and (not labels or label in labels)
        ]
        return ActionResult({"ApplicationVersions": found})

    def update_application_version(self) -> ActionResult:
        given = parameters(self)
        version = self._version(given["ApplicationName"], given["VersionLabel"])
        version.update(Description=given.get("Description", version["Description"]), DateUpdated=now())
        return ActionResult({"ApplicationVersion": version})

    def delete_application_version(self) -> ActionResult:
        given = parameters(self)
        application, label = given["ApplicationName"], given["VersionLabel"]
        users = [
            environment["EnvironmentName"]
            for environment in self._running_environments()
            if (environment["ApplicationName"], environment["VersionLabel"]) == (application, label)
        ]
        if users:
            raise invalid(
                f"Unable to delete application version {label} because it is in use by the following environments: "
                + ", ".join(users)
            )
        version = store.kind(self, "eb-versions").pop((application, label), None)
        if version:
            store.forget_tags(version["ApplicationVersionArn"])
            bundle = version["SourceBundle"]
            if given.get("DeleteSourceBundle") and bundle:
                s3_backends[self.current_account][self.partition].delete_object(bundle["S3Bucket"], bundle["S3Key"])
        return EmptyResult()
