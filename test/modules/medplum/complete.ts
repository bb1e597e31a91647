import type { InputsOf } from "../../../lib/module";
import type { inputs } from "../../../modules/medplum/inputs";
import { arn, base, certificate, kmsKey, publicKey, secret } from "./base";

type Complete = InputsOf<typeof inputs>;

const account = "123456789012";
const subscriptions = { postmaster: { protocol: "email", endpoint: "postmaster@example.edu" } } as const;

const egress = {
  https: { port: 443, cidr: "0.0.0.0/0" },
  "s3-gateway": { port: 443, prefixListId: "pl-63a5400a" },
  directory: { port: 636, toPort: 639, protocol: "tcp", securityGroupId: "sg-0123456789abcdef0" },
} as const;

const check = {
  command: ["CMD", "node", "check.js"],
  intervalSeconds: 30,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 300,
} as const;

const service = {
  cpu: 1024,
  memory: 4096,
  environment: { NODE_OPTIONS: "--max-old-space-size=3072" },
  secrets: { LICENSE: `${secret("license")}:key::` },
  secretsKmsKeyArns: [kmsKey],
  sidecars: {
    agent: {
      image: "public.ecr.aws/example/agent:1.2.3",
      cpu: 64,
      memory: 128,
      essential: false,
      command: ["run"],
      entrypoint: ["/agent"],
      user: "1000",
      port: 4317,
      environment: { LEVEL: "info" },
      secrets: { KEY: secret("agent") },
      writablePaths: { data: "/data" },
      tmpfs: {
        tmp: { path: "/tmp", sizeMib: 64, executable: { reason: "libraries unpacked at the start" } },
      },
      writableRootFilesystem: { reason: "the cache of the agent" },
      healthCheck: check,
      waitsFor: { "log-router": "START" },
      stopTimeoutSeconds: 10,
      ulimits: { nofile: { soft: 1024, hard: 4096 } },
      initProcess: false,
    },
  },
  waitsFor: { agent: "HEALTHY" },
  scaling: {
    min: 2,
    max: 6,
    cpu: { targetPercent: 60 },
    memory: { targetPercent: 70 },
    scaleInCooldownSeconds: 300,
    scaleOutCooldownSeconds: 60,
    schedules: { morning: { schedule: "cron(0 7 * * ? *)", timezone: "America/Chicago", min: 3, max: 6 } },
  },
  capacityProviders: { FARGATE: { weight: 1, base: 1 } },
  healthCheck: check,
} as const;

const group = {
  engine: "valkey",
  engineVersion: "8.1",
  nodeType: "cache.m7g.large",
  replicas: 1,
  multiAz: true,
  clusterMode: "disabled",
  numNodeGroups: 1,
  evictionPolicy: "volatile-lru",
  parameters: { timeout: "300" },
  user: { name: "medplum", accessString: "on ~* &* +@all -@dangerous +info" },
  generation: 2,
  retiredGeneration: 1,
  clients: { operators: "sg-0123456789abcdef1" },
  snapshot: { name: "before-the-move" },
  snapshotRetentionDays: 3,
  snapshotWindow: "01:00-02:00",
  maintenanceWindow: "tue:03:00-tue:04:00",
  skipFinalSnapshot: true,
  applyImmediately: true,
  autoMinorVersionUpgrade: true,
  logTypes: ["slow-log"],
} as const;

