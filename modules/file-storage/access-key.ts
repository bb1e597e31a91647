import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { accessKeys } from "../../lib/aws/access-key";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { tf } from "../../lib/expression";
import { type InputReferences, Pending } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

type Inputs = InputReferences<typeof inputs>;

/**
 * An IAM user with the client policy, its access keys, and the secret that holds the newest; returns the secret's ARN, or null without a
 * user.
 */
export function addAccessKey(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  clientPolicy: string,
): Pending {
  const { name, kmsKeyArn, accessKeyUser, accessKey, forceDestroy } = input;
  const count = tf`${accessKeyUser} ? 1 : 0`;
  const userName = aws.iamName(name, "files");
  const user = new IamUser(module, "client", { name: userName });
  const userPolicy = new IamUserPolicy(module, "client_policy", {
    name: "files",
    user: tf`${user.fqn}[0].name`.string,
    policy: clientPolicy,
  });
  userPolicy.overrideLogicalId("client");
  requireSize(userPolicy, "client_vpc_ids must have fewer VPCs.");
  const { newest, version: contents } = accessKeys(module, {
    id: "client",
    user,
    userName,
    exists: accessKeyUser,
    accessKey,
    ruleName: `${name}-files-access-key`,
    moduleName: "file-storage",
  });
  const secret = new SecretsmanagerSecret(module, "access_key", {
    // A prefix, since a deleted secret keeps its name until the recovery window is over.
    namePrefix: `${name}-files-access-key-`,
    description: `Access key of the IAM user ${userName}: access_key_id, secret_access_key`,
    kmsKeyId: kmsKeyArn,
  });
  secret.addOverride("recovery_window_in_days", tf`${forceDestroy} ? 0 : 30`);
  const version = new SecretsmanagerSecretVersion(module, "access_key_version", {
    secretId: tf`${secret.fqn}[0].id`.string,
    // Write-only, so that the state holds the key only once, in the key's own resource.
    secretStringWo: tf`jsonencode({access_key_id = ${newest}.id, secret_access_key = ${newest}.secret})`
      .string,
    secretStringWoVersion: contents,
  });
  version.overrideLogicalId("access_key");
  for (const resource of [user, userPolicy, secret, version]) resource.addOverride("count", count);
  // Consumers of the secret must find the key in it.
  return new Pending(tf`one(${secret.fqn}[*].arn)`, [version]);
}
