import { tf } from "../../../lib/expression";
import type { Alarms, Events, Text } from "../compose";

interface Backups {
  readonly vaultName: Text;
  /** Types of what is backed up, as AWS Backup calls them. Default: what the redcap module backs up. */
  readonly resourceTypes?: readonly string[];
}

/**
 * Backups that fail, and days on which none succeeds, for each type of resource: a plan that selects nothing never fails,
 * nor does one for a type that the account has not opted in to, while others in the same vault succeed.
 */
export function backupAlarms({ vaultName, resourceTypes = ["Aurora", "S3"] }: Backups): Alarms {
  const group = "backups";
  const vault = { BackupVaultName: vaultName };
  const metric = (metricName: string, dimensions: Readonly<Record<string, Text>>) => ({
    namespace: "AWS/Backup",
    metricName,
    dimensions,
    statistic: "Sum",
  });
  const missing = (type: string) => ({
    group,
    description: `No backup of ${type} has succeeded for two days. Rings on the first days of a new vault, too.`,
    runbook:
      `Is the account opted in to ${type} in this region (AWS Backup, Settings)? Does the plan still select the ` +
      "resources? Does its role still have its rights?",
    // AWS documents both dimensions, but not whether together: either way counts. What is missing breaches.
    metrics: {
      both: metric("NumberOfBackupJobsCompleted", { ...vault, ResourceType: type }),
      vault: metric("NumberOfBackupJobsCompleted", vault),
      type: metric("NumberOfBackupJobsCompleted", { ResourceType: type }),
    },
    expression: "FILL(both, 0) + FILL(vault, 0) * FILL(type, 0)",
    comparison: "LessThanThreshold" as const,
    threshold: 1,
    periodSeconds: 86_400,
    evaluationPeriods: 2,
    treatMissingData: "breaching" as const,
  });
  return {
    "backup-failed": {
      group,
      description: "Backup or copy jobs have failed, or did not start in their window.",
      runbook: "AWS Backup, Jobs tells the reason. Run the job again on demand, then mend its cause.",
      metrics: {
        failed: metric("NumberOfBackupJobsFailed", vault),
        expired: metric("NumberOfBackupJobsExpired", vault),
        copies: metric("NumberOfCopyJobsFailed", vault),
      },
      expression: "FILL(failed, 0) + FILL(expired, 0) + FILL(copies, 0)",
      threshold: 1,
      periodSeconds: 3600,
      evaluationPeriods: 1,
    },
    ...Object.fromEntries(
      resourceTypes.map((type) => [`backup-missing-${type.toLowerCase()}`, missing(type)]),
    ),
  };
}

/**
 * Ends of backup, copy and restore jobs that the metric shows without a reason: the event has it. Restores are those of the
 * whole account in this region, as their events name no vault.
 */
export function backupEvents({ vaultArn }: { readonly vaultArn: Text }): Events {
  const event = (description: string, job: string, detail: object) => ({
    description,
    pattern: tf`jsonencode(${{ source: ["aws.backup"], "detail-type": [`${job} Job State Change`], detail }})`,
  });
  return {
    "backup-trouble": event("AWS Backup could not finish a backup.", "Backup", {
      backupVaultArn: [vaultArn],
      state: ["FAILED", "ABORTED", "EXPIRED"],
    }),
    "copy-trouble": event("AWS Backup could not finish a copy.", "Copy", {
      sourceBackupVaultArn: [vaultArn],
      state: ["FAILED"],
    }),
    "restore-trouble": event("AWS Backup could not finish a restore.", "Restore", {
      status: ["FAILED", "ABORTED"],
    }),
  };
}
