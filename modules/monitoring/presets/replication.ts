import type { Alarms, Text } from "../compose";

interface Replicated {
  /** Name of the bucket whose files are copied. */
  readonly sourceBucket: Text;
  /** Name of the bucket that gets the copies. */
  readonly destinationBucket: Text;
  /** ID of the replication rule, which must have metrics. */
  readonly ruleId: Text;
}

/**
 * S3 replication: what could not be copied. S3 publishes this metric in the source's region, and those of what waits (ReplicationLatency,
 * OperationsPendingReplication) in the destination's, where no alarm of this region sees them.
 *
 * Not S3's event of each failure (s3:Replication:OperationFailedReplication): it goes by bucket notification only, of which a bucket has one
 * configuration, would send a message for each file where a key or a bucket is missing, and would carry the files' names.
 */
export function replicationAlarms({ sourceBucket, destinationBucket, ruleId }: Replicated): Alarms {
  return {
    "files-replication-failed": {
      group: "files",
      description:
        "S3 could not copy files to the second bucket. It does not try them again: they have no copy until they are copied by hand.",
      runbook:
        "Do the second bucket and its key exist, and admit the replication role? Then copy what failed: S3 Batch Replication, filtered by " +
        "replication status FAILED (README of the file-storage module).",
      metrics: {
        failed: {
          namespace: "AWS/S3",
          metricName: "OperationsFailedReplication",
          statistic: "Sum",
          dimensions: { SourceBucket: sourceBucket, DestinationBucket: destinationBucket, RuleId: ruleId },
        },
      },
      threshold: 1,
      periodSeconds: 300,
      evaluationPeriods: 1,
    },
  };
}
