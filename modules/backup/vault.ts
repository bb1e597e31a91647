import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultNotifications } from "@cdktf/provider-aws/lib/backup-vault-notifications";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { policy, type Statement } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * What the vault reports: copies that failed, and every restore, since a restore is a copy of patients' data. Failed and
 * expired backups are events of EventBridge only: AWS accepts BACKUP_JOB_FAILED and the like, and never sends them.
 */
const events = [
  "COPY_JOB_FAILED",
  "RESTORE_JOB_STARTED",
  "RESTORE_JOB_COMPLETED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
];

/** The vault with its policy, its lock and its notifications. */
export function backupVault(module: ModuleStack, input: Inputs): BackupVault {
  const { name, kmsKeyArn, forceDestroy } = input;
  const vault = new BackupVault(module, "this", {
    name,
    kmsKeyArn,
    // Another key would replace the vault, recovery points and all.
    lifecycle: { ignoreChanges: ["kms_key_arn"] },
  });
  vault.addOverride("force_destroy", forceDestroy);
  refuseDeletion(module, input, vault);
  lockVault(module, input, vault);
  notify(module, input, vault);
  return vault;
}

/**
 * Recovery points end by retention, not by hand. The policy holds against mistakes and stolen credentials that may not
 * change it; those who may change it can get around it, which is what the lock is for.
 */
function refuseDeletion(
  module: ModuleStack,
  { deletionPrincipalArns: exceptions }: Inputs,
  vault: BackupVault,
): void {
  const refusal: Statement = {
    Sid: "RetentionEndsRecoveryPoints",
    Effect: "Deny",
    Principal: "*",
    Action: [
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
    ],
    Resource: "*",
  };
  new BackupVaultPolicy(module, "deletion", {
    backupVaultName: vault.name,
    policy: policy(
      module,
      "vault",
      { when: tf`length(${exceptions}) == 0`, statement: refusal },
      {
        when: tf`length(${exceptions}) > 0`,
        statement: { ...refusal, Condition: { ArnNotLike: { "aws:PrincipalArn": exceptions } } },
      },
    ),
  });
}

function lockVault(module: ModuleStack, { lock }: Inputs, vault: BackupVault): void {
  const { minRetentionDays, maxRetentionDays, changeableForDays } = lock.orNull;
  const locked = new BackupVaultLockConfiguration(module, "lock", {
    backupVaultName: vault.name,
    minRetentionDays,
    maxRetentionDays,
    changeableForDays,
  });
  locked.addOverride("count", tf`${lock.given} ? 1 : 0`);
}

function notify(module: ModuleStack, { notifications }: Inputs, vault: BackupVault): void {
  const notification = new BackupVaultNotifications(module, "jobs", {
    backupVaultName: vault.name,
    snsTopicArn: notifications.orNull.topicArn,
    backupVaultEvents: events,
  });
  notification.addOverride("count", tf`${notifications.given} ? 1 : 0`);
}
