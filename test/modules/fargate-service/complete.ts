import type { InputsOf } from "../../../lib/module";
import type { FargateService } from "../../../modules/fargate-service";

type Complete = InputsOf<typeof FargateService.definition.inputs>;

const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf";

const container = {
  command: ["serve"],
  entrypoint: ["/bin/app"],
  user: "1000:1000",
  environment: { MODE: "prod" },
  secrets: { PASSWORD: `${secret}:password::` },
  writablePaths: { data: "/data" },
  tmpfs: { tmp: { path: "/tmp", sizeMib: 64, executable: { reason: "libraries unpacked at the start" } } },
  writableRootFilesystem: { reason: "sessions of the operators" },
  healthCheck: {
    command: ["CMD", "/bin/check"],
    intervalSeconds: 10,
    timeoutSeconds: 4,
    retries: 5,
    startPeriodSeconds: 60,
  },
  stopTimeoutSeconds: 60,
  ulimits: { nofile: { soft: 65535, hard: 65535 } },
  initProcess: false,
};

const everything: Complete = {
  name: "complete",
  clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/complete",
  kmsKeyArn: key,
  image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/complete:1.2.3",
  registryCredentials: { secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf" },
  ecrRepositoryArns: ["arn:aws:ecr:us-east-1:210987654321:repository/cached"],
  cpu: 1024,
  memory: 4096,
  architecture: "ARM64",
  ephemeralStorageGib: 40,
  serviceDiscovery: { namespaceId: "ns-0123456789abcdef", ttlSeconds: 30 },
  ...container,
  waitsFor: { proxy: "HEALTHY" },
  sidecars: {
    proxy: {
      image: "public.ecr.aws/example/proxy:1.2.3",
      cpu: 128,
      memory: 256,
      essential: true,
      port: 9000,
      ...container,
      waitsFor: { "log-router": "START" },
    },
  },
  fireLens: {
    image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0",
    type: "fluentbit",
    routerOptions: { "enable-ecs-log-metadata": "true" },
    options: { Name: "http", Host: "logs.example.edu" },
    secretOptions: { Header: secret },
    environment: { FLB_LOG_LEVEL: "info" },
    cpu: 64,
    memory: 128,
  },
  restartOn: { settings: "fingerprint" },
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  additionalSecurityGroupIds: ["sg-0123456789abcdef1"],
  egress: {
    https: { port: 443, cidr: "0.0.0.0/0" },
    "s3-gateway": { port: 443, prefixListId: "pl-63a5400a" },
    database: { port: 5432, toPort: 5433, protocol: "tcp", securityGroupId: "sg-0123456789abcdef0" },
  },
  port: 8080,
  listeners: {
    api: {
      listenerArn:
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/0123456789abcdef/0123456789abcdef",
      securityGroupId: "sg-0123456789abcdef1",
      hosts: ["api.example.edu"],
      priority: 10,
    },
  },
  targetGroup: {
    protocol: "HTTPS",
    algorithm: "round_robin",
    deregistrationDelaySeconds: 120,
    slowStartSeconds: 60,
    healthCheckPath: "/healthcheck",
    healthCheckStatus: "200-299",
    healthCheckIntervalSeconds: 20,
    healthCheckTimeoutSeconds: 8,
    healthyThreshold: 3,
    unhealthyThreshold: 4,
  },
  healthCheckGracePeriodSeconds: 900,
  scaling: {
    min: 2,
    max: 8,
    cpu: { targetPercent: 50 },
    memory: { targetPercent: 70 },
    scaleInCooldownSeconds: 600,
    scaleOutCooldownSeconds: 30,
    schedules: {
      morning: { schedule: "cron(0 7 ? * MON-FRI *)", timezone: "America/Chicago", min: 4, max: 8 },
    },
  },
  initialTasks: 2,
  deployment: {
    minimumHealthyPercent: 50,
    maximumPercent: 150,
    rollback: false,
    alarms: { names: ["complete-errors"], rollback: false },
    waitForSteadyState: false,
    timeoutMinutes: 20,
  },
  capacityProviders: { FARGATE: { weight: 1, base: 1 }, FARGATE_SPOT: { weight: 3, base: 0 } },
  availabilityZoneRebalancing: false,
  platformVersion: "1.4.0",
  taskPolicies: [
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}',
  ],
  taskPolicyArns: { xray: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" },
  permissionsBoundary: { arn: "arn:aws:iam::123456789012:policy/boundary" },
  secretsKmsKeyArns: [key],
  executeCommand: { logGroupName: "/aws/ecs/complete/exec", kmsKeyArn: key },
  logGroupName: "/ecs/complete/service",
  logRetentionDays: 731,
  forceDestroyLogs: true,
  logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555",
  logMode: "blocking",
};

/** Every input, by who owns the image; and a worker with little of it. */
export const completes: Readonly<Record<"pipeline" | "parameter" | "worker", Complete>> = {
  pipeline: { ...everything, imageOwner: "pipeline" },
  parameter: { ...everything, imageOwner: "parameter", imageParameter: { name: "/complete/image" } },
  worker: {
    name: "worker",
    clusterArn: everything.clusterArn,
    kmsKeyArn: key,
    image: "public.ecr.aws/example/worker:1.2.3",
    imageOwner: "terraform",
    vpcId: everything.vpcId,
    subnetIds: everything.subnetIds,
  },
};
