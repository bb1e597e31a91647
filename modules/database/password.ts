import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { ephemeral } from "../../lib/ephemeral";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The fixed master password, for write-only arguments; null where RDS has its own. */
export interface FixedPassword {
  readonly value: Expression;
  readonly generation: Expression;
}

/** Days in which a deleted secret can be restored: none for databases that are made and destroyed at will. */
export const recoveryWindow = ({ deletionProtection }: Inputs): number =>
  tf`${deletionProtection} ? 30 : 0`.number;

/**
 * A password that is written to a secret first and read back from there for everything else. If an apply fails half-way, the
 * next one finds the same password in the secret, so that the database and the connection secrets cannot have two.
 */
export function fixedPassword(module: ModuleStack, input: Inputs): FixedPassword {
  const { name, kmsKeyArn, fixedMasterPassword: fixed } = input;
  const { generation, reason } = fixed.orNull;
  const count = tf`${fixed.given} ? 1 : 0`;
  const secret = new SecretsmanagerSecret(module, "password", {
    name: `${name}/database/password`,
    description: `Master password of the database ${name}. Applications use the connection secret`,
    kmsKeyId: kmsKeyArn,
    recoveryWindowInDays: recoveryWindow(input),
    tags: { UnrotatedBecause: reason },
  });
  secret.addOverride("count", count);
  const random = ephemeral(module, "aws_secretsmanager_random_password", "password", {
    count,
    // RDS refuses / @ " and spaces; letters and digits need no escaping anywhere.
    password_length: 40,
    exclude_punctuation: true,
    require_each_included_type: true,
  });
  const version = new SecretsmanagerSecretVersion(module, "password_value", {
    secretId: tf`one(${reference(secret.fqn)}[*].id)`.string,
    secretStringWo: tf`one(${random}[*].random_password)`.string,
    secretStringWoVersion: generation,
  });
  version.addOverride("count", count);
  const written = ephemeral(module, "aws_secretsmanager_secret_version", "password", {
    count,
    secret_id: tf`one(${reference(version.fqn)}[*].secret_id)`,
  });
  return {
    value: tf`one(${written}[*].secret_string)`,
    generation: tf`${generation}`,
  };
}
