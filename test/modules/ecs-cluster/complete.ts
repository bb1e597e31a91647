import type { InputsOf } from "../../../lib/module";
import type { EcsCluster } from "../../../modules/ecs-cluster";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof EcsCluster.definition.inputs> = {
  name: "complete",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  containerInsights: "enabled",
  fargateSpot: true,
  execLogRetentionDays: 365,
  forceDestroyLogs: true,
};
