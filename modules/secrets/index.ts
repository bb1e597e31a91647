import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { policy } from "../../lib/aws/policy";
import { awsProvider } from "../../lib/aws/providers";
import { regionForConditions } from "../../lib/aws/context";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { ephemeral } from "../../lib/ephemeral";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { inputs, rules } from "./inputs";

/**
 * Secrets with random values that nobody has ever seen: Secrets Manager generates each value while Terraform runs, and
 * Terraform hands it over as a write-only argument, so that neither plan nor state holds it.
 */
export const Secrets = terraformModule({
  name: "secrets",
  summary: "Secrets Manager secrets with random values that never reach Terraform's plan or state.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: { arns: "ARNs of the secrets by key. Consumers wait for the values." },
  resources(module, { name, kmsKeyArn, secrets, deletionProtection, recoveryWindowDays }) {
    requireKeyInRegion(module, "arns", { kms_key_arn: kmsKeyArn });
    const { key, value: wanted } = secrets.each;
    const secret = new SecretsmanagerSecret(module, "this", {
      name: `${name}/${key}`,
      description: wanted.description,
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
    });
    secret.addOverride("for_each", secrets);
    const replica = wanted.replicaKmsKeyArns.in("replica");
    secret.addOverride("dynamic.replica", [
      {
        for_each: wanted.replicaKmsKeyArns,
        content: { region: tf`split(":", ${replica.value})[3]`, kms_key_id: replica.value },
      },
    ]);
    const regions = tf`[for arn in values(${wanted.replicaKmsKeyArns}) : split(":", arn)[3]]`;
    secret.addOverride("lifecycle.precondition", [
      {
        condition: tf`length(distinct(${regions})) == length(${regions}) && !contains(${regions}, ${regionForConditions(module)})`,
        error_message:
          `secrets["${key}"].replica_kms_key_arns must have one key for each region, and none of the secret's own region ` +
          `(got ${tf`join(", ", ${regions})`.string}).`,
      },
    ]);
    const random = ephemeral(module, "aws_secretsmanager_random_password", "value", {
      for_each: secrets,
      password_length: wanted.length,
      exclude_punctuation: true,
      require_each_included_type: true,
    });
    const version = new SecretsmanagerSecretVersion(module, "value", {
      secretId: tf`${secret.fqn}[${key}].id`.string,
      secretStringWo:
        tf`jsonencode(merge(${wanted.values}, {(${wanted.key}) = ${random}[${key}].random_password}))`.string,
      secretStringWoVersion: wanted.generation,
    });
    version.addOverride("for_each", secrets);
    // Terraform destroys it before the secret that it refers to. As an argument of the secret it would stay, but so would a
    // secret whose value is no longer in the state, and the next apply would replace it silently.
    const guard = new SecretsmanagerSecretPolicy(module, "deletion", {
      secretArn: tf`${secret.fqn}[${key}].arn`.string,
      policy: policy(module, "guard", {
        Sid: "DeletionProtection",
        Effect: "Deny",
        Principal: "*",
        Action: "secretsmanager:DeleteSecret",
        Resource: "*",
      }),
    });
    guard.addOverride(
      "for_each",
      tf`{for key, secret in ${secrets} : key => secret if ${deletionProtection}}`,
    );
    // Consumers of a secret must find a value in it.
    return { arns: tf`{for key, version in ${version.fqn} : key => version.arn}` };
  },
});
