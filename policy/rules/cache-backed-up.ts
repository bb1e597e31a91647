import { unless } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const cacheBackedUp: Rule = {
  id: "cache-backed-up",
  title: "Caches keep snapshots of fifteen days",
  reason: "Jobs that wait in a cache are lost with it.",
  controls: BACKED_UP,
  covers: ["HIPAA.Security-ElastiCacheRedisClusterAutomaticBackup"],
  types: ["aws_elasticache_replication_group"],
  check: (cache, side) =>
    unless(
      side,
      cache,
      "snapshot_retention_limit",
      (days) => Number(days ?? 0) >= 15,
      "it keeps snapshots of less than fifteen days",
    ),
};
