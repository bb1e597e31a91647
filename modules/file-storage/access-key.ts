import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { AwsContext } from "../../lib/aws/context";
import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

type Inputs = InputReferences<typeof inputs>;

/** After this time a plan warns of a key that was not replaced: a year, and a month to do it. */
const WARNED_AFTER = `${395 * 24}h`;

/**
 * An IAM user with the client policy, its access keys, and the secret that holds the newest; returns the secret's ARN, or null without a
 * user. Keys are instances by their generation, and the one before stays for as long as the caller keeps it, so that the application can
 * move from one to the other.
 */
export function addAccessKey(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  clientPolicy: string,
): Expression {
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
  const { generation, keepPrevious } = accessKey;
  const keys = new IamAccessKey(module, "client_key", {
    user: tf`${user.fqn}[0].name`.string,
    lifecycle: { createBeforeDestroy: true },
  });
  keys.overrideLogicalId("client");
  const kept = tf`${keepPrevious} && ${generation} > 1 ? [${generation} - 1, ${generation}] : [${generation}]`;
  keys.addOverride("for_each", tf`toset([for n in ${accessKeyUser} ? (${kept}) : [] : tostring(n)])`);
  // There was one key, before there were generations.
  module.addOverride("moved", [
    { from: "aws_iam_access_key.client[0]", to: 'aws_iam_access_key.client["1"]' },
  ]);
  const key = tf`${keys.fqn}[tostring(${generation})]`;
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
    secretStringWo: tf`jsonencode({access_key_id = ${key}.id, secret_access_key = ${key}.secret})`.string,
    // Terraform writes it again when this number changes, with every new key.
    secretStringWoVersion: tf`parseint(substr(sha1(${key}.id), 0, 7), 16)`.number,
  });
  version.overrideLogicalId("access_key");
  for (const resource of [user, userPolicy, secret, version]) resource.addOverride("count", count);
  remind(module, userName, tf`try(${key}.create_date, null)`, input);
  // Consumers of the secret must find the key in it.
  return tf`one(${version.fqn}[*].arn)`;
}

/** Says how old the key is: to a topic at its anniversaries, and in plans. */
function remind(
  module: ModuleStack,
  userName: string,
  date: Expression,
  { name, accessKey, accessKeyUser }: Inputs,
): void {
  const { reminder } = accessKey;
  const created = local(module, "access_key_created", date);
  warnUnless(module, "access_key_age", {
    condition: tf`${created} == null ? true : timecmp(plantimestamp(), timeadd(${created}, ${WARNED_AFTER})) < 0`,
    message:
      `The access key of the IAM user ${userName} is more than a year old: raise access_key.generation with keep_previous, ` +
      "deploy the application, and apply again without keep_previous.",
  });
  const { everyMonths, topicArn } = reminder.orNull;
  // The key's day in the month, which has begun when the key is made: it is heard of some months later for the first time.
  const day = tf`min(28, tonumber(formatdate("D", ${created})))`;
  const month = tf`tonumber(formatdate("M", ${created}))`;
  const months = local(
    module,
    "access_key_months",
    tf`[for n in range(0, 12, coalesce(${everyMonths}, 12)) : ${created} == null ? 1 : (${month} - 1 + n) % 12 + 1]`,
  );
  const rule = new CloudwatchEventRule(module, "access_key_age", {
    name: `${name}-files-access-key`,
    description: `Months since the access key of ${userName} was made`,
    scheduleExpression: `cron(0 0 ${day.string} ${tf`join(",", ${months})`.string} ? *)`,
  });
  const target = new CloudwatchEventTarget(module, "access_key_age_target", {
    rule: tf`one(${rule.fqn}[*].name)`.string,
    targetId: "topic",
    arn: topicArn,
    input:
      tf`jsonencode(${`Replace the access key of the IAM user ${userName}: its time is over. Steps: README of the module file-storage.`})`
        .string,
  });
  target.overrideLogicalId("access_key_age");
  for (const resource of [rule, target])
    resource.addOverride("count", tf`${accessKeyUser} && ${reminder.given} ? 1 : 0`);
}
