import type { InputsOf } from "../../../lib/module";
import type { StateBackend } from "../../../modules/state-backend";

type Complete = InputsOf<typeof StateBackend.definition.inputs>;

const common = { bucketName: "complete-state", lockTableName: "complete-locks", versionRetentionDays: 730 };

/** Every input, with everything that is of use at once. */
export const completes: Readonly<Record<"ownKey" | "existingKey", Complete>> = {
  ownKey: {
    ...common,
    keyAlias: "complete",
    logBucket: {
      bucketName: "complete-state-access",
      retentionDays: 3650,
      archive: { afterDays: 30, storageClass: "STANDARD_IA" },
      deletedVersionDays: 30,
    },
  },
  existingKey: {
    ...common,
    existingLogBucket: { name: "hospital-logs" },
    existingKmsKey: {
      arn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    },
  },
};
