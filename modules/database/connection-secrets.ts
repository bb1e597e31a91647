import type { TerraformElement } from "cdktf";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { authoritiesOf, bundleUrl } from "./certificate-authorities";
import type { Inputs } from "./inputs";
import { type FixedPassword, recoveryWindow } from "./password";

/** Secrets with all that a client needs to connect, one for the writer and one for the readers. */
export interface ConnectionSecrets {
  /** ARNs by `writer` and `reader`; empty without a fixed password. */
  readonly arns: Expression;
  /** Changes with anything that the secrets hold. */
  readonly fingerprint: Expression;
  readonly values: TerraformElement;
}

/**
 * Secrets in the form of PostgreSQL's and MySQL's clients for Node: JSON with host, port, dbname, username, password and
 * `ssl`, which requires TLS and verifies the server against RDS's authorities.
 */
export function connectionSecrets(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  cluster: RdsCluster,
  password: FixedPassword,
): ConnectionSecrets {
  const { name, kmsKeyArn, fixedMasterPassword: fixed, readers } = input;
  const hosts = local(
    module,
    "connection_hosts",
    tf`merge({ writer = ${cluster.endpoint} }, length(${readers}) > 0 ? { reader = ${cluster.readerEndpoint} } : {})`,
  );
  const wanted = local(
    module,
    "connections",
    tf`${fixed.given} ? (length(${readers}) > 0 ? ["writer", "reader"] : ["writer"]) : []`,
  );
  const forEach = tf`toset(${wanted})`;
  const role = reference("each.key");
  const secret = new SecretsmanagerSecret(module, "connection", {
    name: `${name}/database/${role.string}`,
    description: `How to connect to the ${role.string} of the database ${name}`,
    kmsKeyId: kmsKeyArn,
    recoveryWindowInDays: recoveryWindow(input),
    tags: { UnrotatedBecause: fixed.orNull.reason },
  });
  secret.addOverride("for_each", forEach);
  const authorities = authoritiesInUse(module, aws, input, secret);
  const open = local(module, "connection", {
    port: cluster.port,
    dbname: cluster.databaseName,
    username: cluster.masterUsername,
    ssl: { require: true, ca: authorities },
  });
  const value = new SecretsmanagerSecretVersion(module, "connection_value", {
    secretId: tf`${reference(secret.fqn)}[${role}].id`.string,
    secretStringWo: tf`jsonencode(merge(${open}, { host = ${hosts}[${role}], password = ${password.value} }))`
      .string,
    // A number that changes with everything but the password, which the generation stands for.
    secretStringWoVersion: versionOf(tf`[${open}, ${hosts}[${role}], ${password.generation}]`).number,
  });
  value.addOverride("for_each", forEach);
  return {
    arns: tf`{for role, secret in ${reference(secret.fqn)} : role => secret.arn}`,
    fingerprint: tf`${fixed.given} ? sha256(jsonencode([${open}, ${hosts}, ${password.generation}])) : null`,
    values: value,
  };
}

const versionOf = (content: Expression): Expression =>
  tf`parseint(substr(sha256(jsonencode(${content})), 0, 8), 16)`;

/** The caller's authorities or the region's; an error where there are neither. */
function authoritiesInUse(
  module: ModuleStack,
  aws: AwsContext,
  { fixedMasterPassword: fixed }: Inputs,
  secret: SecretsmanagerSecret,
): Expression {
  const found = local(module, "region_authorities", authoritiesOf(aws.region));
  const given = fixed.orNull.certificateAuthorities;
  secret.addOverride("lifecycle.precondition", [
    {
      condition: tf`${given} != null || ${found} != null`,
      error_message:
        `fixed_master_password.certificate_authorities is required in ${aws.region}, whose authorities the module does not have: ` +
        `give the text of ${bundleUrl(module, aws)}.`,
    },
  ]);
  return local(module, "authorities", tf`coalesce(${given}, ${found}, "none")`);
}
