import type { InputsOf } from "../../../lib/module";
import type { Secrets } from "../../../modules/secrets";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof Secrets.definition.inputs> = {
  name: "complete",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  secrets: {
    app: {
      description: "Database user",
      values: { username: "complete" },
      key: "secret",
      length: 64,
      generation: 2,
      replicaKmsKeyArns: { west: "arn:aws:kms:us-west-2:123456789012:key/complete" },
    },
  },
  deletionProtection: true,
  recoveryWindowDays: 7,
};
