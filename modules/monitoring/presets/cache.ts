import type { Alarms, Count, Text } from "../compose";

interface Node {
  /** ID of a node: one of the output memberClusterIds of the cache module. */
  readonly cacheClusterId: Text;
  /** Share of the memory for data that may be in use, in percent. Default 75. */
  readonly maxMemoryPercent?: Count;
  /** Load of the engine's own thread in percent. Default 90. */
  readonly maxEngineCpuPercent?: Count;
  /** Evicted keys in five minutes. Default 1; a cache that is meant to be full has more. */
  readonly maxEvictions?: Count;
  /** Seconds that a replica may be behind. Default 10. */
  readonly maxReplicationLagSeconds?: Count;
}

/**
 * A node of an ElastiCache replication group, whose metrics are per node. The primary changes in a failover, so that every
 * node has all alarms: `alarmsForEach(members, (id) => cacheAlarms({ cacheClusterId: id }))`. Metrics, statistics and the
 * engine's threshold are those that AWS recommends (CloudWatch, "Recommended alarms"); a replica's lag and memory have no
 * general threshold there.
 */
export function cacheAlarms({
  cacheClusterId,
  maxMemoryPercent = 75,
  maxEngineCpuPercent = 90,
  maxEvictions = 1,
  maxReplicationLagSeconds = 10,
}: Node): Alarms {
  const group = "cache";
  const metric = (metricName: string, statistic: string) => ({
    namespace: "AWS/ElastiCache",
    metricName,
    statistic,
    dimensions: { CacheClusterId: cacheClusterId },
  });
  return {
    "cache-memory": {
      group,
      description:
        "The cache's memory is nearly full, in percent. Once it is full, keys are evicted, or writes fail (noeviction).",
      runbook:
        "Which keys have no expiry? A job queue may have stopped. The quick fix is a larger node type.",
      metrics: { used: metric("DatabaseMemoryUsagePercentage", "Average") },
      threshold: maxMemoryPercent,
      periodSeconds: 60,
      evaluationPeriods: 5,
    },
    "cache-evictions": {
      group,
      description: "The cache evicts keys because its memory is full.",
      runbook:
        "A larger node type, or a shorter expiry. Data that must stay belongs in a group with noeviction.",
      metrics: { evicted: metric("Evictions", "Sum") },
      threshold: maxEvictions,
      periodSeconds: 300,
      evaluationPeriods: 3,
    },
    "cache-engine-cpu": {
      group,
      description: "The engine's thread is at its limit, in percent: commands wait for each other.",
      runbook:
        "The slow log has the commands. More cores do not help: use a faster node type, or further groups for some of the data.",
      metrics: { cpu: metric("EngineCPUUtilization", "Average") },
      threshold: maxEngineCpuPercent,
      periodSeconds: 60,
      evaluationPeriods: 5,
    },
    // Published by replicas only; never in ALARM for the primary.
    "cache-replication-lag": {
      group,
      description: "A replica is behind the primary, in seconds: a failover would lose that much.",
      runbook: "Too many writes for the node type, or a network problem between zones.",
      metrics: { lag: metric("ReplicationLag", "Average") },
      threshold: maxReplicationLagSeconds,
      periodSeconds: 60,
      evaluationPeriods: 15,
    },
    // 45 CFR 164.312(b), (d).
    "cache-authentication-failures": {
      group,
      description: "Clients try to log in with a wrong password, or without one.",
      runbook:
        "A client that still has a retired password? Otherwise: who is in the client's security group?",
      metrics: { failures: metric("AuthenticationFailures", "Sum") },
      threshold: 1,
      periodSeconds: 300,
      evaluationPeriods: 1,
    },
  };
}
