import type { InputsOf } from "../../../lib/module";
import type { LogBucket } from "../../../modules/log-bucket";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof LogBucket.definition.inputs> = {
  name: "complete",
  bucketName: "complete-logs",
  sources: ["load_balancer", "s3"],
  loadBalancerPrefixes: ["alb/complete"],
  trails: { account: "arn:aws:cloudtrail:us-east-1:123456789012:trail/account" },
  retentionDays: 3653,
  archive: { afterDays: 30, storageClass: "STANDARD_IA" },
  deletedVersionDays: 30,
  forceDestroy: true,
};
