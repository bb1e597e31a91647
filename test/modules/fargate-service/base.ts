import type { Inputs } from "../synthesis";

/** What the cases are made from. */
export const key = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
export const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf";
export const group = "sg-0123456789abcdef0";
export const sidecar = { image: "public.ecr.aws/example/agent:1.2.3" };
export const fireLens = { image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.34.0" };
export const listener = {
  listenerArn:
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/0123456789abcdef/0123456789abcdef",
  securityGroupId: group,
  hosts: ["api.example.edu"],
  priority: 10,
};
export const good: Inputs = {
  name: "app",
  clusterArn: "arn:aws:ecs:us-east-1:111122223333:cluster/app",
  kmsKeyArn: key,
  image: "registry.example.edu/team/app:1.2.3",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};
export const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
export const size = (cpu: number, memory: number): Inputs => ({ ...good, cpu, memory });
export const web = (change: object): Inputs => ({
  ...good,
  port: 80,
  listeners: { api: { ...listener, ...change } },
});
export const egress = (rule: object): Inputs => ({ ...good, egress: { rule } });
export const targetGroup = (change: object): Inputs => ({ ...good, targetGroup: change });
export const health = (change: object): Inputs => ({
  ...good,
  healthCheck: { command: ["CMD", "check"], ...change },
});
export const scaling = (change: object): Inputs => ({ ...good, scaling: change });
export const schedule = (change: object): Inputs =>
  scaling({ schedules: { day: { schedule: "cron(0 7 ? * MON-FRI *)", min: 2, max: 4, ...change } } });
export const deployment = (change: object): Inputs => ({ ...good, deployment: change });
