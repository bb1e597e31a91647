import { arn, kmsKey, secret } from "./base";

// What all complete sets of inputs have.

export const account = "123456789012";
export const subscriptions = {
  postmaster: { protocol: "email", endpoint: "postmaster@example.edu" },
} as const;

export const egress = {
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

export const everywhere = {
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
    tmpfs: { tmp: { path: "/tmp", sizeMib: 128, executable: { reason: "libraries unpacked at the start" } } },
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
