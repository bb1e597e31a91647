import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
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
 * The SMTP credential: an IAM user that may only send, and its derived password in Secrets Manager. A known exception to
 * "no secret in the state": the provider has no other way to make an access key. `terraform apply
 * -replace='….aws_iam_access_key.smtp_key[0]'` makes a new one.
 */
export function smtpCredential(
  module: ModuleStack,
  aws: AwsContext,
  inputs: Inputs,
  rights: string,
): SecretsmanagerSecret {
  const { name, transport, kmsKeyArn } = inputs;
  const user = new IamUser(module, "smtp", { name: aws.iamName(name, "smtp") });
  const userName = tf`one(${user.fqn}[*].name)`.string;
  const allowed = new IamUserPolicy(module, "smtp_send", { name: "send", user: userName, policy: rights });
  const key = new IamAccessKey(module, "smtp_key", { user: userName });
  const login = local(module, "smtp_login", {
    username: tf`one(${key.fqn}[*].id)`,
    password: tf`one(${key.fqn}[*].ses_smtp_password_v4)`,
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
    secretStringWoVersion: 1,
    // A reference without quotes or braces is what this argument takes.
    lifecycle: { replaceTriggeredBy: [`${key.terraformResourceType}.${key.friendlyUniqueId}`] },
  });
  for (const resource of [user, allowed, key, secret, version]) {
    resource.addOverride("count", tf`${transport} == "smtp" ? 1 : 0`);
  }
  return secret;
}
