"""What the parts of ElastiCache share."""

from __future__ import annotations

from typing import Any

from moto.elasticache.responses import ElastiCacheResponse
from moto.utilities.utils import get_partition

from ...core import Resource, error, store

FAMILIES = ("memcached1.6", "redis5.0", "redis6.x", "redis7", "valkey7", "valkey8", "valkey9")


class ElastiCacheBase(ElastiCacheResponse):
    """Lookups. Store kinds: cache-parameter-groups, cache-user-groups."""

    def _arn(self, kind: str, name: str) -> str:
        return f"arn:{get_partition(self.region)}:elasticache:{self.region}:{self.current_account}:{kind}:{name}"

    def _groups(self) -> list[Any]:
        return list(self.elasticache_backend.replication_groups.values())

    def _subnet_group(self, name: str) -> Any:
        found = self.elasticache_backend.cache_subnet_groups.get(name)
        if found is None:
            raise error("CacheSubnetGroupNotFoundFault", f"Cache Subnet Group {name} does not exist.")
        return found

    def _parameter_groups(self) -> dict[str, Resource]:
        return store.kind(self, "cache-parameter-groups")

    def _parameter_group(self, name: str) -> Resource:
        name = name.lower()
        family = name.removeprefix("default.")
        if name != family and family in FAMILIES:
            return self._new_parameter_group(name, family, f"Default parameter group for {family}")
        if name not in self._parameter_groups():
            raise error("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
        return self._parameter_groups()[name]

    def _new_parameter_group(self, name: str, family: str, description: str) -> Resource:
        return {
            "CacheParameterGroupName": name,
            "CacheParameterGroupFamily": family,
            "Description": description,
            "IsGlobal": False,
            "ARN": self._arn("parametergroup", name),
            "_parameters": {},
        }

    def _user(self, name: str) -> Any:
        found = self.elasticache_backend.users.get(name)
        if found is None:
            raise error("UserNotFound", f"User {name} not found.")
        return found

    def _user_groups(self) -> dict[str, Resource]:
        return store.kind(self, "cache-user-groups")

    def _user_group(self, name: str) -> Resource:
        if name.lower() not in self._user_groups():
            raise error("UserGroupNotFound", f"User Group {name} not found.")
        return self._user_groups()[name.lower()]
