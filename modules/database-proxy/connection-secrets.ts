import type { TerraformElement } from "cdktf";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { ephemeral } from "../../lib/ephemeral";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import { port } from "./network";

/** Secrets with all that a client needs to connect to the proxy. */
export interface ConnectionSecrets {
  /** ARNs by `writer` and `reader`; empty if none are written. */
  readonly arns: Expression;
  readonly fingerprint: Expression;
  readonly values: TerraformElement;
}

/**
 * The password is read while Terraform runs and handed on as a write-only argument, so that neither plan nor state holds it. `ssl`
 * names no authorities: the proxy's certificate is AWS Certificate Manager's, which every client trusts.
 */
export function connectionSecrets(
  module: ModuleStack,
  { name, engine, kmsKeyArn, secretArns, connectionSecret: wanted, readerEndpoint }: Inputs,
  hosts: { readonly writer: Expression; readonly reader: Expression },
): ConnectionSecrets {
  const { credentials, databaseName, fingerprint, recoveryWindowDays } = wanted.orNull;
  const roles = local(
    module,
    "connection_roles",
    tf`${wanted.given} ? (${readerEndpoint.given} ? ["writer", "reader"] : ["writer"]) : []`,
  );
  const endpoints = local(module, "endpoints", { writer: hosts.writer, reader: hosts.reader });
  const role = reference("each.key");
  const secret = new SecretsmanagerSecret(module, "connection", {
    name: `${name}/proxy/${role.string}`,
    description: `How to connect to the ${role.string} of the database proxy ${name}`,
    kmsKeyId: kmsKeyArn,
    recoveryWindowInDays: recoveryWindowDays,
  });
  secret.addOverride("for_each", tf`toset(${roles})`);
  const source = ephemeral(module, "aws_secretsmanager_secret_version", "credentials", {
    count: tf`${wanted.given} ? 1 : 0`,
    secret_id: tf`${secretArns}[${credentials}]`,
  });
  const open = local(module, "connection", {
    port: port(engine),
    dbname: databaseName,
    ssl: { require: true },
  });
  const user = tf`jsondecode(one(${source}[*].secret_string))`;
  const content = tf`merge(${open}, { host = ${endpoints}[${role}], username = ${user}.username, password = ${user}.password })`;
  const version = tf`jsonencode([${open}, ${endpoints}[${role}], ${fingerprint}])`;
  const value = new SecretsmanagerSecretVersion(module, "connection_value", {
    secretId: tf`${reference(secret.fqn)}[${role}].id`.string,
    secretStringWo: tf`jsonencode(${content})`.string,
    // A number that changes with everything but the password, which the fingerprint stands for.
    secretStringWoVersion: tf`parseint(substr(sha256(${version}), 0, 7), 16)`.number,
  });
  value.addOverride("for_each", tf`toset(${roles})`);
  return {
    arns: tf`{for role, secret in ${reference(secret.fqn)} : role => secret.arn}`,
    fingerprint: tf`${wanted.given} ? sha256(jsonencode([${open}, ${endpoints}, ${fingerprint}])) : null`,
    values: value,
  };
}
