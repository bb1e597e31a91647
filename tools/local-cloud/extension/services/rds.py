"""RDS and Aurora: engine versions, validation, and the attributes that moto drops.

moto keeps clusters, instances, groups and snapshots. Added here: known engine versions, families and their checks, Performance
Insights and monitoring settings, log exports on change, refused duplicates, restore from a snapshot, real-looking master secrets.
"""

from __future__ import annotations

import json
import secrets
import string
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.rds import models
from moto.rds.responses import RDSResponse

from ..core import Resource, error, parameters, random_id, remember, replace_method, take_over
from .rds_proxies import Proxies, with_init_query

# The minor versions of each engine that AWS supports, oldest first; the last one is the default. Reviewed November 2026.
ENGINE_VERSIONS: dict[str, list[str]] = {
    "aurora-mysql": [
        "8.4.mysql_aurora.8.4.7",
        "8.4.mysql_aurora.8.4.8",
        *(
            f"8.0.mysql_aurora.3.{minor}"
            for minor in ("04.4", "08.2", "09.0", "10.3", "10.4", "10.5", "11.1", "12.0", "13.0")
        ),
    ],
    "aurora-postgresql": [
        *(f"15.{minor}" for minor in range(10, 16)),
        *(f"16.{minor}" for minor in range(6, 15)),
        *(f"18.{minor}" for minor in range(1, 5)),
        *(f"17.{minor}" for minor in range(4, 11)),
    ],
    "mysql": ["8.0.42", "8.0.43", "8.0.44", "8.4.5", "8.4.6", "8.4.7"],
    "postgres": ["15.14", "15.15", "16.10", "16.11", "17.6", "17.7"],
    "mariadb": ["10.11.14", "11.4.8"],
}

LOG_TYPES = {
    "aurora-mysql": ["audit", "error", "general", "iam-db-auth-error", "instance", "slowquery"],
    "mysql": ["audit", "error", "general", "iam-db-auth-error", "slowquery"],
    "mariadb": ["audit", "error", "general", "iam-db-auth-error", "slowquery"],
    "aurora-postgresql": ["iam-db-auth-error", "instance", "postgresql"],
    "postgres": ["iam-db-auth-error", "postgresql", "upgrade"],
}

# Parameter -> attribute of moto's model that the response is read from.
MONITORING = {
    "PerformanceInsightsKMSKeyId": "performance_insights_kms_key_id",
    "PerformanceInsightsRetentionPeriod": "performance_insights_retention_period",
    "DatabaseInsightsMode": "database_insights_mode",
    "MonitoringInterval": "monitoring_interval",
    "MonitoringRoleArn": "monitoring_role_arn",
}


def family_of(engine: str, version: str) -> str:
    """The parameter group family: `aurora-mysql8.0`, `mysql8.4`, `aurora-postgresql16`."""
    parts = version.split(".")
    return engine + (".".join(parts[:2]) if engine in ("mysql", "mariadb", "aurora-mysql") else parts[0])


def resolve_version(engine: str, wanted: str | None) -> str:
    """The full version for an exact one or a prefix (`16`, `8.0`). Raises InvalidParameterCombination for an unknown one."""
    known = ENGINE_VERSIONS.get(engine)
    if known is None:
        raise error("InvalidParameterValue", f"Invalid DB engine: {engine}")
    matches = [version for version in known if not wanted or version == wanted or version.startswith(wanted + ".")]
    if not matches:
        raise error("InvalidParameterCombination", f"Cannot find version {wanted} for {engine}")
    return matches[-1]


