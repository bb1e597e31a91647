import type { Key } from "./keys";

/** What becomes of a key. */
export interface Outcome {
  /** The input of the module medplum that it sets, in TypeScript's names. */
  readonly input?: string;
  /** What there is to know of it, or why there is no input. */
  readonly text?: string;
}

const to = (input: string, text?: string): Outcome => ({ input, text });
const no = (text: string): Outcome => ({ text });

const inUsEast1 = "checked to be in us-east-1 and in the account; without it, ACM issues one";
const ownLogBucket = no("Access logs go to a bucket of their own.");
const admitted = "`admit_only`, with its addresses inspected, too";
const noDefinitions = no("No bucket has ClamAV's definitions, which its tasks load themselves.");
const group = (name: string, text?: string): Outcome => to(`caches.${name}`, text);

/** Every key of Medplum's configuration file. modules/medplum/docs/original.md shows this as a table. */
export const outcomes: Readonly<Record<Key, Outcome>> = {
  name: to("name", "`medplum-<name>`; also `parameter_path` and the tag medplum:environment"),
  stackName: no("There is no CloudFormation stack; names come from `name`."),
  accountNumber: no("The environment's account; the provider refuses any other."),
  region: no("The environment's region."),
  domainName: to(
    "zone",
    "its last two labels, unless `hostedZoneName` is given; also `mail.domain` and `mail.support_email`",
  ),
  vpcId: to("existingNetwork", "its subnets are given in the second argument of `medplumConfig`"),
  apiPort: to("api.port"),
  apiDomainName: to("api.domainName"),
  apiSslCertArn: to(
    "api.existingCertificate",
    "checked to be in the region and account; without it, ACM issues one",
  ),
  apiInternetFacing: to("api.internal", "its opposite"),
  apiWafIpSetArn: to("firewall.api", admitted),
  appDomainName: to("app.domainName"),
  appSslCertArn: to("app.existingCertificate", inUsEast1),
  appApiProxy: to("app.apiProxy", "nothing of it is cached, unlike with Medplum's CDK"),
  appWafIpSetArn: to("firewall.app", admitted),
  appLoggingBucket: ownLogBucket,
  appLoggingPrefix: ownLogBucket,
  storageBucketName: to("storage.bucketName"),
  storageDomainName: to("storage.domainName"),
  storageSslCertArn: to("storage.existingCertificate", inUsEast1),
  storagePublicKey: to(
    "signingKey",
    "a key of your own; its private key and passphrase are `secret_settings`, with values from `TF_VAR_medplum_secrets`",
  ),
  storageWafIpSetArn: to("firewall.storage", admitted),
  storageLoggingBucket: ownLogBucket,
  storageLoggingPrefix: ownLogBucket,
  storageBotInputExpirationDays: to("storage.expirations", "files below bot/"),
  signingKeyId: no(
    "An ID leads to no private key: give `storagePublicKey`, or let Terraform generate a pair.",
  ),
  mtlsDomainName: to("api.mutualTls.domainName"),
  mtlsSslCertArn: to("api.mutualTls.existingCertificate"),
  mtlsInternetFacing: to("api.mutualTls.internal", "its opposite"),
  mtlsWafIpSetArn: to("firewall.mutualTls", admitted),
  baseUrl: no("The address comes from `apiDomainName`."),
  maxAzs: to(
    "network.availabilityZones",
    "names of zones in the region, at least two; 99 means all; default 3",
  ),
  rdsInstances: to("database.readers", "one writer, and readers for the rest"),
  rdsInstanceType: to(
    "database.instanceClass",
    "`db.` is added; classes with local NVMe storage get `storage_type` aurora-iopt1",
  ),
  rdsInstanceVersion: to(
    "database.engineVersion",
    "the next reviewed version; `unreviewed_engine_version` where there is none",
  ),
  rdsSecretsArn: to("existingDatabase.secretArn", "the other rds keys have no effect then"),
  rdsReaderInstanceType: to("database.readerInstanceClass"),
  rdsProxyEnabled: to("databaseProxy"),
  rdsClusterParameters: to("database.parameters"),
  rdsForceRetain: no(
    "Always protected until `deletion_protection` is false; a final snapshot is left even then.",
  ),
  rdsAutoMinorVersionUpgrade: to("database.autoMinorVersionUpgrade"),
  rdsIdsMajorVersionSuffix: no("Parameter groups have their family in their names."),
  rdsPersistentParameterGroups: no("Parameter groups have their family in their names."),
  cacheNodeType: group(
    "main",
    "`node_type`; `cache.` is added, and families that AWS no longer offers are refused",
  ),
  cacheSecurityGroupId: no(
    "Each group has a security group of its own; give further clients in its `clients`.",
  ),
  cacheEngine: group("main", "`engine`"),
  cacheEngineVersion: group("main", "`engine_version`, the next reviewed one"),
  cacheRedis: group("cache"),
  rateLimitRedis: group("rate-limit"),
  pubSubRedis: group("pub-sub"),
  backgroundJobsRedis: group("background-jobs", "with `eviction_policy` noeviction"),
  desiredServerCount: to("server.scaling", "`min`; no effect where fargateAutoScaling has minCapacity"),
  serverImage: to("server.image", "a warning for `latest`"),
  serverMemory: to("server.memory", "MiB; a warning below 1024"),
  serverCpu: to("server.cpu", "CPU units; a warning for 256"),
  fargateAutoScaling: to("server.scaling"),
  environment: to("server.environment"),
  workers: to("server.workers", "`bullmq` is the setting workers.bullmq"),
  workerServices: to("workers", "by `id`, in lower-case letters and digits"),
  additionalContainers: to(
    "server.sidecars",
    "by name; CPU and memory are kept, which Medplum's CDK ignores",
  ),
  pinAdditionalContainerImages: no("Write the digest into the image: synth calls no registry."),
  containerRegistryCredentialsSecretArn: to("server.registryCredentials"),
  containerInsights: to("cluster.containerInsights", "enabled or disabled"),
  containerInsightsV2: to("cluster.containerInsights"),
  fireLens: to("server.fireLens", "with its secretOptions, which Medplum's CDK drops"),
  loadBalancerSecurityGroupId: to("api.additionalSecurityGroupIds", "in addition to the load balancer's own"),
  loadBalancerLoggingEnabled: no("Medplum's CDK does not read it; access logs are always kept."),
  loadBalancerLoggingBucket: ownLogBucket,
  loadBalancerLoggingPrefix: ownLogBucket,
  loadBalancerAlgorithm: to("api.loadBalancingAlgorithm"),
  guardDutyMalwareProtectionEnabled: to("malwareScan.guardduty", "with `untagged` refused"),
  guardDutyMalwareProtectionOnDemandOnly: to("malwareScan.guardduty.onDemandOnly"),
  clamscanEnabled: to(
    "malwareScan.clamav",
    "with `untagged` readable; refused without `clamscanLoggingBucket`, as by Medplum's CDK",
  ),
  clamscanLoggingBucket: noDefinitions,
  clamscanLoggingPrefix: noDefinitions,
  skipDns: to("zone", "none"),
  hostedZoneName: to("zone"),
  wafLogGroupName: no("Each web ACL logs to an encrypted log group of its own, `aws-waf-logs-<its name>`."),
  wafLogGroupCreate: no("Each web ACL has a log group of its own."),
  cloudTrailAlarms: to(
    "auditTrail",
    "`existing_log_group` unless logGroupCreate is true; snsTopicArn is `existing_topic`",
  ),
  blockedEmailDomains: to("settings", "`blockedEmailDomains`"),
};
