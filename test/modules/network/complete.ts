import type { InputsOf } from "../../../lib/module";
import type { Network } from "../../../modules/network";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof Network.definition.inputs> = {
  name: "complete",
  cidr: "10.1.0.0/16",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  subnetCidrs: {
    "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
    "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
  },
  natGateways: "single",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  flowLogRetentionDays: 731,
  forceDestroyLogs: true,
  gatewayEndpoints: ["s3"],
  interfaceEndpoints: ["ssm", "kms"],
  trustedAccountIds: ["111122223333"],
};
