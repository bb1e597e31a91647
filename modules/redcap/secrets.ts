import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Secrets } from "../secrets";
import type { Inputs } from "./inputs";

/** A secret for each purpose, so that none opens more than one door. ARNs by purpose: app, upgrade, admin, salt. */
export function applicationSecrets(module: ModuleStack, input: Inputs, kmsKeyArn: Expression): Expression {
  const { name, database, application, deletionProtection, forceDestroy } = input;
  const { existingSalt, saltReplicaKmsKeyArns } = application;
  const purposes = local(module, "secrets", {
    app: {
      description: "Database user of REDCap",
      values: { username: database.username },
      key: "password",
      length: 40,
    },
    upgrade: {
      description: "Database user that changes REDCap's schema",
      values: { username: database.upgradeUsername },
      key: "password",
      length: 40,
    },
    admin: {
      description: "First administrator of REDCap: the password that must be changed at the first login",
      values: { username: "redcap_admin" },
      key: "password",
      length: 24,
    },
    salt: {
      description: "Salt with which REDCap encrypts. It must never change",
      values: {},
      key: "salt",
      length: 64,
      replica_kms_key_arns: saltReplicaKmsKeyArns,
    },
  });
  const secrets = new Secrets(module, "secrets", {
    name,
    kmsKeyArn,
    deletionProtection,
    // What REDCap encrypted cannot be read without the salt. A name in its recovery window is taken.
    recoveryWindowDays: tf`${forceDestroy.given} ? 0 : 30`,
    secrets: tf`{for purpose, secret in ${purposes} : purpose => secret if purpose != "salt" || !(${existingSalt.given})}`,
  });
  return local(
    module,
    "secret_arns",
    tf`merge(${secrets.outputs.arns}, ${existingSalt.given} ? { salt = ${existingSalt.orNull.secretArn} } : {})`,
  );
}