const everywhere = {
  parameterPath: "/medplum/example/",
  app: { domainName: "app.example.edu" },
  storage: {
    domainName: "storage.example.edu",
    bucketName: "example-medplum-files",
    noncurrentVersionDays: 90,
    archive: { afterDays: 60, storageClass: "GLACIER_IR" },
    expirations: { bots: { prefix: "bot/", afterDays: 30 } },
  },
  allowedOrigins: ["https://portal.example.edu"],
  server: {
    ...service,
    image: `${account}.dkr.ecr.us-east-1.amazonaws.com/medplum-server:5.1.12`,
    imageOwner: "parameter",
    imageParameter: { name: "/medplum/example/image" },
    registryCredentials: { secretArn: secret("registry") },
    ecrRepositoryArns: [arn(`ecr:us-east-1:210987654321:repository/medplum-server`)],
    architecture: "ARM64",
    egress,
    deployment: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      rollback: false,
      alarms: { names: ["example-error-rate"], rollback: false },
      waitForSteadyState: true,
      timeoutMinutes: 30,
    },
    fireLens: {
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0",
      type: "fluentbit",
      routerOptions: { "enable-ecs-log-metadata": "true" },
      options: { Name: "http", Host: "logs.example.edu" },
      secretOptions: { Header: secret("logs") },
      environment: { FLB_LOG_LEVEL: "info" },
      cpu: 64,
      memory: 128,
    },
    logMode: "blocking",
    writablePaths: { cache: "/cache" },
    writableRootFilesystem: { reason: "an older image writes next to its code" },
    taskPolicies: [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}]}',
    ],
    permissionsBoundary: { arn: arn(`iam::${account}:policy/boundary`) },
    healthCheckGracePeriodSeconds: 1200,
    workers: ["subscription", "download"],
  },
  workers: {
    jobs: {
      ...service,
      image: `${account}.dkr.ecr.us-east-1.amazonaws.com/medplum-server:5.1.12`,
      enabled: ["reindex", "batch"],
    },
  },
  cluster: { containerInsights: "enhanced", fargateSpot: false },
  bots: {
    roleArn: arn(`iam::${account}:role/medplum-bots`),
    layerName: "medplum-bot-layer",
    customFunctionArns: [arn(`lambda:us-east-1:${account}:function:our-bot`)],
  },
  documentAnalysis: true,
  connectionsPerTask: 20,
  caches: {
    main: group,
    "background-jobs": { evictionPolicy: "noeviction" },
  },
  settings: { maxBatchSize: "1000000" },
  secretSettings: { recaptchaSecretKey: { generation: 1 } },
  secretValues: { recaptchaSecretKey: "secret" },
  administrator: { email: "admin@example.edu", passwordGeneration: 2 },
  monitoring: { subscriptions: { oncall: { protocol: "email", endpoint: "oncall@example.edu" } } },
  backup: {
    rules: {
      daily: {
        schedule: "cron(0 3 * * ? *)",
        retentionDays: 200,
        coldStorageAfterDays: 30,
        startWindowMinutes: 120,
        completionWindowMinutes: 600,
      },
    },
    copyVaultArns: [arn(`backup:us-west-2:${account}:backup-vault:copies`)],
    lock: {
      mode: "compliance",
      minRetentionDays: 7,
      maxRetentionDays: 400,
      changeableForDays: 14,
      irreversible: true,
    },
    deletionPrincipalArns: [arn(`iam::${account}:role/backup-admin`)],
    optIn: true,
  },
  logRetentionDays: 180,
  deletionProtection: false,
} as const;

const api = {
  domainName: "api.example.edu",
  port: 5000,
  internal: true,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  idleTimeoutSeconds: 300,
  loadBalancingAlgorithm: "round_robin",
  allowedCidrs: { campus: "192.0.2.0/24" },
  allowedIpv6Cidrs: { campus: "2001:db8::/32" },
  additionalSecurityGroupIds: ["sg-0123456789abcdef1"],
} as const;

