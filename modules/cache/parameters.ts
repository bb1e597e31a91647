/** Every value of maxmemory-policy. */
export const evictionPolicies = [
  "volatile-lru",
  "allkeys-lru",
  "volatile-lfu",
  "allkeys-lfu",
  "volatile-random",
  "allkeys-random",
  "volatile-ttl",
  "noeviction",
] as const;

/** Parameters that callers may not set by name. */
export const reservedParameters: readonly string[] = ["maxmemory-policy", "cluster-enabled"];
