/** What AWS documents of a metric, as far as an alarm on it depends on that. */
export interface Metric {
  /** Statistics over a period that stay within the range. */
  readonly statistics: readonly string[];
  /** The smallest and the largest value that a period can have. */
  readonly range: readonly [number, number];
  /** A value of an ordinary day. */
  readonly usual: number;
  /** Whether AWS publishes nothing when what it measures is gone, or has not happened at all. */
  readonly silent?: true;
}

const anyOf = ["Average", "Minimum", "Maximum"];
const percent = (usual: number): Metric => ({ statistics: anyOf, range: [0, 100], usual });
const level = (range: readonly [number, number], usual: number): Metric => ({
  statistics: anyOf,
  range,
  usual,
});
/** How often something happened in a period. */
const count = (usual: number): Metric => ({ statistics: ["Sum"], range: [0, 1_000_000], usual });
const GIB = 2 ** 30;

/**
 * Metrics that the presets watch, by namespace and name; an Aurora instance of 16 GiB. The number of ECS tasks is in Container
 * Insights, ECS's own metrics are percentages of what the task definition reserves, and can exceed 100.
 */
export const metrics: Readonly<Record<string, Metric>> = {
  "AWS/ApplicationELB HTTPCode_Target_5XX_Count": count(1),
  "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": count(1),
  "AWS/ApplicationELB RequestCount": count(1000),
  "AWS/ApplicationELB TargetResponseTime": {
    statistics: ["Average", "p90", "p95", "p99"],
    // The longest idle timeout.
    range: [0, 4000],
    usual: 0.2,
  },
  "AWS/ApplicationELB UnHealthyHostCount": level([0, 1000], 0),
  "AWS/ApplicationELB HealthyHostCount": { ...level([0, 1000], 2), silent: true },
  "AWS/Backup NumberOfBackupJobsCompleted": { ...count(1), silent: true },
  "AWS/Backup NumberOfBackupJobsFailed": count(0),
  "AWS/Backup NumberOfBackupJobsExpired": count(0),
  "AWS/Backup NumberOfCopyJobsFailed": count(0),
  "AWS/CertificateManager DaysToExpiry": level([0, 825], 90),
  // CloudFront has one statistic for each of its metrics, the average for a rate.
  "AWS/CloudFront 5xxErrorRate": { ...percent(0.1), statistics: ["Average"] },
  "AWS/EC2 CPUUtilization": percent(30),
  "AWS/EC2 StatusCheckFailed": level([0, 1], 0),
  "AWS/ECS CPUUtilization": { ...percent(40), range: [0, 400] },
  "AWS/ECS MemoryUtilization": { ...percent(50), range: [0, 400] },
  "AWS/ElasticBeanstalk EnvironmentHealth": level([0, 25], 0),
  "AWS/RDS CPUUtilization": percent(30),
  "AWS/RDS DatabaseConnections": level([0, 5000], 50),
  "AWS/RDS FreeableMemory": level([0, 16 * GIB], 6 * GIB),
  "AWS/RDS FreeLocalStorage": level([0, 80 * GIB], 70 * GIB),
  "AWS/RDS AuroraReplicaLagMaximum": level([0, 3_600_000], 20),
  "AWS/RDS Deadlocks": level([0, 1000], 0),
  "AWS/RDS ACUUtilization": percent(30),
  // The database stops writing three million before 2^31.
  "AWS/RDS MaximumUsedTransactionIDs": level([0, 2 ** 31 - 3_000_000], 200_000_000),
  "AWS/S3 OperationsFailedReplication": count(0),
  "AWS/SES Reputation.BounceRate": level([0, 1], 0.01),
  "AWS/SES Reputation.ComplaintRate": level([0, 1], 0.0001),
  "AWS/SQS ApproximateAgeOfOldestMessage": level([0, 1_209_600], 5),
  "AWS/SQS ApproximateNumberOfMessagesVisible": level([0, 1_000_000], 0),
  "AWS/WAFV2 BlockedRequests": count(20),
  "ECS/ContainerInsights RunningTaskCount": { ...level([0, 1000], 2), silent: true },
  "ECS/ContainerInsights DesiredTaskCount": level([0, 1000], 2),
  "MalwareScan ScannerHealthy": { ...level([0, 1], 1), silent: true },
  "MalwareScan DefinitionsAgeHours": level([0, 10_000], 12),
  "demo cron-runs": { ...count(5), silent: true },
};
