import { requireForOutput } from "../../lib/checks";
import { ephemeral } from "../../lib/ephemeral";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What the server needs of a connection secret. */
const texts = ["host", "dbname", "username", "password"] as const;

/**
 * Looks into the secrets of an existing database at every plan: the server would read them at its start only, and would not start, or
 * would connect without encryption. Nothing of them is stored, or shown. The conditions are an output's: those of an ephemeral block
 * make `terraform show -json` crash (1.11).
 */
export function checkExistingDatabase(module: ModuleStack, { existingDatabase }: Inputs): void {
  const { secretArn, reader } = existingDatabase.orNull;
  requireForOutput(module, "secretArns", [
    ...conditions(module, "writer", "existing_database", existingDatabase.given, secretArn),
    ...conditions(module, "reader", "existing_database.reader", reader.given, reader.orNull.secretArn),
  ]);
}

function conditions(module: ModuleStack, name: string, at: string, given: Expression, secretArn: string) {
  const secret = ephemeral(module, "aws_secretsmanager_secret_version", name, {
    count: tf`${given} ? 1 : 0`,
    secret_id: secretArn,
  });
  const content = local(module, `${name}_content`, tf`one(${secret}[*].secret_string)`);
  const must = `${at}.secret_arn must be the ARN of a secret with JSON that has`;
  return [
    ...texts.map((key) => ({
      condition: tf`${given} ? try(jsondecode(${content})[${key}] != "", false) : true`,
      message: `${must} ${key}: without it, the server would not start.`,
    })),
    {
      condition: tf`${given} ? can(keys(jsondecode(${content}).ssl)) : true`,
      message:
        `${must} ssl as an object, such as {"require": true, "ca": "…"}: without it, the server would connect unencrypted ` +
        "(45 CFR 164.312(e)(1)).",
    },
  ];
}
