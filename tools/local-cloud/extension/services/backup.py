"""AWS Backup: plans with tags, selections, vault policies and notifications, and recovery points of backups on demand and of their
copies to other vaults, which are complete at once. Those of Aurora are cluster snapshots of RDS. moto keeps vaults and their locks.

A vault is not deleted while it holds recovery points, nor is a recovery point from a vault under a lock before its retention is over, or
against the vault's policy.
"""

from __future__ import annotations

import json
import re
import uuid

from moto.backup.models import backup_backends
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.rds.models import rds_backends

from ..core import Resource, error, now, parameters, store, take_over


class Backup(BackupResponse):
    """See the module. Store kinds: backup-plans, backup-selections, backup-vault-policies, backup-vault-notifications, recovery-points."""

    # -- vaults

    def _require_vault(self, name: str) -> None:
        if name not in self.backup_backend.vaults:
            raise error("ResourceNotFoundException", f"Backup vault {name} does not exist.")

    def create_backup_vault(self) -> ActionResult:
        given = parameters(self)
        name = given["BackupVaultName"]
        if not re.fullmatch(r"[a-zA-Z0-9_-]{2,50}", name):
            raise error("InvalidParameterValueException", f"Backup vault name {name} must match [a-zA-Z0-9_-]{{2,50}}.")
        if name in self.backup_backend.vaults:
            raise error("AlreadyExistsException", f"Backup vault with the same name already exists: {name}")
        vault = self.backup_backend.create_backup_vault(
            name, given.get("BackupVaultTags"), given.get("EncryptionKeyArn"), given.get("CreatorRequestId")
        )
        return ActionResult(vault.to_dict())

    def describe_backup_vault(self) -> ActionResult:
        name = parameters(self)["BackupVaultName"]
        self._require_vault(name)
        return ActionResult(self.backup_backend.vaults[name].to_list_dict())

    def delete_backup_vault(self) -> ActionResult:
        name = parameters(self)["BackupVaultName"]
        self._require_vault(name)
        if self._points(name):
            raise error("InvalidRequestException", "Backup vault cannot be deleted because it contains recovery points.")
        self.backup_backend.delete_backup_vault(name)
        for kind in ("backup-vault-policies", "backup-vault-notifications"):
            store.kind(self, kind).pop(name, None)
        return EmptyResult()

    # -- recovery points

    def _points(self, vault: str) -> list[Resource]:
        return [point for point in store.kind(self, "recovery-points").values() if point["BackupVaultName"] == vault]

    def _point(self) -> Resource:
        given = parameters(self)
        self._require_vault(given["BackupVaultName"])
        point = store.kind(self, "recovery-points").get(given["RecoveryPointArn"])
        if point is None or point["BackupVaultName"] != given["BackupVaultName"]:
            raise error("ResourceNotFoundException", f"Cannot find recovery point {given['RecoveryPointArn']}.")
        return point

    def start_backup_job(self) -> ActionResult:
        given = parameters(self)
        self._require_vault(given["BackupVaultName"])
        identifier, resource = str(uuid.uuid4()), given["ResourceArn"]
        arn = f"arn:{self.partition}:backup:{self.region}:{self.current_account}:recovery-point:{uuid.uuid4()}"
        if ":cluster:" in resource:
            rds = rds_backends[self.current_account][self.region]
            cluster = resource.rpartition(":")[2]
            arn = rds.create_db_cluster_snapshot(cluster, f"awsbackup:job-{identifier}", "awsbackup").arn
        point = self._complete_point(self.region, given["BackupVaultName"], arn, given)
        return ActionResult({"BackupJobId": identifier, "RecoveryPointArn": arn, "CreationDate": point["CreationDate"]})

    def _complete_point(self, region: str, vault_name: str, arn: str, given: Resource) -> Resource:
        vault, created = backup_backends[self.current_account][region].vaults[vault_name], now()
        resource = given["ResourceArn"]
        point = {
            "RecoveryPointArn": arn,
            "BackupVaultName": vault_name,
            "BackupVaultArn": vault.backup_vault_arn,
            "ResourceArn": resource,
            "ResourceType": "Aurora" if ":cluster:" in resource else resource.split(":")[2].upper(),
            "IamRoleArn": given["IamRoleArn"],
            "EncryptionKeyArn": vault.encryption_key_arn,
            "Lifecycle": given.get("Lifecycle") or {},
            "Status": "COMPLETED",
            "CreationDate": created,
            "CompletionDate": created,
        }
        store.kind_in(self.current_account, region, "recovery-points")[arn] = point
        return point

    def start_copy_job(self) -> ActionResult:
        given = parameters(self)
        point = store.kind(self, "recovery-points").get(given["RecoveryPointArn"])
        if point is None or point["BackupVaultName"] != given["SourceBackupVaultName"]:
            raise error("ResourceNotFoundException", f"Cannot find recovery point {given['RecoveryPointArn']}.")
        destination = given["DestinationBackupVaultArn"]
        region, name = destination.split(":")[3], destination.rpartition(":")[2]
        vault = backup_backends[self.current_account][region].vaults.get(name)
        if vault is None:
            raise error("ResourceNotFoundException", f"Backup vault {destination} does not exist.")
        identifier = str(uuid.uuid4())
        arn = f"arn:{self.partition}:backup:{region}:{self.current_account}:recovery-point:{uuid.uuid4()}"
        if point["ResourceType"] == "Aurora":
            rds = rds_backends[self.current_account]
            # Encrypted by the key of the vault that it comes to.
            copy = rds[region].copy_db_cluster_snapshot(
                point["RecoveryPointArn"], f"awsbackup:copyjob-{identifier}", vault.encryption_key_arn
            )
            copy.snapshot_type, arn = "awsbackup", copy.arn
        copied = self._complete_point(region, name, arn, {**given, "ResourceArn": point["ResourceArn"]})
        return ActionResult({"CopyJobId": identifier, "CreationDate": copied["CreationDate"]})

    def list_recovery_points_by_backup_vault(self) -> ActionResult:
        name = parameters(self)["BackupVaultName"]
        self._require_vault(name)
        return ActionResult({"RecoveryPoints": self._points(name)})

    def describe_recovery_point(self) -> ActionResult:
        return ActionResult(self._point())

    def delete_recovery_point(self) -> ActionResult:
        point = self._point()
        name = point["BackupVaultName"]
        policy = json.loads(store.kind(self, "backup-vault-policies").get(name) or '{"Statement": []}')
        if any(_denies(statement, "backup:DeleteRecoveryPoint") for statement in policy["Statement"]):
            raise error("AccessDeniedException", "Insufficient privileges to perform this action.")
        if self.backup_backend.vaults[name].locked:
            raise error("InvalidRequestException", "Recovery point cannot be deleted: the backup vault is locked.")
        del store.kind(self, "recovery-points")[point["RecoveryPointArn"]]
        return EmptyResult()

    def put_backup_vault_access_policy(self) -> ActionResult:
        given = parameters(self)
        self._require_vault(given["BackupVaultName"])
        store.kind(self, "backup-vault-policies")[given["BackupVaultName"]] = given["Policy"]
        return EmptyResult()

    def get_backup_vault_access_policy(self) -> ActionResult:
        name = parameters(self)["BackupVaultName"]
        self._require_vault(name)
        if name not in store.kind(self, "backup-vault-policies"):
            raise error("ResourceNotFoundException", f"Backup vault {name} has no access policy.")
        arn = self.backup_backend.vaults[name].backup_vault_arn
        policy = store.kind(self, "backup-vault-policies")[name]
        return ActionResult({"BackupVaultName": name, "BackupVaultArn": arn, "Policy": policy})

    def delete_backup_vault_access_policy(self) -> ActionResult:
        store.kind(self, "backup-vault-policies").pop(parameters(self)["BackupVaultName"], None)
        return EmptyResult()

    def put_backup_vault_notifications(self) -> ActionResult:
        given = parameters(self)
        self._require_vault(given["BackupVaultName"])
        store.kind(self, "backup-vault-notifications")[given["BackupVaultName"]] = {
            "SNSTopicArn": given["SNSTopicArn"],
            "BackupVaultEvents": given["BackupVaultEvents"],
        }
        return EmptyResult()

    def get_backup_vault_notifications(self) -> ActionResult:
        name = parameters(self)["BackupVaultName"]
        self._require_vault(name)
        if name not in store.kind(self, "backup-vault-notifications"):
            raise error("ResourceNotFoundException", f"Backup vault {name} has no notifications.")
        arn = self.backup_backend.vaults[name].backup_vault_arn
        notifications = store.kind(self, "backup-vault-notifications")[name]
        return ActionResult({"BackupVaultName": name, "BackupVaultArn": arn, **notifications})

    def delete_backup_vault_notifications(self) -> ActionResult:
        store.kind(self, "backup-vault-notifications").pop(parameters(self)["BackupVaultName"], None)
        return EmptyResult()

    # -- plans

    def _plan(self, identifier: str) -> Resource:
        plans = store.kind(self, "backup-plans")
        if identifier not in plans:
            raise error("ResourceNotFoundException", f"Cannot find Backup plan with ID {identifier}")
        return plans[identifier]

    def _complete(self, plan: Resource) -> Resource:
        """The plan with AWS's defaults: nightly at 5, start within 8 hours, done within 7 days."""
        for rule in plan["Rules"]:
            self._require_vault(rule["TargetBackupVaultName"])
            lifecycle = rule.get("Lifecycle") or {}
            cold, delete = lifecycle.get("MoveToColdStorageAfterDays"), lifecycle.get("DeleteAfterDays")
            if cold and delete and 0 < delete < cold + 90:
                raise error(
                    "InvalidParameterValueException",
                    "DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
                )
        defaults = {
            "ScheduleExpression": "cron(0 5 ? * * *)",
            "ScheduleExpressionTimezone": "Etc/UTC",
            "StartWindowMinutes": 480,
            "CompletionWindowMinutes": 10080,
            "EnableContinuousBackup": False,
        }
        return {**plan, "Rules": [{**defaults, **rule, "RuleId": str(uuid.uuid4())} for rule in plan["Rules"]]}

    def create_backup_plan(self) -> ActionResult:
        given = parameters(self)
        identifier = str(uuid.uuid4())
        plan = store.kind(self, "backup-plans")[identifier] = {
            "BackupPlanId": identifier,
            "BackupPlanArn": f"arn:{self.partition}:backup:{self.region}:{self.current_account}:backup-plan:{identifier}",
            "VersionId": str(uuid.uuid4()),
            "CreationDate": now(),
            "BackupPlan": self._complete(given["BackupPlan"]),
        }
        self.backup_backend.tag_resource(plan["BackupPlanArn"], given.get("BackupPlanTags") or {})
        return ActionResult(plan)

    def get_backup_plan(self) -> ActionResult:
        return ActionResult(self._plan(parameters(self)["BackupPlanId"]))

    def update_backup_plan(self) -> ActionResult:
        given = parameters(self)
        plan = self._plan(given["BackupPlanId"])
        plan.update(BackupPlan=self._complete(given["BackupPlan"]), VersionId=str(uuid.uuid4()))
        return ActionResult(plan)

    def delete_backup_plan(self) -> ActionResult:
        identifier = parameters(self)["BackupPlanId"]
        plan = self._plan(identifier)
        if any(selection["BackupPlanId"] == identifier for selection in store.kind(self, "backup-selections").values()):
            raise error(
                "InvalidRequestException", "Related backup plan selections must be deleted prior to backup plan deletion"
            )
        del store.kind(self, "backup-plans")[identifier]
        return ActionResult({**plan, "DeletionDate": now()})

    def list_backup_plans(self) -> ActionResult:
        plans = store.kind(self, "backup-plans").values()
        found = [{**plan, "BackupPlanName": plan["BackupPlan"]["BackupPlanName"]} for plan in plans]
        return ActionResult({"BackupPlansList": found})

    # -- selections

    def create_backup_selection(self) -> ActionResult:
        given = parameters(self)
        self._plan(given["BackupPlanId"])
        chosen = given["BackupSelection"]
        if not re.fullmatch(r"[a-zA-Z0-9._-]{1,50}", chosen["SelectionName"]):
            raise error("InvalidParameterValueException", f"Invalid selection name: {chosen['SelectionName']}")
        identifier = str(uuid.uuid4())
        selection = store.kind(self, "backup-selections")[identifier] = {
            "SelectionId": identifier,
            "BackupPlanId": given["BackupPlanId"],
            "CreationDate": now(),
            "BackupSelection": chosen,
        }
        return ActionResult(selection)

    def _selection(self) -> Resource:
        identifier = parameters(self)["SelectionId"]
        selections = store.kind(self, "backup-selections")
        if identifier not in selections:
            # AWS answers a missing selection with this code, and the provider relies on it.
            raise error("InvalidParameterValueException", f"Cannot find Backup selection with ID {identifier}")
        return selections[identifier]

    def get_backup_selection(self) -> ActionResult:
        return ActionResult(self._selection())

    def delete_backup_selection(self) -> ActionResult:
        del store.kind(self, "backup-selections")[self._selection()["SelectionId"]]
        return EmptyResult()

    def list_backup_selections(self) -> ActionResult:
        plan = parameters(self)["BackupPlanId"]
        found = [
            {**selection, **selection["BackupSelection"]}
            for selection in store.kind(self, "backup-selections").values()
            if selection["BackupPlanId"] == plan
        ]
        return ActionResult({"BackupSelectionsList": found})

    # -- tags (moto reads the ARN from the wrong part of the path)

    def list_tags(self) -> ActionResult:
        return ActionResult({"Tags": self.backup_backend.list_tags(parameters(self)["ResourceArn"])})

    def tag_resource(self) -> ActionResult:
        given = parameters(self)
        self.backup_backend.tag_resource(given["ResourceArn"], given["Tags"])
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        given = parameters(self)
        self.backup_backend.untag_resource(given["ResourceArn"], given["TagKeyList"])
        return EmptyResult()


def _denies(statement: Resource, action: str) -> bool:
    """Whether a statement denies an action to everybody. One with conditions does not: they are not evaluated."""
    actions = statement.get("Action", [])
    return (
        statement["Effect"] == "Deny"
        and statement.get("Principal") in ("*", {"AWS": "*"})
        and "Condition" not in statement
        and action in (actions if isinstance(actions, list) else [actions])
    )


take_over(
    "backup",
    Backup,
    paths=[
        "{0}/backup-jobs/?$",
        "{0}/copy-jobs/?$",
        "{0}/backup/plans/(?P<plan>[^/]+)/selections/?(?P<rest>.*)$",
        "{0}/backup-vaults/(?P<name>[^/]+)/(?P<what>.+)$",
    ],
)
