"""Elastic Beanstalk: applications, versions, configuration templates and environments. moto has only a few read operations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticbeanstalk.responses import EBResponse

from ...core import add_tags, error, parameters, remove_tags, store, tag_list, take_over
from .environments import Environments
from .templates import Templates
from .versions import Versions

SEVERITIES = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]


class ElasticBeanstalk(Versions, Templates, Environments, EBResponse):
    """All of the service; here what concerns every kind of resource: events and tags."""

    def describe_events(self) -> ActionResult:
        given = parameters(self)
        least = SEVERITIES.index(given.get("Severity", "TRACE"))
        since: datetime | None = given.get("StartTime")
        found: list[Any] = []
        for event in store.kind(self, "eb-events").get("all", []):
            filters = ("ApplicationName", "EnvironmentId", "EnvironmentName", "VersionLabel")
            if any(given.get(key) not in (None, event[key]) for key in filters):
                continue
            if SEVERITIES.index(event["Severity"]) < least:
                continue
            if since and event["EventDate"].replace(tzinfo=None) < since.replace(tzinfo=None):
                continue
            found.append({key: value for key, value in event.items() if key != "EnvironmentId"})
        return ActionResult({"Events": found[: given.get("MaxRecords") or 1000]})

    def _check_arn(self, arn: str) -> None:
        known = [application["ApplicationArn"] for application in self._applications().values()]
        known += [version["ApplicationVersionArn"] for version in store.kind(self, "eb-versions").values()]
        known += [environment["EnvironmentArn"] for environment in self._environments().values()]
        known += [self._arn("configurationtemplate", "/".join(key)) for key in store.kind(self, "eb-templates")]
        if arn not in known:
            raise error("ResourceNotFoundException", f"Resource not found for ARN '{arn}'.")

    def list_tags_for_resource(self) -> ActionResult:
        arn = parameters(self)["ResourceArn"]
        self._check_arn(arn)
        return ActionResult({"ResourceArn": arn, "ResourceTags": tag_list(arn)})

    def update_tags_for_resource(self) -> ActionResult:
        given = parameters(self)
        self._check_arn(given["ResourceArn"])
        add_tags(given["ResourceArn"], given.get("TagsToAdd"))
        remove_tags(given["ResourceArn"], given.get("TagsToRemove"))
        return EmptyResult()


take_over("elasticbeanstalk", ElasticBeanstalk)