class Rds(Proxies, RDSResponse):
    """See the module."""

    # -- engine versions

    def describe_db_engine_versions(self) -> ActionResult:
        given = parameters(self)
        wanted_version, wanted_family = given.get("EngineVersion"), given.get("DBParameterGroupFamily")
        found: list[Resource] = []
        for engine, versions in ENGINE_VERSIONS.items():
            if given.get("Engine") not in (None, engine):
                continue
            matching = [
                version
                for version in versions
                if (not wanted_version or version == wanted_version or version.startswith(wanted_version + "."))
                and wanted_family in (None, family_of(engine, version))
            ]
            if given.get("DefaultOnly"):
                matching = matching[-1:]
            found += [self._engine_version(engine, version) for version in matching]
        return ActionResult({"DBEngineVersions": found})

    def _engine_version(self, engine: str, version: str) -> Resource:
        versions = ENGINE_VERSIONS[engine]
        family = family_of(engine, version)
        newer = versions[versions.index(version) + 1 :]
        return {
            "Engine": engine,
            "EngineVersion": version,
            "MajorEngineVersion": family.removeprefix(engine),
            "DBParameterGroupFamily": family,
            "DBEngineDescription": engine,
            "DBEngineVersionDescription": f"{engine} {version}",
            "Status": "available",
            "ExportableLogTypes": LOG_TYPES[engine],
            "SupportsLogExportsToCloudwatchLogs": True,
            "SupportsReadReplica": True,
            "SupportsGlobalDatabases": engine.startswith("aurora"),
            "SupportedEngineModes": ["provisioned"],
            "SupportedFeatureNames": [],
            "ValidUpgradeTarget": [
                {
                    "Engine": engine,
                    "EngineVersion": target,
                    "AutoUpgrade": False,
                    "IsMajorVersionUpgrade": family_of(engine, target) != family,
                }
                for target in newer
            ],
        }

    # -- checks

    def _check_logs(self, engine: str, logs: list[str] | None) -> None:
        unknown = sorted(set(logs or []) - set(LOG_TYPES.get(engine, [])))
        if unknown:
            raise error(
                "InvalidParameterCombination",
                f"You cannot use the log types '{', '.join(unknown)}' with engine version {engine}. "
                f"For supported log types, see the documentation. Supported: {', '.join(LOG_TYPES.get(engine, []))}",
            )

    def _check_cluster_group(self, name: str | None, engine: str, version: str) -> None:
        if not name or name.startswith("default."):
            return
        group = self.backend.db_cluster_parameter_groups.get(name)
        if not group:
            raise error("DBClusterParameterGroupNotFound", f"DBClusterParameterGroup not found: {name}")
        if group.db_parameter_group_family != family_of(engine, version):
            raise error(
                "InvalidParameterCombination",
                f"The Parameter Group {name} with DBParameterGroupFamily {group.db_parameter_group_family} can't be used for "
                f"this cluster. Please use a Parameter Group with DBParameterGroupFamily {family_of(engine, version)}",
            )

    def _check_instance_group(self, name: str | None, engine: str, version: str) -> None:
        group = self.backend.db_parameter_groups.get(name) if name else None
        if group and group.family != family_of(engine, version):
            raise error(
                "InvalidParameterCombination",
                f"The parameter group {name} with DBParameterGroupFamily {group.family} can't be used for this instance. "
                f"Please use a parameter group with DBParameterGroupFamily {family_of(engine, version)}",
            )

    def _check_network(self, given: Resource) -> None:
        group = given.get("DBSubnetGroupName")
        if group and group not in self.backend.subnet_groups:
            raise error("DBSubnetGroupNotFoundFault", f"DB subnet group '{group}' does not exist.")
        known = {
            identifier
            for groups in ec2_backends[self.current_account][self.region].groups.values()
            for identifier in groups
        }
        missing = [identifier for identifier in given.get("VpcSecurityGroupIds") or [] if identifier not in known]
        if missing:
            raise error("InvalidParameterValue", f"Invalid security group , groupId= {', '.join(missing)}, groupName=.")

    # -- clusters

    def create_db_cluster(self) -> ActionResult:
        given = parameters(self)
        engine = given["Engine"]
        version = resolve_version(engine, given.get("EngineVersion"))
        self._check_new_cluster(given, engine, version)
        if given.get("MasterUserPassword") and given.get("ManageMasterUserPassword"):
            raise error(
                "InvalidParameterCombination",
                "You can't specify MasterUserPassword for a cluster that has ManageMasterUserPassword enabled.",
            )
        return self._make_cluster({**given, "EngineVersion": version})

    def _check_new_cluster(self, given: Resource, engine: str, version: str) -> None:
        if given["DBClusterIdentifier"].lower() in self.backend.clusters:
            raise error("DBClusterAlreadyExistsFault", "DB Cluster already exists")
        self._check_network(given)
        self._check_logs(engine, given.get("EnableCloudwatchLogsExports"))
        self._check_cluster_group(given.get("DBClusterParameterGroupName"), engine, version)

    def _make_cluster(self, given: Resource) -> ActionResult:
        """Creates a cluster through moto from complete parameters, and keeps what moto drops."""
        engine, version = given["Engine"], given["EngineVersion"]
        self.params.update(given)
        self.params["DBClusterIdentifier"] = given["DBClusterIdentifier"].lower()
        self.params.setdefault("DBClusterParameterGroupName", f"default.{family_of(engine, version)}")
        # moto takes an instance's storage types only; Aurora's own are kept below.
        storage_type = self.params.pop("StorageType", None)
        answer = super().create_db_cluster()
        cluster = answer.result["DBCluster"]
        cluster.storage_type = storage_type or ("aurora" if engine.startswith("aurora") else cluster.storage_type)
        if not given.get("StorageEncrypted"):
            cluster.kms_key_id = None
        if engine.startswith("aurora"):
            cluster.database_insights_mode = "standard"
        remember(cluster, given, MONITORING)
        cluster.performance_insights_enabled = given.get("EnablePerformanceInsights")
        if cluster.engine_mode != "serverless":
            cluster.scaling_configuration = None
        return answer

    def modify_db_cluster(self) -> ActionResult:
        given = parameters(self)
        cluster = self.backend.describe_db_clusters(given["DBClusterIdentifier"])[0]
        if given.get("EngineVersion"):
            self.params["EngineVersion"] = resolve_version(cluster.engine, given["EngineVersion"])
        version = self.params.get("EngineVersion") or cluster.engine_version
        self._check_cluster_group(given.get("DBClusterParameterGroupName"), cluster.engine, version)
        self._check_network({"VpcSecurityGroupIds": given.get("VpcSecurityGroupIds")})

        changes = self.params.pop("CloudwatchLogsExportConfiguration", None) or {}
        changes = given.get("CloudwatchLogsExportConfiguration") or changes
        self._check_logs(cluster.engine, changes.get("EnableLogTypes"))
        exports = set(cluster.enabled_cloudwatch_logs_exports) | set(changes.get("EnableLogTypes") or [])
        cluster.enabled_cloudwatch_logs_exports = sorted(exports - set(changes.get("DisableLogTypes") or []))

        answer = super().modify_db_cluster()
        for resource in (cluster, answer.result["DBCluster"]):
            remember(resource, given, MONITORING)
            remember(
                resource,
                given,
                {
                    "EnablePerformanceInsights": "performance_insights_enabled",
                    "EnableIAMDatabaseAuthentication": "iam_auth",
                },
            )
        return answer

    def delete_db_cluster(self) -> ActionResult:
        given = parameters(self)
        if not given.get("SkipFinalSnapshot") and not given.get("FinalDBSnapshotIdentifier"):
            raise error(
                "InvalidParameterCombination",
                "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
            )
        answer = super().delete_db_cluster()
        if given.get("DeleteAutomatedBackups", True):
            cluster = answer.result["DBCluster"].db_cluster_identifier
            for name, snapshot in list(self.backend.cluster_snapshots.items()):
                if snapshot.snapshot_type == "automated" and snapshot.cluster.db_cluster_identifier == cluster:
                    del self.backend.cluster_snapshots[name]
        return answer

    def describe_db_cluster_snapshots(self) -> ActionResult:
        # By its name or its ARN, as everywhere.
        given = parameters(self).get("DBClusterSnapshotIdentifier")
        if given:
            self.params["DBClusterSnapshotIdentifier"] = given.rpartition(":cluster-snapshot:")[2]
        return super().describe_db_cluster_snapshots()

    def restore_db_cluster_from_snapshot(self) -> ActionResult:
        given = parameters(self)
        # By its name or its ARN.
        name = given["SnapshotIdentifier"].rpartition(":cluster-snapshot:")[2]
        snapshot = self.backend.describe_db_cluster_snapshots(None, name)[0]
        source = snapshot.cluster
        if given["Engine"] != source.engine:
            raise error(
                "InvalidParameterValue",
                f"The specified engine {given['Engine']} does not match the engine of the snapshot, {source.engine}.",
            )
        version = resolve_version(given["Engine"], given.get("EngineVersion") or source.engine_version)
        self._check_new_cluster(given, given["Engine"], version)
        inherited: Resource = {
            "MasterUsername": source.master_username,
            # The password in the snapshot stays valid; nobody can read it.
            "MasterUserPassword": secrets.token_urlsafe(24),
            "DatabaseName": source.database_name,
            "Port": source.port,
            "StorageEncrypted": source.storage_encrypted or bool(given.get("KmsKeyId")),
            "KmsKeyId": source.kms_key_id if source.storage_encrypted else None,
            "BackupRetentionPeriod": source.backup_retention_period,
            "PreferredBackupWindow": source.preferred_backup_window,
            "PreferredMaintenanceWindow": source.preferred_maintenance_window,
        }
        kept = {key: value for key, value in inherited.items() if value is not None}
        return self._make_cluster({**kept, **given, "EngineVersion": version})

    # -- instances

    def create_db_instance(self) -> ActionResult:
        given = parameters(self)
        identifier = given["DBInstanceIdentifier"].lower()
        if identifier in self.backend.databases:
            raise error("DBInstanceAlreadyExists", "DB instance already exists")
        engine, version = given["Engine"], given.get("EngineVersion")
        if given.get("DBClusterIdentifier"):
            cluster = self.backend.describe_db_clusters(given["DBClusterIdentifier"])[0]
            if engine != cluster.engine:
                raise error(
                    "InvalidParameterCombination",
                    f"The engine name requested for your DB instance ({engine}) doesn't match the engine name of your "
                    f"DB cluster ({cluster.engine}).",
                )
            version = cluster.engine_version
            if given["DBInstanceClass"] == "db.serverless" and not cluster.serverless_v2_scaling_configuration:
                raise error(
                    "InvalidParameterCombination",
                    "Set the Serverless v2 scaling configuration on the parent DB cluster before creating a "
                    "Serverless v2 DB instance.",
                )
            self.params["DBClusterIdentifier"] = cluster.db_cluster_identifier
        else:
            version = resolve_version(engine, version)
            self.params["EngineVersion"] = version
            self._check_logs(engine, given.get("EnableCloudwatchLogsExports"))
        self._check_network(given)
        self._check_instance_group(given.get("DBParameterGroupName"), engine, version)
        self.params.setdefault("CACertificateIdentifier", "rds-ca-rsa2048-g1")
        answer = super().create_db_instance()
        instance = answer.result["DBInstance"]
        instance.dbi_resource_id = "db-" + random_id(26, string.ascii_uppercase + string.digits)
        instance.performance_insights_enabled = given.get("EnablePerformanceInsights", False)
        remember(instance, given, MONITORING)
        return answer

    def modify_db_instance(self) -> ActionResult:
        given = parameters(self)
        answer = super().modify_db_instance()
        instance = answer.result["DBInstance"]
        remember(instance, given, MONITORING)
        remember(instance, given, {"EnablePerformanceInsights": "performance_insights_enabled", "PromotionTier": "promotion_tier"})
        return answer

    # -- groups

    def create_db_subnet_group(self) -> ActionResult:
        given = parameters(self)
        if given["DBSubnetGroupName"].lower() in self.backend.subnet_groups:
            raise error("DBSubnetGroupAlreadyExists", f"The DB subnet group '{given['DBSubnetGroupName']}' already exists.")
        self._zones_of_group(given["SubnetIds"])
        return super().create_db_subnet_group()

    def modify_db_subnet_group(self) -> ActionResult:
        given = parameters(self)
        name = given["DBSubnetGroupName"].lower()
        group = self.backend.describe_db_subnet_groups(name)[0]
        zones = self._zones_of_group(given["SubnetIds"])
        kept = {subnet.availability_zone for subnet in group._subnets if subnet.id in given["SubnetIds"]}
        lost = {subnet.availability_zone for subnet in group._subnets} - kept
        for instance in self.backend.databases.values():
            cluster = self.backend.clusters.get(instance.db_cluster_identifier or "")
            own = cluster.db_subnet_group_name if cluster else instance._db_subnet_group_name
            if (own or "").lower() == name and instance.availability_zone in lost:
                raise error("SubnetAlreadyInUse", f"The DB subnet is already in use in the Availability Zone {instance.availability_zone}.")
        subnets = [ec2_backends[self.current_account][self.region].get_subnet(subnet) for subnet in given["SubnetIds"]]
        # moto loses the group: it takes it out, and fails to set its subnets.
        group._subnets = subnets
        if given.get("DBSubnetGroupDescription"):
            group.description = given["DBSubnetGroupDescription"]
        return ActionResult({"DBSubnetGroup": group})

    def _zones_of_group(self, subnets: list[str]) -> set[str]:
        """The zones of a group's subnets. Raises DBSubnetGroupDoesNotCoverEnoughAZs for fewer than two."""
        zones = {
            subnet.availability_zone
            for by_zone in ec2_backends[self.current_account][self.region].subnets.values()
            for identifier, subnet in by_zone.items()
            if identifier in subnets
        }
        if len(zones) < 2:
            raise error(
                "DBSubnetGroupDoesNotCoverEnoughAZs",
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
                f"{', '.join(sorted(zones))}. Add subnets to cover at least 2 AZs.",
            )
        return zones

    def _check_family(self, given: Resource) -> None:
        families = {family_of(engine, version) for engine, versions in ENGINE_VERSIONS.items() for version in versions}
        if given["DBParameterGroupFamily"] not in families:
            raise error("InvalidParameterValue", f"ParameterGroupFamily {given['DBParameterGroupFamily']} is not a valid one.")

    def create_db_parameter_group(self) -> ActionResult:
        given = parameters(self)
        self._check_family(given)
        if given["DBParameterGroupName"] in self.backend.db_parameter_groups:
            raise error("DBParameterGroupAlreadyExists", f"Parameter group {given['DBParameterGroupName']} already exists")
        return super().create_db_parameter_group()

    def create_db_cluster_parameter_group(self) -> ActionResult:
        given = parameters(self)
        self._check_family(given)
        if given["DBClusterParameterGroupName"] in self.backend.db_cluster_parameter_groups:
            name = given["DBClusterParameterGroupName"]
            raise error("DBParameterGroupAlreadyExists", f"Parameter group {name} already exists")
        return super().create_db_cluster_parameter_group()


def _from_user(original: Any) -> Any:
    """Parameters that somebody set are marked so; the provider ignores the others."""

    def update(group: Any, changed: list[Resource]) -> None:
        original(group, [{**dict(parameter), "Source": "user"} for parameter in changed])

    return update


def _secret_string(_original: Any) -> Any:
    def generate(secret: Any) -> str:
        return json.dumps({"username": secret.resource.master_username, "password": secrets.token_urlsafe(24)})

    return generate


def _serverless_v1_only(cluster: models.DBCluster) -> Resource | None:
    """AWS returns scaling information (of serverless v1) only for clusters that have it."""
    return _scaling_configuration_info(cluster) if cluster.scaling_configuration else None


_scaling_configuration_info = models.DBCluster.scaling_configuration_info.fget
models.DBCluster.scaling_configuration_info = property(_serverless_v1_only)
replace_method(models.DBParameterGroup, "update_parameters", _from_user)
replace_method(models.DBClusterParameterGroup, "update_cluster_parameters", _from_user)
replace_method(models.MasterUserSecret, "_generate_secret_string", _secret_string)
replace_method(models.DBProxyTargetGroup, "connection_pool_config", with_init_query)
take_over("rds", Rds)
