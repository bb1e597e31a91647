"""The nodes of a replication group, each of which ElastiCache describes as a cluster of its own."""

from __future__ import annotations

from typing import Any

from moto.elasticache.responses import ElastiCacheResponse

from ...core import Resource


def set_nodes(request: ElastiCacheResponse, group: Any, count: int) -> None:
    """Gives a group its nodes: the primary is `<id>-001`. New ones take the next numbers, the last ones go first."""
    subnets = request.elasticache_backend.cache_subnet_groups.get(group.cache_subnet_group_name)
    zones = sorted({zone_of(subnet) for subnet in subnets.subnets}) if subnets else [f"{request.region}a"]
    shard = group.node_groups[0]
    domain = shard["primary_endpoint"]["address"].split(".", 1)[1]
    group.member_clusters = [f"{group.replication_group_id}-{number:03d}" for number in range(1, count + 1)]
    shard["node_group_members"] = [
        {
            "cache_cluster_id": name,
            "cache_node_id": "0001",
            "current_role": "replica" if index else "primary",
            "preferred_availability_zone": zones[index % len(zones)],
            "read_endpoint": {"address": f"{name}.{domain}", "port": group.port},
        }
        for index, name in enumerate(group.member_clusters)
    ]


def zone_of(subnet: Resource) -> str:
    """The zone of a subnet of moto's; a subnet that does not exist has a made-up one, as text of its own key."""
    zone = subnet.get("subnet_availability_zone") or subnet.get("Subnet_availability_zone")
    return zone["Name"] if isinstance(zone, dict) else str(zone)


def nodes(group: Any) -> list[Resource]:
    """The nodes of a group as DescribeCacheClusters has them."""
    subnet_group = group.cache_subnet_group_name
    return [
        {
            "CacheClusterId": name,
            "ARN": f"{group.arn.rsplit(':', 2)[0]}:cluster:{name}",
            "CacheNodeType": group.cache_node_type,
            "Engine": group.engine,
            "EngineVersion": group.engine_version,
            "CacheClusterStatus": "available",
            "NumCacheNodes": 1,
            "CacheParameterGroup": {
                "CacheParameterGroupName": group.cache_parameter_group_name,
                "ParameterApplyStatus": "in-sync",
            },
            "CacheSubnetGroupName": subnet_group,
            "SecurityGroups": [{"SecurityGroupId": each, "Status": "active"} for each in group.security_group_ids or []],
            "ReplicationGroupId": group.replication_group_id,
            "ReplicationGroupLogDeliveryEnabled": bool(group.log_delivery_configurations),
            "PreferredMaintenanceWindow": group.preferred_maintenance_window,
            "SnapshotRetentionLimit": group.snapshot_retention_limit,
            "SnapshotWindow": group.snapshot_window,
            "AutoMinorVersionUpgrade": group.auto_minor_version_upgrade,
            "AuthTokenEnabled": group.auth_token_enabled,
            "TransitEncryptionEnabled": group.transit_encryption_enabled,
            "TransitEncryptionMode": group.transit_encryption_mode,
            "AtRestEncryptionEnabled": group.at_rest_encryption_enabled,
            "NetworkType": group.network_type,
            "IpDiscovery": group.ip_discovery,
        }
        for name in group.member_clusters
    ]
