import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { assumedBy, policy, viaService } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The role with which the proxy reads the users' secrets, and nothing else. */
export function proxyRole(
  module: ModuleStack,
  aws: AwsContext,
  { name, secretArns, secretsKmsKeyArn }: Inputs,
): { readonly role: IamRole; readonly grant: IamRolePolicy } {
  const role = new IamRole(module, "secrets", {
    name: aws.iamName(name, "proxy"),
    description: `Reads the secrets of the database proxy ${name}`,
    // Without a condition, as AWS documents it for proxies: it does not say which source RDS names. Whoever makes a proxy must be allowed to
    // pass this role (iam:PassRole).
    assumeRolePolicy: assumedBy("rds.amazonaws.com"),
  });
  const grant = new IamRolePolicy(module, "secrets_access", {
    name: "secrets",
    role: role.name,
    policy: policy(
      module,
      "secrets",
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: tf`sort(values(${secretArns}))`,
      },
      {
        Sid: "DecryptSecrets",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: secretsKmsKeyArn,
        Condition: viaService(aws, "secretsmanager"),
      },
    ),
  });
  requireSize(
    grant,
    "secret_arns must have fewer secrets: a proxy of its own for some of the users, or secrets with shorter names.",
  );
  return { role, grant };
}
