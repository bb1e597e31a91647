import type { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * A secret for each group with the options of a Redis client in JSON: host, port as a number, password, `tls` as an object,
 * and the user's name where there is one. It is written when any of them changes.
 */
export function connectionSecrets(
  module: ModuleStack,
  { name, groups, kmsKeyArn, secretRecoveryWindowDays }: Inputs,
  cache: ElasticacheReplicationGroup,
  passwords: Expression,
): { readonly secret: SecretsmanagerSecret; readonly value: SecretsmanagerSecretVersion } {
  const { key } = groups.each;
  const secret = new SecretsmanagerSecret(module, "connection", {
    name: `${name}/cache/${key}`,
    description: `Connection to the cache ${name}-${key}`,
    kmsKeyId: kmsKeyArn,
    recoveryWindowInDays: secretRecoveryWindowDays,
  });
  secret.addOverride("for_each", groups);
  const { user } = groups.as("group");
  const of = tf`${reference(cache.fqn)}[key]`;
  const options = {
    host: tf`${of}.primary_endpoint_address`,
    port: tf`${of}.port`,
    password: tf`${passwords}[key]`,
    tls: {},
  };
  const username = tf`{for user in ${user}[*] : "username" => user.name}`;
  const content = local(
    module,
    "connections",
    tf`{for key, group in ${groups} : key => jsonencode(merge(${options}, ${username}))}`,
  );
  const version = new SecretsmanagerSecretVersion(module, "options", {
    secretId: tf`${secret.fqn}[${key}].id`.string,
    secretStringWo: tf`${content}[${key}]`.string,
    // A part of a digest, so that the state knows of every change and of nothing else.
    secretStringWoVersion: tf`nonsensitive(parseint(substr(sha256(${content}[${key}]), 0, 7), 16))`.number,
  });
  version.addOverride("for_each", groups);
  return { secret, value: version };
}
