import type { AwsContext } from "../../lib/aws/context";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Where IAM, CloudFront and Route 53 are in each partition: their requests are for these regions. */
const globalRegions = {
  aws: ["us-east-1"],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-west-1"],
};

/** Actions that give rights to a role or a user. */
const granting = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:CreateUser",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
];

/**
 * What an apply may not do, whatever its other rights say, by environment: work in other regions; touch what has another environment's tag, where
 * AWS knows the tag; change who may sign in, or the rights of any of these roles; change the state backend; and, where a boundary
 * is required, give rights to a role or user without it.
 */
export function guards(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  settings: Expression,
): Expression {
  const { name, state, environments } = input;
  const key = reference("key");
  const env = environments.at(key);
  const iam = `arn:${aws.partition}:iam::${aws.account}`;
  const global = local(module, "global_regions", globalRegions);
  const regions = tf`distinct(concat(env.regions, lookup(${global}, ${aws.partition}, []), [coalesce(${state.region}, ${aws.region})]))`;
  const tag = tf`join("", ["aws:ResourceTag/", env.tag_key])`;
  const denied = (Sid: string, condition: Expression) =>
    tf`{ Sid = ${Sid}, Effect = "Deny", Action = "*", Resource = "*", Condition = ${condition} }`;
  const elsewhere = local(
    module,
    "other_regions",
    tf`{for key, env in ${settings} : key => ${denied("OtherRegions", tf`{ StringNotEquals = { "aws:RequestedRegion" = ${regions} } }`)}}`,
  );
  const others = local(
    module,
    "other_environments",
    tf`{for key, env in ${settings} : key => ${denied("OtherEnvironments", tf`{ StringNotEquals = { (${tag}) = env.tag_values }, Null = { (${tag}) = "false" } }`)}}`,
  );
  const own = local(module, "foundations", [
    {
      Sid: "OwnRights",
      Effect: "Deny",
      Action: ["iam:*", "sts:AssumeRole"],
      Resource: [
        `${iam}:role/${name}-*`,
        `${iam}:policy/${name}-*`,
        `${iam}:oidc-provider/*`,
        `${iam}:saml-provider/*`,
      ],
    },
    {
      Sid: "StateBackend",
      Effect: "Deny",
      Action: [
        "s3:DeleteBucket*",
        "s3:DeleteObjectVersion",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      Resource: [
        `arn:${aws.partition}:s3:::${state.bucketName}`,
        `arn:${aws.partition}:s3:::${state.bucketName}/*`,
      ],
    },
    {
      Sid: "StateKeySettings",
      Effect: "Deny",
      Action: [
        "kms:CreateAlias",
        "kms:DisableKey*",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      Resource: state.kmsKeyArn,
    },
  ]);
  const boundary = env.requiredBoundary.orNull.arn;
  const grants = local(module, "granting_actions", granting);
  const bounded = local(
    module,
    "boundaries",
    tf`{for key, env in ${settings} : key => [{ Sid = "Boundary", Effect = "Deny", Action = ${grants}, Resource = "*", Condition = { StringNotEquals = { "iam:PermissionsBoundary" = ${boundary} } } }, { Sid = "BoundaryItself", Effect = "Deny", Action = "iam:*", Resource = ${boundary} }] if ${env.requiredBoundary.given}}`,
  );
  return local(
    module,
    "guards",
    tf`{for key, env in ${settings} : join("-", ["apply", key]) => concat([${elsewhere}[key], ${others}[key]], ${own}, try(${bounded}[key], []))}`,
  );
}
