import type { Inputs } from "../synthesis";

const account = "123456789012";
const balancer = (name: string, securityGroupId: string) => ({
  arn: `arn:aws:elasticloadbalancing:us-east-1:${account}:loadbalancer/app/${name}/0123456789abcdef`,
  securityGroupId,
  listenerArn: `arn:aws:elasticloadbalancing:us-east-1:${account}:listener/app/${name}/0123456789abcdef/0123456789abcdef`,
  listenerPort: 443,
  rulePriority: 10,
  internal: true,
});

/** Every input and attribute, given at once. */
export const complete: Inputs = {
  name: "demo",
  vpcId: "vpc-0123456789abcdef0",
  appSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  kmsKeyArn: `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`,
  environments: {
    blue: {
      minInstances: 1,
      maxInstances: 3,
      instanceTypes: ["t4g.small", "m7g.large"],
      phpVersion: "8.3",
      cnamePrefix: "demo-blue",
    },
    green: {
      solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running PHP 8.5",
      versionLabel: "16.1.0",
    },
  },
  loadBalancers: {
    blue: balancer("blue", "sg-0123456789abcdef0"),
    green: balancer("green", "sg-0123456789abcdef1"),
  },
  hostHeaders: ["demo.example.edu", "*.us-east-1.elb.amazonaws.com"],
  phpVersion: "8.5",
  instanceTypes: ["t3.medium"],
  sourceBundle: {
    bucket: "demo-bundles",
    key: "demo.zip",
    earlierKeys: ["bundles/demo-*"],
    versionLabel: "v1",
  },
  applicationUpgrades: "easy_upgrade",
  maxVersions: 10,
  deploymentPolicy: "RollingWithAdditionalBatch",
  managedUpdates: { enabled: true, startTime: "Sat:01:00", level: "patch", instanceRefresh: false },
  documentRoot: "/public",
  proxy: "apache",
  php: { memoryLimit: "1G", maxExecutionTimeSeconds: 600 },
  healthCheckPath: "/health",
  stickySessions: false,
  deregistrationDelaySeconds: 30,
  autoscaling: { upperCpuPercent: 70, lowerCpuPercent: 30, periodMinutes: 1, breachMinutes: 2 },
  logRetentionDays: 3653,
  forceDestroyLogs: true,
  logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555",
  logFiles: ["var/log/messages"],
  rootVolumeSizeGb: 30,
  unencryptedRootVolume: { reason: "trial without patient data" },
  logVolumeSizeGb: 32,
  ec2Key: { name: "operators" },
  egress: {
    https: { port: 443, cidr: "0.0.0.0/0" },
    database: { port: 3306, securityGroupId: "sg-0123456789abcdef0" },
  },
  environmentVariables: { MODE: "production" },
  environmentSecrets: { PASSWORD: `arn:aws:secretsmanager:us-east-1:${account}:secret:demo-AbCdEf:password` },
  instancePolicies: [
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
  ],
  inlinePolicies: {
    "set-up":
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
  },
  systemsManager: {
    sessionKmsKeyArn: `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`,
    sessionLogGroupArn: `arn:aws:logs:us-east-1:${account}:log-group:/sessions:*`,
    sessionLogBucket: {
      name: "example-sessions",
      kmsKeyArn: `arn:aws:kms:us-east-1:${account}:key/22222222-2222-3333-4444-555555555555`,
    },
    patching: true,
    inventory: true,
    distributor: true,
  },
  notifications: { topicArn: `arn:aws:sns:us-east-1:${account}:alarms` },
};
