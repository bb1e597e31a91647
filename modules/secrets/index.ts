import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { policy } from "../../lib/aws/policy";
import { ephemeral } from "../../lib/ephemeral";
import { reference, tf } from "../../lib/expression";
import { arn, namePrefix } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { constrain } from "../../lib/requirements";

/**
 * Secrets with random values that nobody has ever seen: Secrets Manager makes each value while Terraform runs, and
 * Terraform hands it over as a write-only argument, so that neither plan nor state holds it.
 */
export const Secrets = terraformModule({
  name: "secrets",
  summary: "Secrets Manager secrets with random values that never reach Terraform's plan or state.",
  providers: [awsProvider],
  inputs: {
    name: namePrefix(64).describe("Prefix of the secrets' names: <name>/<key>."),
    kmsKeyArn: arn("kms", "key/").describe("Key that encrypts the secrets."),
    secrets: z
      .record(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9-]*$/,
            "must be lower-case letters, digits and hyphens, beginning with a letter",
          ),
        z.strictObject({
          description: z.string().min(1).max(2048).describe("What the secret is for, shown in the console."),
          values: z
            .record(z.string(), z.string())
            .default({})
            .describe("Entries that are no secret and stand beside it in the JSON, such as a user's name."),
          key: z.string().min(1).default("password").describe("JSON key of the random value."),
          length: z
            .int()
            .min(16)
            .max(128)
            .default(40)
            .describe("Characters of the random value: letters and digits."),
          generation: z
            .int()
            .min(1)
            .default(1)
            .describe("Raise it to make a new value. The value never changes otherwise."),
        }),
      )
      .describe("Secrets by key. Each holds JSON."),
    deletionProtection: z
      .boolean()
      .default(true)
      .describe(
        "Denies the deletion of the secrets to everybody, in the console and by other tools, until this has been set to false " +
          "and applied. Not to a destroy, which takes the denial away first: then the recovery window is what remains.",
      ),
    recoveryWindowDays: constrain(z.int(), {
      message: "must be 0, or 7 to 30",
      check: (days) => days === 0 || (days >= 7 && days <= 30),
      condition: (ref) => `${ref} == 0 || (${ref} >= 7 && ${ref} <= 30)`,
    })
      .default(30)
      .describe(
        "Days in which a deleted secret can be brought back, and in which its name stays taken. Default: the longest. 0 " +
          "deletes at once.",
      ),
  },
  rules: [
    {
      inputs: ["recoveryWindowDays", "deletionProtection"],
      message: "must be 7 to 30 with deletionProtection: a destroy takes the denial away, the window remains",
      check: (v: { recoveryWindowDays: number; deletionProtection: boolean }) =>
        v.recoveryWindowDays > 0 || !v.deletionProtection,
      condition: "var.recovery_window_days > 0 || !var.deletion_protection",
    },
  ],
  outputs: { arns: "ARNs of the secrets by key." },
  resources(module, { name, kmsKeyArn, secrets, deletionProtection, recoveryWindowDays }) {
    const secret = new SecretsmanagerSecret(module, "this", {
      name: `${name}/${reference("each.key").string}`,
      description: reference("each.value.description").string,
      kmsKeyId: kmsKeyArn,
      recoveryWindowInDays: recoveryWindowDays,
    });
    secret.addOverride("for_each", secrets);
    const value = ephemeral(module, "aws_secretsmanager_random_password", "value", {
      for_each: secrets,
      password_length: reference("each.value.length"),
      exclude_punctuation: true,
      require_each_included_type: true,
    });
    const version = new SecretsmanagerSecretVersion(module, "value", {
      secretId: tf`${secret.fqn}[each.key].id`.string,
      secretStringWo:
        tf`jsonencode(merge(each.value.values, {(each.value.key) = ${value}[each.key].random_password}))`
          .string,
      secretStringWoVersion: reference("each.value.generation").number,
    });
    version.addOverride("for_each", secrets);
    // Terraform destroys it before the secret that it refers to. As an argument of the secret it would stay, but so would a
    // secret whose value is no longer in the state, and the next apply would replace it without a word.
    const guard = new SecretsmanagerSecretPolicy(module, "deletion", {
      secretArn: tf`${secret.fqn}[each.key].arn`.string,
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
    // Whoever reads a secret must find a value in it.
    return { arns: tf`{for key, version in ${version.fqn} : key => version.arn}` };
  },
});
