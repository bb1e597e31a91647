import type { InputsOf } from "../../../lib/module";
import type { AppConfig } from "../../../modules/app-config";

/** Every input, with everything that can be given at once. */
export const complete: InputsOf<typeof AppConfig.definition.inputs> = {
  path: "/complete/prod/",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  values: { "database.maxConnections": "50" },
  secrets: { signingKey: { generation: 2 } },
  secretValues: { signingKey: "of the operator" },
  generatedSecrets: { adminPassword: { length: 32, generation: 2 } },
};
