"""Replication groups of ElastiCache: what moto creates without nodes, references and most attributes, and cannot change.

Status is final at once: there is no "modifying". What ApplyImmediately = false defers to the maintenance window stays deferred.
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult

from ...core import Resource, error, parameters
from .base import ElastiCacheBase
from .group_changes import check_creation, complete, full_version, modify
from .nodes import nodes, set_nodes


def check_family(family: str, engine: str, version: str) -> None:
    """A parameter group must be of the version's family."""
    major = version.split(".")[0]
    wanted = f"{engine}{'6.x' if (engine, major) == ('redis', '6') else major}"
    if family != wanted:
        message = f"Expected a parameter group of family {wanted} but found one of family {family}"
        raise error("InvalidParameterCombination", message)


class ReplicationGroups(ElastiCacheBase):
    """See the module."""

    def _group(self, name: str) -> Any:
        return self.elasticache_backend.describe_replication_groups(name)[0]

    def _check_references(self, given: Resource, engine: str, version: str) -> None:
        """What a replication group refers to must exist and fit its engine."""
        if given.get("CacheSubnetGroupName"):
            self._subnet_group(given["CacheSubnetGroupName"])
        if given.get("CacheParameterGroupName"):
            family = self._parameter_group(given["CacheParameterGroupName"])["CacheParameterGroupFamily"]
            check_family(family, engine, version)
        for name in (given.get("UserGroupIds") or []) + (given.get("UserGroupIdsToAdd") or []):
            if engine == "redis" and self._user_group(name)["Engine"] != "redis":
                raise error("InvalidParameterCombination", f"User group {name} is not for the engine {engine}.")
            self._user_group(name)

    def create_replication_group(self) -> ActionResult:
        given = parameters(self)
        name = given["ReplicationGroupId"].lower()
        if not re.fullmatch(r"[a-z](-?[a-z0-9]){0,39}", name) or len(name) > 40:
            raise error("InvalidParameterValue", f"Replication group id {name} is not a valid identifier.")
        engine = given.get("Engine") or "redis"
        version = full_version(engine, given.get("EngineVersion"))
        check_creation(given)
        self._check_references(given, engine, version)
        super().create_replication_group()
        group = self._group(given["ReplicationGroupId"])
        complete(self, group, given, version)
        return ActionResult({"ReplicationGroup": group})

    def modify_replication_group(self) -> ActionResult:
        given = parameters(self)
        group = self._group(given["ReplicationGroupId"])
        engine = given.get("Engine") or group.engine
        version = full_version(engine, given.get("EngineVersion") or group.engine_version)
        self._check_references(given, engine, version)
        modify(group, given, version)
        return ActionResult({"ReplicationGroup": group})

    def increase_replica_count(self) -> ActionResult:
        return self._set_replicas()

    def decrease_replica_count(self) -> ActionResult:
        return self._set_replicas()

    def _set_replicas(self) -> ActionResult:
        given = parameters(self)
        group = self._group(given["ReplicationGroupId"])
        count = int(given["NewReplicaCount"])
        if not given.get("ApplyImmediately"):
            raise error("InvalidParameterValue", "ApplyImmediately=False is not currently supported.")
        if count > 5 or count < (1 if "enabled" in (group.multi_az, group.automatic_failover) else 0):
            raise error("InvalidParameterValue", f"NewReplicaCount {count} is not allowed for {group.replication_group_id}.")
        set_nodes(self, group, count + 1)
        return ActionResult({"ReplicationGroup": group})

    def delete_replication_group(self) -> ActionResult:
        given = parameters(self)
        group = self._group(given["ReplicationGroupId"])
        if given.get("FinalSnapshotIdentifier"):
            self.elasticache_backend.create_snapshot(
                given["FinalSnapshotIdentifier"], group.replication_group_id, None, None, None
            )
        del self.elasticache_backend.replication_groups[group.replication_group_id]
        group.status = "deleting"
        return ActionResult({"ReplicationGroup": group})

    def describe_cache_clusters(self) -> ActionResult:
        name = parameters(self).get("CacheClusterId")
        described = [node for group in self._groups() for node in nodes(group)]
        if name is None:
            alone = list(self.elasticache_backend.cache_clusters.values())
            return ActionResult({"CacheClusters": [*alone, *described]})
        found = [node for node in described if node["CacheClusterId"] == name]
        return ActionResult({"CacheClusters": found}) if found else super().describe_cache_clusters()
