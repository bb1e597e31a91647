"""Parameter groups of ElastiCache, which moto lacks, and changes of subnet groups. Names of parameters are not checked."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ...core import Resource, add_tags, error, parameters, store
from .base import FAMILIES, ElastiCacheBase
from .nodes import zone_of

EVICTION_POLICIES = (
    *(f"{which}-{how}" for which in ("volatile", "allkeys") for how in ("lru", "lfu", "random")),
    "volatile-ttl",
    "noeviction",
)


class SubnetGroups(ElastiCacheBase):
    """See the module."""

    def modify_cache_subnet_group(self) -> ActionResult:
        given = parameters(self)
        old = self._subnet_group(given["CacheSubnetGroupName"])
        new = type(old)(
            self.current_account,
            self.region,
            old.cache_subnet_group_name,
            given.get("CacheSubnetGroupDescription") or old.cache_subnet_group_description,
            given.get("SubnetIds") or old.subnet_ids,
            old.tags,
        )
        lost = {zone_of(subnet) for subnet in old.subnets} - {zone_of(subnet) for subnet in new.subnets}
        for group in self._groups():
            members = group.node_groups[0]["node_group_members"] if group.cache_subnet_group_name == old.cache_subnet_group_name else []
            if any(member["preferred_availability_zone"] in lost for member in members):
                raise error("SubnetInUse", f"A subnet of {old.cache_subnet_group_name} is in use by {group.replication_group_id}.")
        self.elasticache_backend.cache_subnet_groups[old.cache_subnet_group_name] = new
        return ActionResult({"CacheSubnetGroup": new})

    def delete_cache_subnet_group(self) -> EmptyResult:
        name = parameters(self)["CacheSubnetGroupName"]
        self._subnet_group(name)
        if any(group.cache_subnet_group_name == name for group in self._groups()):
            raise error("CacheSubnetGroupInUse", f"Cache Subnet Group {name} is currently in use by a cache cluster.")
        del self.elasticache_backend.cache_subnet_groups[name]
        return EmptyResult()


class ParameterGroups(ElastiCacheBase):
    """See the module."""

    def create_cache_parameter_group(self) -> ActionResult:
        given = parameters(self)
        name, family = given["CacheParameterGroupName"].lower(), given["CacheParameterGroupFamily"]
        if family not in FAMILIES:
            raise error("InvalidParameterValue", f"CacheParameterGroupFamily {family} is not a valid parameter group family.")
        if name in self._parameter_groups():
            raise error("CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists")
        group = self._new_parameter_group(name, family, given["Description"])
        self._parameter_groups()[name] = group
        add_tags(group["ARN"], given.get("Tags"))
        return ActionResult({"CacheParameterGroup": group})

    def describe_cache_parameter_groups(self) -> ActionResult:
        name = parameters(self).get("CacheParameterGroupName")
        found = [self._parameter_group(name)] if name else list(self._parameter_groups().values())
        return ActionResult({"CacheParameterGroups": found})

    def describe_cache_parameters(self) -> ActionResult:
        given = parameters(self)
        group = self._parameter_group(given["CacheParameterGroupName"])
        # Only what was changed is known here: the engine's defaults have another source.
        changed = given.get("Source") in (None, "user")
        described = [
            {"ParameterName": name, "ParameterValue": value, "Source": "user", "DataType": "string", "IsModifiable": True}
            for name, value in sorted(group["_parameters"].items())
        ]
        return ActionResult({"Parameters": described if changed else []})

    def modify_cache_parameter_group(self) -> ActionResult:
        given = parameters(self)
        group = self._changeable_parameter_group(given["CacheParameterGroupName"])
        for entry in given["ParameterNameValues"]:
            name, value = entry["ParameterName"], entry["ParameterValue"]
            if name == "maxmemory-policy" and value not in EVICTION_POLICIES:
                raise error("InvalidParameterValue", f"The parameter {name} has an invalid value of {value}.")
            group["_parameters"][name] = value
        return ActionResult({"CacheParameterGroupName": group["CacheParameterGroupName"]})

    def reset_cache_parameter_group(self) -> ActionResult:
        given = parameters(self)
        group = self._changeable_parameter_group(given["CacheParameterGroupName"])
        if given.get("ResetAllParameters"):
            group["_parameters"].clear()
        for entry in given.get("ParameterNameValues") or []:
            group["_parameters"].pop(entry["ParameterName"], None)
        return ActionResult({"CacheParameterGroupName": group["CacheParameterGroupName"]})

    def delete_cache_parameter_group(self) -> EmptyResult:
        group = self._changeable_parameter_group(parameters(self)["CacheParameterGroupName"])
        name = group["CacheParameterGroupName"]
        if any(cache.cache_parameter_group_name == name for cache in self._groups()):
            raise error("InvalidCacheParameterGroupState", f"Parameter group {name} is in use and may not be deleted.")
        del self._parameter_groups()[name]
        store.forget_tags(group["ARN"])
        return EmptyResult()

    def _changeable_parameter_group(self, name: str) -> Resource:
        group = self._parameter_group(name)
        if name.lower().startswith("default."):
            raise error("InvalidParameterValue", f"The parameter group {name} is a default group and cannot be changed.")
        return group
