import type { InputsOf } from "../../../lib/module";
import type { BotRuntime } from "../../../modules/bot-runtime";

type Complete = InputsOf<typeof BotRuntime.definition.inputs>;

const common = {
  name: "complete",
  functionNamePrefix: "bot-",
  logGroups: { "bot-1": { retentionDays: 365 } },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  forceDestroyLogs: true,
  layerName: "bot-layer",
  layer: {
    bucket: "artifacts",
    key: "bot-layer/1.zip",
    sha256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    description: "Libraries of bots",
    runtimes: ["nodejs20.x"],
    architectures: ["arm64"],
  },
} as const satisfies Partial<Complete>;

/** Every input, with everything that can be given at once. */
export const completes = {
  "own-role": {
    ...common,
    policies: { bucket: JSON.stringify({ Version: "2012-10-17", Statement: [] }) },
    permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  },
  "existing-role": { ...common, existingRole: { arn: "arn:aws:iam::123456789012:role/bots" } },
} as const satisfies Readonly<Record<string, Complete>>;
