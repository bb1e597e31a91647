/** What a key of the file holds. Text, numbers and booleans may be external: `{system, key, type}`. */
export type Kind =
  | "string"
  | "number"
  | "boolean"
  /** Whatever JSON there is. */
  | "anything"
  | { readonly oneOf: readonly string[] }
  | { readonly list: Kind }
  | { readonly map: Kind }
  | { readonly object: Readonly<Record<string, Kind>> };

const redis = {
  object: { nodeType: "string", securityGroupId: "string", engine: "string", engineVersion: "string" },
} as const satisfies Kind;

const autoScaling = {
  object: {
    minCapacity: "number",
    maxCapacity: "number",
    targetUtilizationPercent: "number",
    scaleInCooldown: "number",
    scaleOutCooldown: "number",
  },
} as const satisfies Kind;

const containers = {
  list: {
    object: {
      name: "string",
      image: "string",
      cpu: "number",
      memory: "number",
      essential: "boolean",
      command: { list: "string" },
      environment: { map: "string" },
    },
  },
} as const satisfies Kind;

const workers = { object: { enabled: { list: "string" }, bullmq: "anything" } } as const satisfies Kind;

/**
 * The keys of Medplum's infrastructure configuration file: those of its first document, and all later ones up to 5.2.13
 * (`MedplumInfraConfig` of @medplum/core), with two that only older versions had: loadBalancerLoggingEnabled and
 * containerInsights.
 */
export const keys = {
  name: "string",
  stackName: "string",
  accountNumber: "string",
  region: "string",
  domainName: "string",
  vpcId: "string",
  apiPort: "number",
  apiDomainName: "string",
  apiSslCertArn: "string",
  apiInternetFacing: "boolean",
  apiWafIpSetArn: "string",
  appDomainName: "string",
  appSslCertArn: "string",
  appApiProxy: "boolean",
  appWafIpSetArn: "string",
  appLoggingBucket: "string",
  appLoggingPrefix: "string",
  storageBucketName: "string",
  storageDomainName: "string",
  storageSslCertArn: "string",
  storagePublicKey: "string",
  storageWafIpSetArn: "string",
  storageLoggingBucket: "string",
  storageLoggingPrefix: "string",
  storageBotInputExpirationDays: "number",
  signingKeyId: "string",
  mtlsDomainName: "string",
  mtlsSslCertArn: "string",
  mtlsInternetFacing: "boolean",
  mtlsWafIpSetArn: "string",
  baseUrl: "string",
  maxAzs: "number",
  rdsInstances: "number",
  rdsInstanceType: "string",
  rdsInstanceVersion: "string",
  rdsSecretsArn: "string",
  rdsReaderInstanceType: "string",
  rdsProxyEnabled: "boolean",
  rdsClusterParameters: { map: "string" },
  rdsForceRetain: "boolean",
  rdsAutoMinorVersionUpgrade: "boolean",
  rdsIdsMajorVersionSuffix: "boolean",
  rdsPersistentParameterGroups: "boolean",
  cacheNodeType: "string",
  cacheSecurityGroupId: "string",
  cacheEngine: "string",
  cacheEngineVersion: "string",
  cacheRedis: redis,
  rateLimitRedis: redis,
  pubSubRedis: redis,
  backgroundJobsRedis: redis,
  desiredServerCount: "number",
  serverImage: "string",
  serverMemory: "number",
  serverCpu: "number",
  fargateAutoScaling: autoScaling,
  environment: { map: "string" },
  workers,
  workerServices: {
    list: {
      object: {
        id: "string",
        serverImage: "string",
        serverMemory: "number",
        serverCpu: "number",
        desiredCount: "number",
        environment: { map: "string" },
        workers,
        fargateAutoScaling: autoScaling,
        additionalContainers: containers,
      },
    },
  },
  additionalContainers: containers,
  pinAdditionalContainerImages: "boolean",
  containerRegistryCredentialsSecretArn: "string",
  containerInsights: "boolean",
  containerInsightsV2: { oneOf: ["enabled", "disabled", "enhanced"] },
  fireLens: {
    object: {
      enabled: "boolean",
      logDriverConfig: { object: { options: { map: "string" }, secretOptions: { map: "string" } } },
      logRouterConfig: { object: { type: { oneOf: ["fluentbit", "fluentd"] }, options: "anything" } },
      environment: { map: "string" },
    },
  },
  loadBalancerSecurityGroupId: "string",
  loadBalancerLoggingEnabled: "boolean",
  loadBalancerLoggingBucket: "string",
  loadBalancerLoggingPrefix: "string",
  loadBalancerAlgorithm: {
    oneOf: ["round_robin", "least_outstanding_requests", "weighted_random"],
  },
  guardDutyMalwareProtectionEnabled: "boolean",
  guardDutyMalwareProtectionOnDemandOnly: "boolean",
  clamscanEnabled: "boolean",
  clamscanLoggingBucket: "string",
  clamscanLoggingPrefix: "string",
  skipDns: "boolean",
  hostedZoneName: "string",
  wafLogGroupName: "string",
  wafLogGroupCreate: "boolean",
  cloudTrailAlarms: {
    object: {
      logGroupName: "string",
      logGroupCreate: "boolean",
      snsTopicArn: "string",
      snsTopicName: "string",
    },
  },
  blockedEmailDomains: "string",
} as const satisfies Readonly<Record<string, Kind>>;

/** A key at the top of the file. */
export type Key = keyof typeof keys;

/** Keys without which Medplum's CDK creates nothing that works. */
export const requiredKeys = [
  "name",
  "accountNumber",
  "region",
  "domainName",
  "apiDomainName",
  "appDomainName",
  "storageBucketName",
  "storageDomainName",
  "serverImage",
] as const satisfies readonly Key[];