/** A network, a cluster behind a proxy, certificates and an SES identity of its own. */
const made: Complete = {
  ...everywhere,
  name: "example",
  network: {
    cidr: "10.1.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnetCidrs: {
      "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
      "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
    },
    natGateways: "single",
    interfaceEndpoints: ["ssm"],
    trustedAccountIds: [account],
  },
  zone: { id: "Z0123456789ABCDEFGHIJ" },
  api: {
    ...api,
    mutualTls: {
      domainName: "mtls.example.edu",
      internal: false,
      allowedCidrs: { partner: "198.51.100.0/24" },
    },
  },
  database: {
    engineVersion: "16.8",
    instanceClass: "db.r8g.large",
    readerInstanceClass: "db.serverless",
    serverlessV2Scaling: { minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 600 },
    readers: {
      reports: { instanceClass: "db.serverless", promotionTier: 2, availabilityZone: "us-east-1b" },
    },
    parameters: { work_mem: { value: "65536", applyMethod: "immediate" } },
    snapshot: { identifier: "before-the-move" },
    backupRetentionDays: 14,
    backupWindow: "02:00-03:00",
    maintenanceWindow: "sat:05:00-sat:06:00",
    skipFinalSnapshot: true,
    applyImmediately: true,
    allowMajorVersionUpgrade: true,
    autoMinorVersionUpgrade: true,
    extendedSupport: true,
    storageType: "aurora-iopt1",
    logTypes: ["postgresql"],
    monitoringIntervalSeconds: 30,
    performanceInsights: "advanced",
    masterUsername: "owner",
    databaseName: "medplum_main",
    passwordGeneration: 2,
    certificateAuthorities: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
  },
  databaseProxy: {
    idleClientTimeoutSeconds: 3600,
    connectionPool: {
      maxConnectionsPercent: 80,
      maxIdleConnectionsPercent: 40,
      borrowTimeoutSeconds: 60,
      initQuery: "SET x = 1",
      excludeVariableSets: true,
    },
    inUse: false,
  },
  signingKey: { keys: { a: {}, b: {} }, activeKey: "b" },
  mail: {
    supportEmail: "support@example.edu",
    approvedSenderEmails: ["noreply@example.edu"],
    domain: "example.edu",
    zone: { name: "example.edu" },
    mailFromSubdomain: "bounces",
    dmarcPolicy: "reject",
    dmarcReportAddress: "dmarc@example.edu",
    subscriptions,
  },
};

/** A network, a key, a database, certificates, a signing key and an SES identity that exist already. */
const existing: Complete = {
  ...everywhere,
  name: "moved",
  existingNetwork: {
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: ["subnet-01", "subnet-02"],
    appSubnetIds: ["subnet-03", "subnet-04"],
    dataSubnetIds: ["subnet-05", "subnet-06"],
  },
  existingKmsKey: { arn: kmsKey },
  zone: { name: "example.edu" },
  api: {
    ...api,
    existingCertificate: certificate,
    mutualTls: {
      domainName: "mtls.example.edu",
      existingCertificate: certificate,
      trustStore: {
        bucketName: "example-authorities",
        key: "clients.pem",
        objectVersion: "3sL4kqtJlcpXroDTDmJ",
      },
    },
  },
  existingDatabase: {
    secretArn: secret("database"),
    egress,
    reader: { secretArn: secret("reader") },
    kmsKeyArns: [kmsKey],
  },
  signingKey: { keys: { a: { own: { publicKey } } }, activeKey: "a", encrypted: true },
  secretSettings: { signingKey: { generation: 1 }, signingKeyPassphrase: { generation: 1 } },
  secretValues: { signingKey: "private", signingKeyPassphrase: "secret" },
  mail: {
    supportEmail: "support@example.edu",
    existing: {
      identityArn: arn(`ses:us-east-1:${account}:identity/example.edu`),
      configurationSetName: "medplum",
    },
  },
};

/** Mail's zone by its ID. */
const mailZone: Complete = {
  ...base,
  name: "zone",
  mail: { ...base.mail, zone: { id: "Z0123456789ABCDEFGHIJ" } },
};

/** Another mail server, an engine version that is not reviewed, and an image that a pipeline owns. */
const smtp: Complete = {
  ...everywhere,
  name: "smtp",
  network: { availabilityZones: ["us-east-1a", "us-east-1b"] },
  zone: { name: "example.edu" },
  api: { domainName: "api.example.edu" },
  server: { ...everywhere.server, imageOwner: "pipeline", imageParameter: undefined },
  database: { unreviewedEngineVersion: { version: "16.9", reason: "The original stack runs it" } },
  secretSettings: { "smtp.password": { generation: 1 } },
  secretValues: { "smtp.password": "secret" },
  mail: {
    supportEmail: "support@example.org",
    smtp: { host: "smtp.example.org", port: 465, username: "medplum" },
  },
};

export const completes = { made, mailZone, existing, smtp };
