import { tf } from "../../../lib/expression";
import type { Alarms, Events, Text } from "../compose";

/** Backups that fail, and days on which none succeeds: a plan that selects nothing never fails. */
export function backupAlarms({ vaultName }: { readonly vaultName: Text }): Alarms {
  const group = "backups";
  const metric = (metricName: string) => ({
    namespace: "AWS/Backup",
    metricName,
    dimensions: { BackupVaultName: vaultName },
    statistic: "Sum",
  });
  return {
    "backup-failed": {
      group,
      description: "Backup or copy jobs have failed, or did not start in their window.",
      runbook: "AWS Backup, Jobs tells the reason. Run the job again on demand, then mend its cause.",
      metrics: {
        failed: metric("NumberOfBackupJobsFailed"),
        expired: metric("NumberOfBackupJobsExpired"),
        copies: metric("NumberOfCopyJobsFailed"),
      },
      expression: "FILL(failed, 0) + FILL(expired, 0) + FILL(copies, 0)",
      threshold: 1,
      periodSeconds: 3600,
      evaluationPeriods: 1,
    },
    "backup-missing": {
      group,
      description: "No backup has succeeded for two days. Rings on the first days of a new vault, too.",
      runbook: "Does the plan still select the resources? Does its role still have its rights?",
      metrics: { completed: metric("NumberOfBackupJobsCompleted") },
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: 86_400,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
    },
  };
}

/** Ends of backup jobs that the metric shows without a reason: the event has it. */
export function backupEvents({ vaultArn }: { readonly vaultArn: Text }): Events {
  return {
    "backup-trouble": {
      description: "AWS Backup could not finish a backup.",
      pattern: tf`jsonencode(${{
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change"],
        detail: { backupVaultArn: [vaultArn], state: ["FAILED", "ABORTED", "EXPIRED"] },
      }})`,
    },
  };
}
