"""What ElastiCache checks and changes of a replication group."""

from __future__ import annotations

import re
from typing import Any

from moto.elasticache.responses import ElastiCacheResponse

from ...core import Resource, error
from .nodes import set_nodes

# Attribute of moto's model, by the parameter that sets it.
SETTINGS = {
    "ReplicationGroupDescription": "description",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
    "SnapshottingClusterId": "snapshotting_cluster_id",
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "SecurityGroupIds": "security_group_ids",
    "NotificationTopicArn": "notification_topic_arn",
    "TransitEncryptionMode": "transit_encryption_mode",
}
FLAGS = {"MultiAZEnabled": "multi_az", "AutomaticFailoverEnabled": "automatic_failover"}


def full_version(engine: str, version: str | None) -> str:
    """Three numbers, as clusters report their version."""
    version = version or {"redis": "7.1", "valkey": "8.2"}.get(engine, "1.6.22")
    return version if version.count(".") == 2 else f"{version}.0"


def check_token(token: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9!&#$^<>-]{16,128}", token):
        message = "Invalid AuthToken provided: 16 to 128 printable characters, of which only !&#$^<>- are not alphanumeric."
        raise error("InvalidParameterValue", message)


def check_creation(given: Resource) -> None:
    """What CreateReplicationGroup refuses, as far as modules can get it wrong."""
    count = int(given.get("NumCacheClusters") or 1)
    failover = bool(given.get("AutomaticFailoverEnabled"))
    token = given.get("AuthToken")
    if not 1 <= count <= 6:
        raise error("InvalidParameterValue", "NumCacheClusters must be between 1 and 6.")
    if failover and count < 2 and not given.get("NumNodeGroups"):
        raise error("InvalidParameterCombination", "Automatic failover requires at least 2 cache clusters.")
    if given.get("MultiAZEnabled") and not failover:
        raise error("InvalidParameterCombination", "Multi-AZ requires automatic failover to be enabled.")
    if (token or given.get("UserGroupIds")) and not given.get("TransitEncryptionEnabled"):
        raise error("InvalidParameterCombination", "Authentication requires in-transit encryption to be enabled.")
    if token and given.get("UserGroupIds"):
        raise error("InvalidParameterCombination", "AuthToken and UserGroupIds cannot be specified together.")
    if token:
        check_token(token)


def complete(request: ElastiCacheResponse, group: Any, given: Resource, version: str) -> None:
    """Adds what moto leaves out of a new group."""
    family = f"{group.engine}{version.split('.')[0]}"
    group.engine_version = version
    group.cache_parameter_group_name = given.get("CacheParameterGroupName") or f"default.{family}"
    group.preferred_maintenance_window = given.get("PreferredMaintenanceWindow") or "sun:05:00-sun:06:00"
    group.snapshot_window = given.get("SnapshotWindow") or "03:00-04:00"
    group.auto_minor_version_upgrade = given.get("AutoMinorVersionUpgrade", True)
    group.tokens = [given["AuthToken"]] if given.get("AuthToken") else []
    group.deferred = {}
    set_logs(group, given.get("LogDeliveryConfigurations") or [])
    if group.cluster_mode != "enabled":
        shard = group.node_groups[0]
        shard["reader_endpoint"] = {"address": shard["reader_endpoint_address"], "port": group.port}
        set_nodes(request, group, int(given.get("NumCacheClusters") or 1))


def set_logs(group: Any, wanted: list[Resource]) -> None:
    """Turns logs on and off, each by its type; the others stay."""
    kept = {log["LogType"]: log for log in group.log_delivery_configurations}
    for log in wanted:
        kept.pop(log["LogType"], None)
        if log.get("Enabled", True):
            kept[log["LogType"]] = {
                "LogType": log["LogType"],
                "DestinationType": log["DestinationType"],
                "DestinationDetails": log["DestinationDetails"],
                "LogFormat": log["LogFormat"],
                "Status": "active",
            }
    group.log_delivery_configurations = list(kept.values())


def modify(group: Any, given: Resource, version: str) -> None:
    """ModifyReplicationGroup."""
    immediately = bool(given.get("ApplyImmediately"))
    if given.get("LogDeliveryConfigurations") is not None:
        if not immediately:
            message = "Log delivery configuration can be modified only with ApplyImmediately set to true."
            raise error("InvalidParameterCombination", message)
        set_logs(group, given["LogDeliveryConfigurations"])
    change_authentication(group, given)
    for parameter, attribute in SETTINGS.items():
        if given.get(parameter) is not None:
            setattr(group, attribute, given[parameter])
    for parameter, attribute in FLAGS.items():
        if given.get(parameter) is not None:
            setattr(group, attribute, "enabled" if given[parameter] else "disabled")
    changes = {
        "cache_node_type": given.get("CacheNodeType"),
        "engine": given.get("Engine"),
        "engine_version": version if given.get("EngineVersion") else None,
    }
    wanted = {attribute: value for attribute, value in changes.items() if value is not None}
    if not immediately:  # these wait for the maintenance window
        group.deferred.update(wanted)
        return
    for attribute, value in {**group.deferred, **wanted}.items():
        setattr(group, attribute, value)
    group.deferred = {}


def change_authentication(group: Any, given: Resource) -> None:
    """AUTH tokens and user groups: one or the other. ROTATE adds a token, SET retires the one before it."""
    strategy, token = given.get("AuthTokenUpdateStrategy"), given.get("AuthToken")
    added = given.get("UserGroupIdsToAdd") or []
    removed = given.get("UserGroupIdsToRemove") or []
    members = [name for name in group.user_group_ids if name not in removed] + added
    if given.get("RemoveUserGroups"):
        members = []
    tokens = group.tokens
    if strategy == "DELETE":
        if not added:
            message = "AuthTokenUpdateStrategy DELETE is allowed only when transitioning to RBAC."
            raise error("InvalidParameterCombination", message)
        tokens = []
    if token is not None:
        leaving_users = bool(group.user_group_ids) and not members
        tokens = changed_tokens(tokens, token, strategy or "ROTATE", leaving_users)
    if tokens and members:
        raise error("InvalidParameterCombination", "AUTH and user groups cannot be enabled at the same time.")
    group.tokens, group.user_group_ids = tokens, members
    group.auth_token_enabled = bool(tokens)


def changed_tokens(tokens: list[str], token: str, strategy: str, leaving_users: bool) -> list[str]:
    check_token(token)
    if strategy == "ROTATE":
        return [*[old for old in tokens if old != token][-1:], token]
    # SET: after ROTATE, or when user groups are removed in the same request.
    if not leaving_users and (len(tokens) != 2 or token != tokens[-1]):
        message = "AuthTokenUpdateStrategy SET is allowed only after ROTATE, with the new token."
        raise error("InvalidParameterCombination", message)
    return [token]
