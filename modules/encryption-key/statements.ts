import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { inputs } from "./inputs";

type Inputs = Pick<
  InputReferences<typeof inputs>,
  | "servicePrincipals"
  | "cloudwatchLogs"
  | "eventBridge"
  | "cloudfront"
  | "trails"
  | "serviceLinkedRoles"
  | "deletionProtection"
>;

const use = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

/** The key policy: the account by its IAM policies, and AWS services for the account's resources only. */
export function keyStatements(aws: AwsContext, input: Inputs): (Statement | ConditionalStatement)[] {
  const { cloudfront, trails, serviceLinkedRoles, deletionProtection } = input;
  return [
    {
      Sid: "AccountByIam",
      Effect: "Allow",
      Principal: { AWS: `arn:${aws.partition}:iam::${aws.account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      when: tf`${deletionProtection}`,
      statement: {
        Sid: "DeletionProtection",
        Effect: "Deny",
        Principal: "*",
        // Not kms:DisableKey, which can be undone at once; nor kms:PutKeyPolicy, which removes this statement.
        Action: "kms:ScheduleKeyDeletion",
        Resource: "*",
      },
    },
    ...ofServices(aws, input),
    {
      when: cloudfront.given,
      statement: {
        Sid: "DistributionsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        // Reading only: uploads do not come through a distribution.
        Action: "kms:Decrypt",
        Resource: "*",
        // CloudFront names the distribution, not the account.
        Condition: { ArnLike: { "aws:SourceArn": distributions(aws, cloudfront) } },
      },
    },
    ...ofTrails(aws, trails),
    ...ofServiceLinkedRoles(aws, serviceLinkedRoles),
  ];
}

/** CloudWatch Logs for log groups, publishers to topics, and the services that are named. A statement without principals is malformed. */
function ofServices(
  aws: AwsContext,
  { servicePrincipals, cloudwatchLogs, eventBridge }: Inputs,
): ConditionalStatement[] {
  return [
    {
      when: tf`${cloudwatchLogs}`,
      statement: {
        Sid: "LogGroupsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: `logs.${aws.region}.${aws.dnsSuffix}` },
        Action: use,
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": aws.arn("logs", "*") } },
      },
    },
    {
      when: tf`${eventBridge} || length(${servicePrincipals}) > 0`,
      statement: {
        // SNS names the topic to the key, whoever publishes; not every publisher (EventBridge) names an account as well.
        Sid: "PublishersToTopicsOfThisAccount",
        Effect: "Allow",
        Principal: {
          Service: tf`distinct(concat(${eventBridge} ? ["events.amazonaws.com"] : [], ${servicePrincipals}))`,
        },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": aws.arn("sns", "*") } },
      },
    },
    {
      when: tf`length(${servicePrincipals}) > 0`,
      statement: {
        Sid: "ServicesForThisAccount",
        Effect: "Allow",
        Principal: { Service: servicePrincipals },
        Action: use,
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": aws.account } },
      },
    },
  ];
}

/** The distributions that are given, or all of the account. */
function distributions(aws: AwsContext, cloudfront: Inputs["cloudfront"]): Expression {
  const given = tf`values(coalesce(${cloudfront.orNull.distributionArns}, {}))`;
  const all = `arn:${aws.partition}:cloudfront::${aws.account}:distribution/*`;
  return tf`length(${given}) > 0 ? ${given} : [${all}]`;
}

/** CloudTrail, for the trails that are given: it encrypts log files under a context that names the trail; readers decrypt by IAM. */
function ofTrails(aws: AwsContext, trails: Inputs["trails"]): ConditionalStatement[] {
  const when = tf`length(${trails}) > 0`;
  const allowed = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Resource: "*",
  } as const;
  const StringEquals = { "aws:SourceArn": tf`values(${trails})` };
  // A multi-Region trail delivers from every region.
  const context = `arn:${aws.partition}:cloudtrail:*:${aws.account}:trail/*`;
  return [
    {
      when,
      statement: {
        Sid: "LogFilesOfTrails",
        ...allowed,
        // Decrypting is needed where the bucket has a bucket key.
        Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
        Condition: { StringEquals, StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": context } },
      },
    },
    {
      when,
      statement: { Sid: "KeyOfTrails", ...allowed, Action: "kms:DescribeKey", Condition: { StringEquals } },
    },
  ];
}

/**
 * Service-linked roles, which no IAM policy of the caller's reaches. Not as principals: a key policy that names a role which does not exist
 * yet is malformed, and AWS creates these with the first resource of their service.
 */
function ofServiceLinkedRoles(aws: AwsContext, services: string[]): ConditionalStatement[] {
  const when = tf`length(${services}) > 0`;
  const roles = {
    "aws:PrincipalArn": tf`[for service in ${services} : ${`arn:${aws.partition}:iam::${aws.account}:role/aws-service-role/${reference("service")}/*`}]`,
  };
  return [
    {
      when,
      statement: {
        Sid: "ServiceLinkedRoles",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: use,
        Resource: "*",
        Condition: { ArnLike: roles },
      },
    },
    {
      when,
      statement: {
        Sid: "GrantsOfServiceLinkedRoles",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "kms:CreateGrant",
        Resource: "*",
        // Grants that a service needs for a resource of its own, such as a volume; none to principals of the caller's choice.
        Condition: { ArnLike: roles, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    },
  ];
}
