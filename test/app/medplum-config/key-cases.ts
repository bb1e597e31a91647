import type { Key } from "../../../app/medplum-config/keys";
import { staging } from "./example";

const account = staging["accountNumber"] as string;
const arn = (service: string, resource: string, region = "us-east-1") =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const ipSet = arn("wafv2", "regional/ipset/office/0123");
const globalIpSet = arn("wafv2", "global/ipset/office/0123");
const only = (set: string) => ({ admitOnly: { ipSetArns: { original: set } } });

/** A value of each key in place of the example's, the inputs that it makes, and what else the file then needs. */
export const cases: Readonly<Record<Key, readonly [value: unknown, inputs: object, others?: object]>> = {
  name: ["prod", { name: "medplum-prod", parameterPath: "/medplum/prod/" }],
  stackName: ["Medplum", {}],
  accountNumber: [account, {}],
  region: ["us-east-1", {}],
  domainName: [
    "staging.medplum.com",
    { zone: { name: "medplum.com" }, mail: { domain: "staging.medplum.com", zone: { name: "medplum.com" } } },
  ],
  hostedZoneName: [
    "staging.medplum.com",
    {
      zone: { name: "staging.medplum.com" },
      mail: { domain: "staging.medplum.com", zone: { name: "staging.medplum.com" } },
    },
  ],
  skipDns: [true, { zone: undefined, mail: { domain: "medplum.com", supportEmail: "support@medplum.com" } }],
  vpcId: ["vpc-0123456789abcdef0", { network: undefined }],
  maxAzs: [3, { network: { availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"] } }],
  apiPort: [8103, { api: { port: 8103 } }],
  apiDomainName: ["fhir.medplum.com", { api: { domainName: "fhir.medplum.com" } }],
  apiSslCertArn: [
    arn("acm", "certificate/api"),
    { api: { existingCertificate: { arn: arn("acm", "certificate/api") } } },
  ],
  apiInternetFacing: [false, { api: { internal: true } }],
  apiWafIpSetArn: [ipSet, { firewall: { api: only(ipSet) } }],
  appDomainName: ["app.medplum.com", { app: { domainName: "app.medplum.com" } }],
  appSslCertArn: [
    arn("acm", "certificate/app"),
    { app: { existingCertificate: { arn: arn("acm", "certificate/app") } } },
  ],
  appApiProxy: [true, { app: { apiProxy: {} } }],
  appWafIpSetArn: [globalIpSet, { firewall: { app: only(globalIpSet) } }],
  appLoggingBucket: ["logs", {}],
  appLoggingPrefix: ["app", {}],
  storageBucketName: ["medplum-files", { storage: { bucketName: "medplum-files" } }],
  storageDomainName: ["files.medplum.com", { storage: { domainName: "files.medplum.com" } }],
  storageSslCertArn: [
    arn("acm", "certificate/files"),
    { storage: { existingCertificate: { arn: arn("acm", "certificate/files") } } },
  ],
  storagePublicKey: [
    staging["storagePublicKey"],
    {
      signingKey: { keys: { a: { own: { publicKey: staging["storagePublicKey"] } } }, encrypted: true },
      secretSettings: { signingKey: {}, signingKeyPassphrase: {} },
    },
  ],
  storageWafIpSetArn: [globalIpSet, { firewall: { storage: only(globalIpSet) } }],
  storageLoggingBucket: ["logs", {}],
  storageLoggingPrefix: ["files", {}],
  storageBotInputExpirationDays: [
    30,
    { storage: { expirations: { "bot-input": { prefix: "bot/", afterDays: 30 } } } },
  ],
  signingKeyId: ["K2JCJMDEHXQW5F", { signingKey: undefined }, { storagePublicKey: undefined }],
  mtlsDomainName: ["mtls.medplum.com", { api: { mutualTls: { domainName: "mtls.medplum.com" } } }],
  mtlsSslCertArn: [
    arn("acm", "certificate/mtls"),
    { api: { mutualTls: { existingCertificate: { arn: arn("acm", "certificate/mtls") } } } },
    { mtlsDomainName: "mtls.medplum.com" },
  ],
  mtlsInternetFacing: [
    false,
    { api: { mutualTls: { internal: true } } },
    { mtlsDomainName: "mtls.medplum.com" },
  ],
  mtlsWafIpSetArn: [ipSet, { firewall: { mutualTls: only(ipSet) } }, { mtlsDomainName: "mtls.medplum.com" }],
  baseUrl: ["https://api.staging.medplum.com/", {}],
  rdsInstances: [3, { database: { readers: { "reader-1": {}, "reader-2": {} } } }],
  rdsInstanceType: ["r6g.large", { database: { instanceClass: "db.r6g.large" } }],
  rdsReaderInstanceType: ["db.r7g.xlarge", { database: { readerInstanceClass: "db.r7g.xlarge" } }],
  rdsInstanceVersion: ["16.9", { database: { engineVersion: "16.14" } }],
  rdsSecretsArn: [
    arn("secretsmanager", "secret:db-AbCdEf"),
    { existingDatabase: { secretArn: arn("secretsmanager", "secret:db-AbCdEf") }, database: undefined },
  ],
  rdsProxyEnabled: [true, { databaseProxy: {} }],
  rdsClusterParameters: [
    { statement_timeout: "90000", "auto_explain.log_min_duration": "1000" },
    {
      database: {
        parameters: {
          statement_timeout: { value: "90000" },
          "auto_explain.log_min_duration": { value: "1000" },
        },
      },
    },
  ],
  rdsForceRetain: [true, {}],
  rdsAutoMinorVersionUpgrade: [true, { database: { autoMinorVersionUpgrade: true } }],
  rdsIdsMajorVersionSuffix: [true, {}],
  rdsPersistentParameterGroups: [true, {}],
  cacheNodeType: ["r7g.large", { caches: { main: { nodeType: "cache.r7g.large" } } }],
  cacheSecurityGroupId: ["sg-0123456789abcdef0", {}],
  cacheEngine: ["Valkey", { caches: { main: { engine: "valkey" } } }],
  cacheEngineVersion: ["6.x", { caches: { main: { engine: "redis", engineVersion: "7.1" } } }],
  cacheRedis: [
    { nodeType: "cache.m7g.large", engine: "valkey", engineVersion: "7.2" },
    { caches: { cache: { nodeType: "cache.m7g.large", engine: "valkey", engineVersion: "7.2" } } },
  ],
  rateLimitRedis: [{}, { caches: { "rate-limit": { nodeType: "cache.t4g.medium" } } }],
  pubSubRedis: [{ nodeType: "cache.t4g.small" }, { caches: { "pub-sub": { nodeType: "cache.t4g.small" } } }],
  backgroundJobsRedis: [
    { engine: "redis", engineVersion: "7.0" },
    {
      caches: { "background-jobs": { evictionPolicy: "noeviction", engine: "redis", engineVersion: "7.0" } },
    },
  ],
  desiredServerCount: [4, { server: { scaling: { min: 4 } } }],
  serverImage: ["medplum/medplum-server:5.1.12", { server: { image: "medplum/medplum-server:5.1.12" } }],
  serverMemory: [4096, { server: { memory: 4096, cpu: 2048 } }, { serverCpu: 2048 }],
  serverCpu: [1024, { server: { memory: 2048, cpu: 1024 } }, { serverMemory: 2048 }],
  fargateAutoScaling: [
    {
      minCapacity: 2,
      maxCapacity: 6,
      targetUtilizationPercent: 70,
      scaleInCooldown: 120,
      scaleOutCooldown: 30,
    },
    {
      server: {
        scaling: {
          min: 2,
          max: 6,
          cpu: { targetPercent: 70 },
          scaleInCooldownSeconds: 120,
          scaleOutCooldownSeconds: 30,
        },
      },
    },
  ],
  environment: [
    { OTLP_METRICS_ENDPOINT: "http://x" },
    { server: { environment: { OTLP_METRICS_ENDPOINT: "http://x" } } },
  ],
  workers: [
    { enabled: ["subscription"], bullmq: { concurrency: 5 } },
    { server: { workers: ["subscription"] }, settings: { "workers.bullmq": '{"concurrency":5}' } },
  ],
  workerServices: [
    [
      {
        id: "Bulk-Jobs",
        serverImage: "medplum/medplum-server:5.1.12",
        serverMemory: 4096,
        serverCpu: 2048,
        desiredCount: 3,
        environment: { A: "b" },
        workers: { enabled: ["batch"], bullmq: { concurrency: 2 } },
        additionalContainers: [{ name: "otel", image: "otel/collector:0.99.0" }],
      },
      { id: "rest", fargateAutoScaling: { minCapacity: 1, maxCapacity: 2 } },
    ],
    {
      workers: {
        bulkjobs: {
          image: "medplum/medplum-server:5.1.12",
          memory: 4096,
          cpu: 2048,
          scaling: { min: 3 },
          environment: { A: "b", MEDPLUM_WORKERS_BULLMQ: '{"concurrency":2}' },
          enabled: ["batch"],
          sidecars: { otel: { image: "otel/collector:0.99.0", essential: false } },
        },
        rest: { memory: 512, cpu: 256, scaling: { min: 1, max: 2, cpu: {} } },
      },
    },
  ],
  additionalContainers: [
    [
      {
        name: "Otel_Collector",
        image: "otel/collector:0.99.0",
        cpu: 64,
        memory: 128,
        essential: true,
        command: ["--config", "x"],
        environment: { A: "b" },
      },
    ],
    {
      server: {
        sidecars: {
          "otel-collector": {
            image: "otel/collector:0.99.0",
            cpu: 64,
            memory: 128,
            essential: true,
            command: ["--config", "x"],
            environment: { A: "b" },
          },
        },
      },
    },
  ],
  pinAdditionalContainerImages: [true, {}],
  containerRegistryCredentialsSecretArn: [
    arn("secretsmanager", "secret:registry-AbCdEf"),
    { server: { registryCredentials: { secretArn: arn("secretsmanager", "secret:registry-AbCdEf") } } },
  ],
  containerInsights: [true, { cluster: { containerInsights: "enabled" } }],
  containerInsightsV2: ["enhanced", { cluster: { containerInsights: "enhanced" } }],
  fireLens: [
    {
      enabled: true,
      logDriverConfig: {
        options: { Name: "datadog" },
        secretOptions: { apikey: arn("secretsmanager", "secret:datadog-AbCdEf") },
      },
      logRouterConfig: {
        type: "fluentbit",
        options: { enableECSLogMetadata: true, configFileType: "file", configFileValue: "/extra.conf" },
      },
      environment: { A: "b" },
    },
    {
      server: {
        fireLens: {
          image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
          type: "fluentbit",
          options: { Name: "datadog" },
          secretOptions: { apikey: arn("secretsmanager", "secret:datadog-AbCdEf") },
          routerOptions: {
            "enable-ecs-log-metadata": "true",
            "config-file-type": "file",
            "config-file-value": "/extra.conf",
          },
          environment: { A: "b" },
        },
      },
    },
  ],
  loadBalancerSecurityGroupId: [
    "sg-0123456789abcdef0",
    { api: { additionalSecurityGroupIds: ["sg-0123456789abcdef0"] } },
  ],
  loadBalancerLoggingEnabled: [false, {}],
  loadBalancerLoggingBucket: ["logs", {}],
  loadBalancerLoggingPrefix: ["elb", {}],
  loadBalancerAlgorithm: ["weighted_random", { api: { loadBalancingAlgorithm: "weighted_random" } }],
  guardDutyMalwareProtectionEnabled: [
    true,
    { malwareScan: { guardduty: {}, untagged: "refused" } },
    { clamscanEnabled: false },
  ],
  guardDutyMalwareProtectionOnDemandOnly: [
    true,
    { malwareScan: { guardduty: { onDemandOnly: true }, untagged: "refused" } },
    { clamscanEnabled: false, guardDutyMalwareProtectionEnabled: true },
  ],
  clamscanEnabled: [true, { malwareScan: { clamav: {}, untagged: "readable" } }],
  clamscanLoggingBucket: ["logs", {}],
  clamscanLoggingPrefix: ["clamscan", {}],
  wafLogGroupName: ["aws-waf-logs-medplum", {}],
  wafLogGroupCreate: [true, {}],
  cloudTrailAlarms: [
    {
      logGroupName: "trail",
      logGroupCreate: true,
      snsTopicArn: arn("sns", "security"),
      snsTopicName: "security",
    },
    { auditTrail: { logGroupName: "trail", existingTopic: { arn: arn("sns", "security") } } },
  ],
  blockedEmailDomains: [
    "example.org,example.net",
    { settings: { blockedEmailDomains: "example.org,example.net" } },
  ],
};
