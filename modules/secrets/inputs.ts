import { z } from "zod";
import { arn, entryName, namePrefix, recoveryWindowDays, uniqueValues } from "../../lib/aws/inputs";
import { type Rule, rulesOver } from "../../lib/rules";
import { decides } from "../../lib/schema";

/** Keys of a secret's replicas, which say by their regions where those are. */
export const replicaKmsKeyArns = () => uniqueValues(z.record(entryName(), arn("kms", "key/"))).default({});

export const inputs = {
  name: namePrefix(64).describe("Prefix of the secrets' names: <name>/<key>."),
  kmsKeyArn: arn("kms", "key/").describe("KMS key that encrypts the secrets."),
  secrets: z
    .record(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9-]*$/,
          "must be lower-case letters, digits and hyphens, beginning with a letter",
        ),
      z.strictObject({
        description: z
          .string()
          .min(1)
          .max(2048)
          .describe("Purpose of the secret, shown in the Secrets Manager console."),
        values: z
          .record(z.string(), z.string())
          .default({})
          .describe("Further entries of the JSON, which are not secret, such as a user name."),
        key: z.string().min(1).default("password").describe("JSON key of the random value."),
        length: z
          .int()
          .min(16)
          .max(128)
          .default(40)
          .describe("Number of characters of the random value: letters and digits."),
        generation: z
          .int()
          .min(1)
          .default(1)
          .describe("Raise it to generate a new value. The value never changes otherwise."),
        replicaKmsKeyArns: replicaKmsKeyArns().describe(
          "Replicas of the secret in other regions: KMS key of each region, by a name of your choice, one for each region. For a value without " +
            "which data cannot be read there. Default: none.",
        ),
      }),
    )
    .describe("Secrets by key. Each holds JSON."),
  deletionProtection: decides(
    z
      .boolean()
      .default(true)
      .describe(
        "Denies deletion of the secrets to everybody, in the console and in other tools, until set to false and applied. It " +
          "does not stop a destroy, which removes the denial first: then only the recovery window remains.",
      ),
  ),
  recoveryWindowDays: recoveryWindowDays()
    .default(30)
    .describe(
      "Days in which a deleted secret can be restored, and in which its name stays taken. Default: the maximum. 0 deletes at " +
        "once.",
    ),
};

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["recoveryWindowDays", "deletionProtection"], {
    message:
      "must be 7 to 30 with deletionProtection: a destroy removes the denial, and only the window remains",
    check: ({ recoveryWindowDays, deletionProtection }) => recoveryWindowDays > 0 || !deletionProtection,
    condition: "var.recovery_window_days > 0 || !var.deletion_protection",
  }),
];
