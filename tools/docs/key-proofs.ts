import type { Key } from "../../app/medplum-config/keys";

/** Where a key of Medplum's configuration file ends up, and what looks at it there. */
interface Proof {
  /** Address of a resource that the key's input sets, below `module.medplum`, without indexes. */
  readonly resource: string;
  /** A test, below test/, that looks at what is planned or deployed: its file and title. */
  readonly seen?: readonly [file: string, title: string];
}

const plans = "modules/medplum/plans.integration.test.ts";
const cache = "modules/cache/deployment.integration.test.ts";
const database = "modules/database/database.integration.test.ts";

const asFileSays = [
  "app/medplum-config/planned.integration.test.ts",
  "Medplum's file, with values in Parameter Store, is planned as it says",
] as const;
const taken = [
  "tools/config-import/medplum-stack.integration.test.ts",
  "names lead to the new load balancer and distribution, and parameters get this environment's values",
] as const;
const bucketStays = [
  "tools/config-import/medplum-stack.integration.test.ts",
  "the bucket stays, under this environment's policy",
] as const;
const sources = [
  plans,
  "the app may use itself, the server, the files and the bucket to which it uploads, and nobody else",
] as const;
const existingCertificate = [
  "modules/certificate/certificate.integration.test.ts",
  "an existing certificate needs no resources",
] as const;
const admitted = [
  "modules/firewall/firewall.integration.test.ts",
  "the only admitted addresses: all others are blocked, or counted where that is observed",
] as const;
const prod = [
  "tools/offline-plan/environments.integration.test.ts",
  "envs/medplum-prod has three zones, a reader, workers apart, and jobs in a cache group of their own",
] as const;
const runs = [
  "modules/fargate-service/fargate-service.integration.test.ts",
  "runs what the inputs say",
] as const;
const versionOfItsOwn = [
  database,
  "a version that is not reviewed has its own family; readers have their own class",
] as const;
const nodes = [cache, "nodes are named as the output says, over the zones of the subnets"] as const;
const guardDuty: Proof = {
  resource: "module.malware_scan.aws_guardduty_malware_protection_plan.plan",
  seen: [
    "modules/malware-scan/malware-scan.integration.test.ts",
    "GuardDuty's plan covers the bucket and tags; without its prefixes, another plan takes its place",
  ],
};
const parametersOfFile = "module.config.aws_ssm_parameter.value";
const group = "module.cache.aws_elasticache_replication_group.this";
const task = "module.server.aws_ecs_task_definition.current";
const scaling = "module.server.aws_appautoscaling_target.bounds";

