/** The server's names for the secrets of its caches, by the caches' purpose. */
export const cacheSecretKeys: Readonly<Record<string, string>> = {
  main: "RedisSecrets",
  cache: "CacheRedisSecrets",
  "rate-limit": "RateLimitRedisSecrets",
  "pub-sub": "PubSubRedisSecrets",
  "background-jobs": "BackgroundJobsRedisSecrets",
};
