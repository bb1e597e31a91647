import { ephemeral } from "../../lib/ephemeral";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What the server needs of a connection secret. Nothing of it is stored, or shown. */
const texts = ["host", "dbname", "username", "password"] as const;

/**
 * Looks into the secrets of an existing database at every plan: the server would read them at its start only, and would not start, or
 * would connect without encryption.
 */
export function checkExistingDatabase(module: ModuleStack, { existingDatabase }: Inputs): void {
  const { secretArn, reader } = existingDatabase.orNull;
  check(module, "writer", "existing_database", existingDatabase.given, secretArn);
  check(module, "reader", "existing_database.reader", reader.given, reader.orNull.secretArn);
}

function check(module: ModuleStack, name: string, at: string, given: Expression, secretArn: string): void {
  const content = "jsondecode(self.secret_string)";
  const must = `${at}.secret_arn must name a secret with JSON that has`;
  ephemeral(module, "aws_secretsmanager_secret_version", name, {
    count: tf`${given} ? 1 : 0`,
    secret_id: secretArn,
    lifecycle: {
      postcondition: [
        ...texts.map((key) => ({
          condition: `\${try(${content}.${key} != "", false)}`,
          error_message: `${must} ${key}: the server would not start.`,
        })),
        {
          condition: `\${can(keys(${content}.ssl))}`,
          error_message:
            `${must} ssl as an object, such as {"require": true, "ca": "…"}: the server would connect without ` +
            "encryption (45 CFR 164.312(e)(1)).",
        },
      ],
    },
  });
}