/** Of each key that sets an input. */
export const proofs: Readonly<Partial<Record<Key, Proof>>> = {
  name: { resource: parametersOfFile, seen: asFileSays },
  domainName: { resource: "aws_route53_record.api", seen: taken },
  hostedZoneName: { resource: "aws_route53_record.api", seen: taken },
  skipDns: { resource: "aws_route53_record.api" },
  vpcId: { resource: "module.load_balancer.aws_security_group.this" },
  maxAzs: { resource: "module.network.aws_subnet.app", seen: prod },
  apiPort: { resource: "module.server.aws_lb_target_group.listener", seen: runs },
  apiDomainName: { resource: "aws_route53_record.api", seen: taken },
  apiSslCertArn: { resource: "module.api_certificate.aws_acm_certificate.this", seen: existingCertificate },
  apiInternetFacing: { resource: "module.load_balancer.aws_lb.this" },
  apiWafIpSetArn: { resource: "module.firewall.aws_wafv2_web_acl.this", seen: admitted },
  appDomainName: {
    resource: "module.app.module.distribution.aws_cloudfront_distribution.this",
    seen: sources,
  },
  appSslCertArn: {
    resource: "module.app.module.certificate.aws_acm_certificate.this",
    seen: existingCertificate,
  },
  appApiProxy: {
    resource: "module.app.module.distribution.aws_cloudfront_distribution.this",
    seen: [plans, "the API is next to the app only where it is asked for, and nothing of it is cached"],
  },
  appWafIpSetArn: { resource: "module.app_firewall.aws_wafv2_web_acl.this", seen: admitted },
  storageBucketName: { resource: "module.files.aws_s3_bucket.this", seen: bucketStays },
  storageDomainName: {
    resource: "module.storage_distribution.aws_cloudfront_distribution.this",
    seen: taken,
  },
  storageSslCertArn: {
    resource: "module.storage_certificate.aws_acm_certificate.this",
    seen: existingCertificate,
  },
  storagePublicKey: {
    resource: "module.signing_key.aws_cloudfront_public_key.key",
    seen: [plans, "another key that signs is written to the server's settings"],
  },
  storageWafIpSetArn: { resource: "module.storage_firewall.aws_wafv2_web_acl.this", seen: admitted },
  storageBotInputExpirationDays: {
    resource: "module.files.aws_s3_bucket_lifecycle_configuration.lifecycle_rules",
    seen: [
      "modules/file-storage/file-storage.integration.test.ts",
      "files expire under their prefixes, next to the rule for all",
    ],
  },
  mtlsDomainName: { resource: "aws_route53_record.mutual_tls", seen: asFileSays },
  mtlsSslCertArn: {
    resource: "module.mutual_tls_certificate.aws_acm_certificate.this",
    seen: existingCertificate,
  },
  mtlsInternetFacing: { resource: "module.mutual_tls_load_balancer.aws_lb.this" },
  mtlsWafIpSetArn: { resource: "module.mutual_tls_firewall.aws_wafv2_web_acl.this", seen: admitted },
  rdsInstances: { resource: "module.database.aws_rds_cluster_instance.reader", seen: asFileSays },
  rdsInstanceType: { resource: "module.database.aws_rds_cluster_instance.writer", seen: asFileSays },
  rdsReaderInstanceType: {
    resource: "module.database.aws_rds_cluster_instance.reader",
    seen: versionOfItsOwn,
  },
  rdsInstanceVersion: { resource: "module.database.aws_rds_cluster.this", seen: versionOfItsOwn },
  rdsSecretsArn: {
    resource: parametersOfFile,
    seen: [plans, "what is large enough is not, and an existing database is taken from its secrets"],
  },
  rdsProxyEnabled: { resource: "module.database_proxy.aws_db_proxy.this", seen: asFileSays },
  rdsClusterParameters: {
    resource: "module.database.aws_rds_cluster_parameter_group.cluster",
    seen: [
      database,
      "libraries to preload are added to those of the audit; a session's settings are the caller's",
    ],
  },
  rdsAutoMinorVersionUpgrade: { resource: "module.database.aws_rds_cluster_instance.writer" },
  cacheNodeType: { resource: group, seen: asFileSays },
  cacheEngine: {
    resource: group,
    seen: [
      cache,
      "a rotation lets both passwords in until the first is retired; settings, versions and groups change in place",
    ],
  },
  cacheEngineVersion: {
    resource: group,
    seen: [
      cache,
      "a rotation lets both passwords in until the first is retired; settings, versions and groups change in place",
    ],
  },
  cacheRedis: { resource: group, seen: nodes },
  rateLimitRedis: { resource: group, seen: nodes },
  pubSubRedis: { resource: group, seen: nodes },
  backgroundJobsRedis: { resource: "module.cache.aws_elasticache_parameter_group.parameters", seen: prod },
  desiredServerCount: { resource: scaling, seen: asFileSays },
  serverImage: {
    resource: task,
    seen: [
      "modules/fargate-service/fargate-service.integration.test.ts",
      "every plan warns of an image that is tagged latest",
    ],
  },
  serverMemory: {
    resource: task,
    seen: [
      plans,
      "what does not start or work well is warned of: sizes, too many connections, server and scan without internet access",
    ],
  },
  serverCpu: {
    resource: task,
    seen: [
      plans,
      "what does not start or work well is warned of: sizes, too many connections, server and scan without internet access",
    ],
  },
  fargateAutoScaling: { resource: scaling, seen: prod },
  environment: { resource: task, seen: runs },
  workers: { resource: parametersOfFile },
  workerServices: { resource: "module.worker.aws_appautoscaling_target.bounds", seen: asFileSays },
  additionalContainers: { resource: task, seen: runs },
  containerRegistryCredentialsSecretArn: {
    resource: "module.server.aws_iam_role_policy.execution_rights",
  },
  containerInsights: { resource: "module.cluster.aws_ecs_cluster.this" },
  containerInsightsV2: { resource: "module.cluster.aws_ecs_cluster.this" },
  fireLens: { resource: task, seen: runs },
  loadBalancerSecurityGroupId: {
    resource: "module.load_balancer.aws_lb.this",
    seen: [
      "modules/load-balancer/mutual-tls.integration.test.ts",
      "it has existing security groups next to its own, and logs under its prefix",
    ],
  },
  guardDutyMalwareProtectionEnabled: guardDuty,
  guardDutyMalwareProtectionOnDemandOnly: guardDuty,
  clamscanEnabled: {
    resource: "module.malware_scan.aws_lambda_function.scan_function",
    seen: [
      "modules/malware-scan/malware-scan.integration.test.ts",
      "malware is tagged, unreadable, reported, and taken out of the distribution's cache",
    ],
  },
  loadBalancerAlgorithm: { resource: "module.server.aws_lb_target_group.listener" },
  cloudTrailAlarms: {
    resource: "module.audit_trail.module.monitoring.aws_cloudwatch_metric_alarm.this",
    seen: [
      "modules/audit-trail/audit-trail.integration.test.ts",
      "alarms on an existing log group come without a trail, without a topic, and without what is left out",
    ],
  },
  blockedEmailDomains: { resource: parametersOfFile, seen: asFileSays },
};
