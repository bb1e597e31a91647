import type { InputsOf } from "../../../lib/module";
import type { Cache } from "../../../modules/cache";

const common = {
  nodeType: "cache.m7g.large",
  replicas: 2,
  multiAz: true,
  clusterMode: "disabled",
  numNodeGroups: 1,
  evictionPolicy: "allkeys-lfu",
  parameters: { timeout: "300" },
  generation: 3,
  retiredGeneration: 1,
  clients: { worker: "sg-0123456789abcdef1" },
  snapshot: { name: "before-the-move" },
  snapshotRetentionDays: 14,
  snapshotWindow: "01:00-02:00",
  maintenanceWindow: "tue:03:00-tue:04:00",
  skipFinalSnapshot: true,
  applyImmediately: true,
  autoMinorVersionUpgrade: true,
  logTypes: ["slow-log"],
} as const;

/** Every input, with everything that can be given at once. */
export const complete = {
  name: "complete",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  clients: { app: "sg-0123456789abcdef0" },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  groups: {
    token: { ...common, engine: "valkey", engineVersion: "8.1" },
    user: {
      ...common,
      engine: "redis",
      engineVersion: "7.0",
      user: { name: "worker", accessString: "on ~app:* &* +@all -@dangerous" },
    },
  },
  logRetentionDays: 30,
  forceDestroyLogs: true,
  logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555",
  secretRecoveryWindowDays: 7,
} as const satisfies InputsOf<typeof Cache.definition.inputs>;
