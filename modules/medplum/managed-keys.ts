/** Settings that other inputs decide, or that come from what the module makes. */
export const managedKeys: readonly string[] = [
  "port",
  "baseUrl",
  "appBaseUrl",
  "storageBaseUrl",
  "binaryStorage",
  "allowedOrigins",
  "awsRegion",
  "supportEmail",
  "approvedSenderEmails",
  "emailProvider",
  "smtp",
  "smtp.host",
  "smtp.port",
  "smtp.username",
  "signingKeyId",
  "defaultSuperAdminEmail",
  "botLambdaRoleArn",
  "botLambdaLayerName",
  "botCustomFunctionsEnabled",
  "workers",
  "workers.enabled",
  "mtlsCertHeader",
  "keepAliveTimeout",
  "shutdownTimeoutMilliseconds",
  "database.disableConnectionConfiguration",
  "readonlyDatabase.disableConnectionConfiguration",
  "database.maxConnections",
  "readonlyDatabase.maxConnections",
  "DatabaseSecrets",
  "ReaderDatabaseSecrets",
  "RedisSecrets",
  "CacheRedisSecrets",
  "RateLimitRedisSecrets",
  "PubSubRedisSecrets",
  "BackgroundJobsRedisSecrets",
];

/** Secret settings that are generated here. */
export const generatedSettings: readonly string[] = ["defaultSuperAdminPassword"];

/** The variable that says what a worker's tasks do, in place of the setting workers.enabled. */
export const WORKERS_ENABLED = "MEDPLUM_WORKERS_ENABLED";
