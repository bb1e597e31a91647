import type { InputsOf } from "../../../lib/module";
import type { EncryptionKey } from "../../../modules/encryption-key";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof EncryptionKey.definition.inputs> = {
  name: "complete",
  description: "Everything of the complete application",
  servicePrincipals: ["backup.amazonaws.com", "cloudwatch.amazonaws.com"],
  cloudwatchLogs: false,
  eventBridge: false,
  cloudfront: {
    distributionArns: { files: "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC" },
  },
  trails: { account: "arn:aws:cloudtrail:us-east-1:123456789012:trail/account" },
  serviceLinkedRoles: ["autoscaling.amazonaws.com"],
  rotationPeriodDays: 180,
  deletionWindowDays: 7,
  deletionProtection: false,
};
