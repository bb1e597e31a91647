import { z } from "zod";
import { arn } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { constrain } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";
import { neverStored } from "../../lib/schema";

/** The last part of a parameter's name. */
const key = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9_.-]{1,255}$/,
      "must be the last part of a parameter's name: 1 to 255 letters, digits, dots, hyphens and underscores",
    );

const generation = () =>
  z
    .int()
    .min(1)
    .default(1)
    .describe(
      "Raise it to write the value again. The parameter keeps its value otherwise, unless the KMS key changes.",
    );

/** SSM's limit of 8 KB is of bytes; Terraform counts characters as people see them, and TypeScript in halves of emojis. */
const maximumBytes = 8192;
const bytes = (text: string): number => Buffer.byteLength(text);
const bytesHcl = (ref: string): string =>
  `length(base64encode(${ref})) / 4 * 3 - length(regexall("=", base64encode(${ref})))`;

/** What refers to a parameter in SSM's own documents, and is refused in a value. */
const reference = /\{\{[^]*\}\}/;
const referenceHcl = (ref: string): string => `can(regex("(?s)[{][{].*[}][}]", ${ref}))`;

/** SSM counts levels in a name, of which the key is the last. */
const maximumLevels = 15;

export const inputs = {
  path: constrain(
    z
      .string()
      .max(700)
      .regex(
        /^\/([A-Za-z0-9_.-]+\/)+$/,
        "must begin and end with a slash, like /medplum/prod/, with letters, digits, dots, hyphens and underscores between",
      ),
    {
      message: "must not begin with /aws or /ssm, which AWS reserves",
      check: (path) => !/^\/(aws|ssm)/i.test(path),
      condition: (ref) => `!can(regex("^/(aws|ssm)", lower(${ref})))`,
    },
    {
      message: `must have at most ${maximumLevels - 1} levels: SSM allows ${maximumLevels} with the parameter's own`,
      check: (path) => path.split("/").length - 2 < maximumLevels,
      condition: (ref) => `length(split("/", ${ref})) - 2 < ${maximumLevels}`,
    },
  ).describe("Path that all parameters are under, like /app/prod/. Another path replaces all of them."),
  kmsKeyArn: arn("kms", "key/").describe(
    "KMS key that encrypts the secrets (SecureString). Another key writes all secrets again, and generates the generated ones again.",
  ),
  values: constrain(
    z.record(
      key(),
      constrain(
        z.string().min(1, "must not be empty, which SSM refuses: leave it out"),
        {
          message: "must have at most 8,192 bytes, SSM's limit",
          check: (text) => bytes(text) <= maximumBytes,
          condition: (ref) => `${bytesHcl(ref)} <= ${maximumBytes}`,
        },
        {
          message: "must not hold {{…}}, which SSM refuses: it would be a reference to another parameter",
          check: (text) => !reference.test(text),
          condition: (ref) => `!${referenceHcl(ref)}`,
        },
      ),
    ),
    {
      message:
        "must not be sensitive: a plain value can be read in plans and in SSM. Put it in secrets, or give nonsensitive(…) if it is no secret",
      // Only Terraform knows.
      check: () => true,
      condition: (ref) => `!anytrue([for value in values(${ref}) : issensitive(value)])`,
    },
  )
    .default({})
    .describe(
      'Plain values by key, such as "baseUrl". They may be known only after apply. A value of more than 4,096 bytes becomes an ' +
        "advanced parameter, about 0.05 USD per month.",
    ),
  secrets: z
    .record(key(), z.strictObject({ generation: generation() }))
    .default({})
    .describe(
      "Secrets of your own by key. Their values are in secretValues, which Terraform does not store.",
    ),
  secretValues: neverStored(
    constrain(
      z.record(z.string(), z.string()),
      {
        // About the whole map: Terraform shows nothing of it, not even a key.
        message: "must have 1 to 8,192 bytes in each value: SSM refuses others",
        check: (values) => Object.values(values).every((text) => text !== "" && bytes(text) <= maximumBytes),
        condition: (ref) =>
          `alltrue([for value in values(${ref}) : length(value) >= 1 && ${bytesHcl("value")} <= ${maximumBytes}])`,
      },
      {
        message: "must not hold {{…}} in a value, which SSM refuses",
        check: (values) => !Object.values(values).some((text) => reference.test(text)),
        condition: (ref) => `!anytrue([for value in values(${ref}) : ${referenceHcl("value")}])`,
      },
    ),
  )
    .default({})
    .describe(
      "Values of secrets, by the same keys. Each plan and apply needs them; only a new generation writes them.",
    ),
  generatedSecrets: z
    .record(
      key(),
      z.strictObject({
        length: z
          .int()
          .min(16)
          .max(128)
          .default(40)
          .describe("Number of characters: letters and digits. Another length needs a new generation."),
        generation: generation(),
      }),
    )
    .default({})
    .describe("Secrets by key that are generated once and that nobody has seen, such as a first password."),
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

const among = (map: object, others: readonly object[]): string[] =>
  Object.keys(map).filter((name) => others.some((other) => Object.hasOwn(other, name)));

export const rules: readonly Rule[] = [
  // Terraform shows nothing of secretValues, not even which keys it lacks.
  rule(["secrets", "secretValues"], {
    message: "must each have a value in secretValues, under the same key",
    check: ({ secrets, secretValues }) =>
      Object.keys(secrets).every((name) => Object.hasOwn(secretValues, name)),
    condition: "length(setsubtract(keys(var.secrets), keys(var.secret_values))) == 0",
  }),
  rule(["secrets", "values"], {
    message: "is in values, too: a parameter is either plain or a secret",
    check: ({ secrets, values }) => among(secrets, [values]),
    offenders: "[for name, secret in var.secrets : name if contains(keys(var.values), name)]",
  }),
  rule(["generatedSecrets", "secrets", "values"], {
    message: "is in values or secrets, too: a parameter has one value",
    check: ({ generatedSecrets, secrets, values }) => among(generatedSecrets, [secrets, values]),
    offenders:
      "[for name, secret in var.generated_secrets : name if contains(concat(keys(var.values), keys(var.secrets)), name)]",
  }),
];
