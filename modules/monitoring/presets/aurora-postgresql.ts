import type { Alarms, Count, Text } from "../compose";
import { auroraAlarms } from "./database";

interface Cluster {
  readonly clusterIdentifier: Text;
  /** Memory of the smallest instance in GiB: auroraMemoryGib(class). Thresholds follow from it. */
  readonly memoryGib: Count;
  /** Connections that the smallest instance accepts. Default: what Aurora derives from the memory. */
  readonly maxConnections?: Count;
  /** Average CPU of the writer, or of the readers, in percent. Default 80. */
  readonly maxCpuPercent?: Count;
  /** Age of the oldest transaction that no vacuum has frozen. Default 1 billion, as CloudWatch recommends. */
  readonly maxTransactionAge?: Count;
}

/** What every Aurora cluster has, and what PostgreSQL alone suffers from: transaction IDs that run out. */
export function auroraPostgresqlAlarms({ maxTransactionAge = 1_000_000_000, ...cluster }: Cluster): Alarms {
  return {
    ...auroraAlarms({ ...cluster, engine: "aurora-postgresql" }),
    "database-transaction-ids": {
      group: "database",
      description:
        "The oldest transaction is too old: shortly before 2.1 billion, PostgreSQL accepts no more writes until a vacuum is done.",
      runbook:
        "Autovacuum should keep this near 200 million. What holds it back? A transaction that never ends, a prepared " +
        "transaction, an unused replication slot, or a vacuum that is too slow.",
      metrics: {
        age: {
          namespace: "AWS/RDS",
          metricName: "MaximumUsedTransactionIDs",
          statistic: "Maximum",
          dimensions: { DBClusterIdentifier: cluster.clusterIdentifier },
        },
      },
      comparison: "GreaterThanThreshold",
      threshold: maxTransactionAge,
      evaluationPeriods: 1,
    },
  };
}
