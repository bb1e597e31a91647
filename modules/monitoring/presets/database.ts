import { tf } from "../../../lib/expression";
import type { Alarms, Count, Events, Text } from "../compose";
import { auroraMaxConnections, bytes } from "./database-size";

interface Cluster {
  readonly clusterIdentifier: Text;
  /** aurora-mysql or aurora-postgresql. */
  readonly engine: Text;
  /** Memory of the smallest instance in GiB: auroraMemoryGib(class). Thresholds follow from it. */
  readonly memoryGib: Count;
  /** Connections that the smallest instance accepts. Default: what Aurora derives from the memory. */
  readonly maxConnections?: Count;
  /** Average CPU of the writer, or of the readers, in percent. Default 80. */
  readonly maxCpuPercent?: Count;
}

/** An Aurora cluster whose readers, writer and capacity may change: alarms are on the cluster, never on an instance. */
export function auroraAlarms({ clusterIdentifier, engine, memoryGib, ...limits }: Cluster): Alarms {
  const { maxConnections = auroraMaxConnections(engine, memoryGib), maxCpuPercent = 80 } = limits;
  const group = "database";
  const metric = (metricName: string, statistic: string, role?: "WRITER" | "READER") => ({
    namespace: "AWS/RDS",
    metricName,
    statistic,
    dimensions: { DBClusterIdentifier: clusterIdentifier, ...(role ? { Role: role } : {}) },
  });
  const cpu = (role: "WRITER" | "READER", what: string) => ({
    group,
    description: `${what} has been high for 15 minutes, in percent.`,
    runbook: "Database Insights shows the statements. The quick fix is a larger class, or more capacity.",
    metrics: { cpu: metric("CPUUtilization", "Average", role) },
    threshold: maxCpuPercent,
  });
  return {
    "database-writer-cpu": cpu("WRITER", "CPU of the writer"),
    "database-reader-cpu": cpu("READER", "Average CPU of the readers"),
    "database-connections": {
      group,
      description: "An instance uses 80 % of the connections that it accepts.",
      metrics: { connections: metric("DatabaseConnections", "Maximum") },
      threshold: tf`floor(0.8 * ${maxConnections})`,
    },
    "database-memory": {
      group,
      description:
        "An instance has less than 5 % of its memory left, in bytes; it restarts when there is none.",
      metrics: { free: metric("FreeableMemory", "Minimum") },
      comparison: "LessThanThreshold",
      threshold: bytes(memoryGib, 5),
    },
    "database-local-storage": {
      group,
      description: "An instance has less than 4 GiB left for temporary tables, sorts and logs, in bytes.",
      metrics: { free: metric("FreeLocalStorage", "Minimum") },
      comparison: "LessThanThreshold",
      threshold: 4 * 2 ** 30,
    },
    "database-replica-lag": {
      group,
      description: "A reader is more than a second behind the writer, in milliseconds.",
      metrics: { lag: metric("AuroraReplicaLagMaximum", "Maximum") },
      threshold: 1000,
      periodSeconds: 60,
      evaluationPeriods: 5,
    },
    "database-deadlocks": {
      group,
      description: "Transactions deadlock repeatedly, in deadlocks per second.",
      metrics: { deadlocks: metric("Deadlocks", "Average") },
      threshold: 0.1,
    },
    // Published by db.serverless instances only; never in ALARM for the others.
    "database-capacity": {
      group,
      description: "Serverless instances use 90 % of their maximum capacity, in percent.",
      runbook: "Raise the maximum capacity.",
      metrics: { used: metric("ACUUtilization", "Maximum") },
      threshold: 90,
    },
  };
}

/** Failovers, failures and low storage of a cluster and of its instances, whose names begin with the cluster's. */
export function auroraEvents({ clusterIdentifier }: { readonly clusterIdentifier: Text }): Events {
  return {
    "database-trouble": {
      description: "RDS reports a failover, a failure, low storage or a recovery of the database.",
      pattern: {
        source: ["aws.rds"],
        "detail-type": ["RDS DB Cluster Event", "RDS DB Instance Event"],
        detail: {
          EventCategories: ["failover", "failure", "low storage", "recovery"],
          SourceIdentifier: [clusterIdentifier, { prefix: `${tf`${clusterIdentifier}`.string}-` }],
        },
      },
    },
  };
}
