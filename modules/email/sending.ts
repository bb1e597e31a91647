import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { accessKeys } from "../../lib/aws/access-key";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { requireSize } from "../../lib/aws/policy-size";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { Pending } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The right to send from the allowed addresses, through this identity and this configuration set. */
export function sendPolicy(
  module: ModuleStack,
  { domain, fromAddresses }: Inputs,
  resources: string[],
): string {
  return policy(module, "send", {
    Sid: "SendMail",
    Effect: "Allow",
    Action: ["ses:SendEmail", "ses:SendRawEmail"],
    Resource: resources,
    Condition: {
      StringLike: {
        "ses:FromAddress": tf`length(${fromAddresses}) > 0 ? ${fromAddresses} : [${`*@${domain}`}]`,
      },
    },
  });
}

/**
 * The SMTP credential: an IAM user that may only send, its access keys, and the newest one's derived password in Secrets Manager; returns the
 * secret's ARN, or null with api. A known exception to "no secret in the state": the provider has no other way to make an access key.
 */
export function smtpCredential(
  module: ModuleStack,
  aws: AwsContext,
  { name, transport, kmsKeyArn, accessKey }: Inputs,
  rights: string,
): Pending {
  const exists = tf`${transport} == "smtp"`;
  const userName = aws.iamName(name, "smtp");
  const user = new IamUser(module, "smtp", { name: userName });
  const allowed = new IamUserPolicy(module, "smtp_send", {
    name: "send",
    user: tf`one(${user.fqn}[*].name)`.string,
    policy: rights,
  });
  requireSize(
    allowed,
    "from_addresses must be fewer or shorter: a star stands for any text, as in *@example.edu.",
  );
  const { newest, version: contents } = accessKeys(module, {
    id: "smtp_key",
    user,
    userName,
    exists,
    accessKey,
    ruleName: `${name}-smtp-access-key`,
    moduleName: "email",
  });
  const login = local(module, "smtp_login", {
    username: tf`try(${newest}.id, null)`,
    password: tf`try(${newest}.ses_smtp_password_v4, null)`,
    host: `email-smtp.${aws.region}.${aws.dnsSuffix}`,
    port: 587,
  });
  const secret = new SecretsmanagerSecret(module, "smtp_secret", {
    // A prefix, since a deleted secret keeps its name until the recovery window is over.
    namePrefix: `${name}-smtp-`,
    description: "SMTP credential of Amazon SES: username, password, host, port",
    kmsKeyId: kmsKeyArn,
  });
  const version = new SecretsmanagerSecretVersion(module, "smtp_secret_value", {
    secretId: tf`one(${secret.fqn}[*].id)`.string,
    // Write-only: the state holds the credential once, with the access key, not twice.
    secretStringWo: tf`jsonencode(${login})`.string,
    secretStringWoVersion: contents,
  });
  for (const resource of [user, allowed, secret, version])
    resource.addOverride("count", tf`${exists} ? 1 : 0`);
  // Consumers of the secret must find the credential in it.
  return new Pending(tf`one(${secret.fqn}[*].arn)`, [version]);
}
