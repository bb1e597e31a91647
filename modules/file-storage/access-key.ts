import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { AwsContext } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

/**
 * An IAM user with the client policy, its access key, and the secret that holds the key; returns the secret's ARN, or null
 * without a user. `terraform apply -replace=…aws_iam_access_key.client[0]` creates a new key before it deletes the old one.
 */
export function addAccessKey(
  module: ModuleStack,
  aws: AwsContext,
  { name, kmsKeyArn, accessKeyUser, forceDestroy }: InputReferences<typeof inputs>,
  clientPolicy: string,
): Expression {
  const count = tf`${accessKeyUser} ? 1 : 0`;
  const userName = aws.iamName(name, "files");
  const user = new IamUser(module, "client", { name: userName });
  const userPolicy = new IamUserPolicy(module, "client_policy", {
    name: "files",
    user: tf`${user.fqn}[0].name`.string,
    policy: clientPolicy,
  });
  userPolicy.overrideLogicalId("client");
  const key = new IamAccessKey(module, "client_key", {
    user: tf`${user.fqn}[0].name`.string,
    lifecycle: { createBeforeDestroy: true },
  });
  key.overrideLogicalId("client");
  const secret = new SecretsmanagerSecret(module, "access_key", {
    // A prefix, since a deleted secret keeps its name until the recovery window is over.
    namePrefix: `${name}-files-access-key-`,
    description: `Access key of the IAM user ${userName}: access_key_id, secret_access_key`,
    kmsKeyId: kmsKeyArn,
  });
  secret.addOverride("recovery_window_in_days", tf`${forceDestroy} ? 0 : 30`);
  const id = tf`${key.fqn}[0].id`;
  const version = new SecretsmanagerSecretVersion(module, "access_key_version", {
    secretId: tf`${secret.fqn}[0].id`.string,
    // Write-only, so that the state holds the key only once, in the key's own resource.
    secretStringWo: tf`jsonencode({access_key_id = ${id}, secret_access_key = ${key.fqn}[0].secret})`.string,
    // Terraform writes it again when this number changes, with every new key.
    secretStringWoVersion: tf`parseint(substr(sha1(${id}), 0, 7), 16)`.number,
  });
  version.overrideLogicalId("access_key");
  for (const resource of [user, userPolicy, key, secret, version]) resource.addOverride("count", count);
  // Consumers of the secret must find the key in it.
  return tf`one(${version.fqn}[*].arn)`;
}
