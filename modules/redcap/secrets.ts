import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Secrets } from "../secrets";
import type { Inputs } from "./inputs";
import { local } from "./values";

/** A secret for each purpose, so that none opens more than one door. ARNs by purpose: app, upgrade, admin, salt. */
export function applicationSecrets(module: ModuleStack, input: Inputs, kmsKeyArn: Expression): Expression {
  const { name, database, application, deletionProtection } = input;
  const secrets = new Secrets(module, "secrets", {
    name,
    kmsKeyArn,
    deletionProtection,
    // An environment without protection is made and destroyed at will; a name in its recovery window is taken.
    recoveryWindowDays: tf`${deletionProtection} ? 30 : 0`,
    secrets: tf`{for purpose, secret in {
      app = { description = "Database user of REDCap", values = { username = ${database}.username }, key = "password", length = 40 }
      upgrade = { description = "Database user that changes REDCap's schema", values = { username = ${database}.upgrade_username }, key = "password", length = 40 }
      admin = { description = "First administrator of REDCap: the password that must be changed at the first login", values = { username = "redcap_admin" }, key = "password", length = 24 }
      salt = { description = "Salt with which REDCap encrypts. It must never change", values = {}, key = "salt", length = 64 }
    } : purpose => secret if purpose != "salt" || ${application}.salt_secret_arn == null}`,
  });
  return local(
    module,
    "secret_arns",
    tf`merge(${secrets.outputs.arns}, ${application}.salt_secret_arn == null ? {} : { salt = ${application}.salt_secret_arn })`,
  );
}
