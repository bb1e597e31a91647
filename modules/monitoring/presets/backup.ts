import type { Alarms, Events, Text } from "../compose";

interface Backups {
  readonly vaultName: Text;
  /** Types of the resources, in AWS Backup's terms. Default: Aurora and S3. */
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
    description: `No backup of ${type} has succeeded for two days. Also triggers in the first days of a new vault.`,
    runbook:
      `Is the account opted in to ${type} in this region (AWS Backup, Settings)? Does the plan still select the ` +
      "resources? Does its role still have its permissions?",
    // AWS documents both dimensions, but not whether together: either way counts. What is missing breaches.
    metrics: {
      both: metric("NumberOfBackupJobsCompleted", { ...vault, ResourceType: type }),
      vault: metric("NumberOfBackupJobsCompleted", vault),
      type: metric("NumberOfBackupJobsCompleted", { ResourceType: type }),
    },
    expression: { text: "FILL(both, 0) + FILL(vault, 0) * FILL(type, 0)" },
    comparison: "LessThanThreshold" as const,
    threshold: 1,
    periodSeconds: 86_400,
    evaluationPeriods: 2,
    treatMissingData: "breaching" as const,
  });
  return {
    "backup-failed": {
      group,
      description: "Backup or copy jobs have failed, or did not start within their window.",
      runbook: "AWS Backup shows the reason under Jobs. Fix it, then run the job again on demand.",
      metrics: {
        failed: metric("NumberOfBackupJobsFailed", vault),
        expired: metric("NumberOfBackupJobsExpired", vault),
        copies: metric("NumberOfCopyJobsFailed", vault),
      },
      expression: { text: "FILL(failed, 0) + FILL(expired, 0) + FILL(copies, 0)" },
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
 * Backup, copy and restore jobs that did not complete: the events have the reason, which metrics lack. Restores are those of
 * the whole account in this region, as their events name no vault.
 */
export function backupEvents({ vaultArn }: { readonly vaultArn: Text }): Events {
  const event = (description: string, job: string, detail: object) => ({
    description,
    pattern: { source: ["aws.backup"], "detail-type": [`${job} Job State Change`], detail },
  });
  return {
    "backup-trouble": event("AWS Backup could not complete a backup.", "Backup", {
      backupVaultArn: [vaultArn],
      state: ["FAILED", "ABORTED", "EXPIRED"],
    }),
    "copy-trouble": event("AWS Backup could not complete a copy.", "Copy", {
      sourceBackupVaultArn: [vaultArn],
      state: ["FAILED"],
    }),
    "restore-trouble": event("AWS Backup could not complete a restore.", "Restore", {
      status: ["FAILED", "ABORTED"],
    }),
  };
}
