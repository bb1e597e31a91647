import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultNotifications } from "@cdktf/provider-aws/lib/backup-vault-notifications";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { inputs } from "./inputs";
import { backupRole } from "./role";
import { rules } from "./rules";
import { backupVault } from "./vault";

/**
 * Told by the vault: copies that failed, and every restore, since a restore is a copy of patients' data. Failed and expired
 * backups are events of EventBridge only: AWS accepts BACKUP_JOB_FAILED and the like, and never sends them.
 */
const events = [
  "COPY_JOB_FAILED",
  "RESTORE_JOB_STARTED",
  "RESTORE_JOB_COMPLETED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
];

/**
 * AWS Backup for an application's data: a vault whose recovery points nobody deletes by hand, a plan with rules by name, and
 * continuous backup for buckets (45 CFR 164.308(a)(7)(ii)(A), data backup plan).
 */
export const Backup = terraformModule({
  name: "backup",
  summary:
    "AWS Backup: an encrypted vault with a deletion guard and an optional lock, a plan, and who is backed up.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    vaultArn: "ARN of the vault.",
    vaultName: "Name of the vault; dimension BackupVaultName of the metrics in AWS/Backup.",
    planId: "ID of the plan with the rules.",
    continuousPlanId: "ID of the plan of continuous backups; null if nothing asks for it.",
    roleArn: "ARN of the role that backs up; a restore may use it too.",
  },
  resources(module, input) {
    const { name, resources, lock, notifications, continuous } = input;
    const aws = awsContext(module);
    const vault = backupVault(module, input);
    const { role, rights } = backupRole(module, aws, name);

    const kept = {
      delete_after: "${rule.value.retention_days}",
      cold_storage_after: "${rule.value.cold_storage_after_days}",
    };
    const plan = new BackupPlan(module, "rules", { name, rule: [] });
    plan.addOverride("rule", undefined);
    plan.addOverride("dynamic.rule", [
      {
        for_each: input.rules,
        content: {
          rule_name: "${rule.key}",
          target_vault_name: vault.name,
          schedule: "${rule.value.schedule}",
          start_window: "${rule.value.start_window_minutes}",
          completion_window: "${rule.value.completion_window_minutes}",
          lifecycle: kept,
          dynamic: {
            copy_action: [
              {
                for_each: tf`toset(${input.copyVaultArns})`,
                content: { destination_vault_arn: "${copy_action.value}", lifecycle: kept },
              },
            ],
          },
        },
      },
    ]);

    // A plan's rules hold for all its selections, so continuous backups need a plan of their own.
    const continuousPlan = new BackupPlan(module, "continuous", {
      name: `${name}-continuous`,
      rule: [
        {
          ruleName: "continuous",
          targetVaultName: vault.name,
          enableContinuousBackup: true,
          schedule: tf`${continuous}.schedule`.string,
          startWindow: tf`${continuous}.start_window_minutes`.number,
          completionWindow: tf`${continuous}.completion_window_minutes`.number,
          lifecycle: { deleteAfter: tf`${continuous}.retention_days`.number },
        },
      ],
    });
    continuousPlan.addOverride("count", tf`anytrue(values(${resources})[*].continuous) ? 1 : 0`);

    const selection = new BackupSelection(module, "resource", {
      name: reference("each.key").string,
      planId: tf`each.value.continuous ? one(${continuousPlan.fqn}[*].id) : ${plan.id}`.string,
      iamRoleArn: role.arn,
      resources: tf`[each.value.arn]`.list,
      // A role without rights is refused, or its first jobs fail.
      dependsOn: rights,
    });
    selection.addOverride("for_each", resources);

    const locked = new BackupVaultLockConfiguration(module, "lock", {
      backupVaultName: vault.name,
      minRetentionDays: tf`${lock}.min_retention_days`.number,
      maxRetentionDays: tf`${lock}.max_retention_days`.number,
      changeableForDays: tf`${lock}.changeable_for_days`.number,
    });
    locked.addOverride("count", tf`${lock} == null ? 0 : 1`);

    const told = new BackupVaultNotifications(module, "jobs", {
      backupVaultName: vault.name,
      snsTopicArn: tf`${notifications}.topic_arn`.string,
      backupVaultEvents: events,
    });
    told.addOverride("count", tf`${notifications} == null ? 0 : 1`);

    const optedIn = new BackupRegionSettings(module, "opt_in", {
      resourceTypeOptInPreference: { Aurora: true, S3: true },
      // AWS answers with all its types: those of other teams are not this module's.
      lifecycle: { ignoreChanges: ["resource_type_opt_in_preference"] },
    });
    optedIn.addOverride("count", tf`${input.optIn} ? 1 : 0`);

    return {
      vaultArn: vault.arn,
      vaultName: vault.name,
      planId: plan.id,
      continuousPlanId: tf`one(${continuousPlan.fqn}[*].id)`,
      roleArn: role.arn,
    };
  },
});
