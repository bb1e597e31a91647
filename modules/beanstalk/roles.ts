import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import {
  assumedBy,
  type ConditionalStatement,
  policy,
  type Statement,
  statementList,
} from "../../lib/aws/policy";
import { secretArns, secretRights } from "../../lib/aws/secret-rights";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import type { Named } from "./names";
import { upgradeStatements } from "./self-upgrade";

/** The role with which Elastic Beanstalk manages the environments: health, managed updates, log groups. */
export function serviceRole(module: ModuleStack, aws: AwsContext, inputs: Inputs) {
  const role = new IamRole(module, "service", {
    name: aws.iamName(inputs.name, "service"),
    description: "Elastic Beanstalk's access to the environments that it manages",
    assumeRolePolicy: assumedBy("elasticbeanstalk.amazonaws.com", {
      StringEquals: { "sts:ExternalId": "elasticbeanstalk" },
      // IfExists: the documentation promises the external id only.
      StringEqualsIfExists: { "aws:SourceAccount": aws.account },
    }),
  });
  const managed = {
    health: "service-role/AWSElasticBeanstalkEnhancedHealth",
    updates: "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
  };
  const attachments = Object.entries(managed).map(
    ([key, path]) =>
      new IamRolePolicyAttachment(module, `service_${key}`, {
        role: role.name,
        policyArn: `arn:${aws.partition}:iam::aws:policy/${path}`,
      }),
  );
  // Managed updates start instances with the bundle, which is not in Elastic Beanstalk's own bucket.
  const bundles = new IamRolePolicy(module, "service_bundles", {
    name: "source-bundles",
    role: role.name,
    policy: policy(module, "service", ...bundleStatements(aws, inputs)),
  });
  return { role, grants: [...attachments, bundles] };
}

/**
 * The role of the instances, and the profile that hands it to them. AWS's own AWSElasticBeanstalkWebTier would let them
 * read and write every bucket of Elastic Beanstalk in the account and every log group; these statements name this
 * application's.
 */
export function instanceRole(module: ModuleStack, aws: AwsContext, inputs: Inputs, environments: Named) {
  const name = aws.iamName(inputs.name, "instance");
  const role = new IamRole(module, "instance", {
    name,
    description: "What the application's instances may do",
    assumeRolePolicy: assumedBy(`ec2.${aws.dnsSuffix}`),
  });
  const own = statementList(module, "instance", [
    ...bundleStatements(aws, inputs),
    ...platformStatements(aws, inputs, environments),
    sessions,
    ...secretStatements(aws, inputs),
    ...upgradeStatements(aws, inputs, environments),
  ]);
  const callers = tf`flatten([for policy in ${inputs.instancePolicies} : jsondecode(policy).Statement])`;
  const rights = new IamRolePolicy(module, "instance_rights", {
    name: "application",
    role: role.name,
    policy: tf`jsonencode({ Version = "2012-10-17", Statement = concat(${own}, ${callers}) })`.string,
  });
  const profile = new IamInstanceProfile(module, "instance_profile", { name, role: role.name });
  return { role, profile, grants: [rights] };
}

/**
 * What Session Manager needs on an instance, as AWS documents it. Its AmazonSSMManagedInstanceCore would add reading
 * every parameter of the account. The actions have no resources.
 */
const sessions: Statement = {
  Sid: "OpenSessions",
  Effect: "Allow",
  Action: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

function bundleStatements(aws: AwsContext, { sourceBundle, kmsKeyArn }: Inputs): Statement[] {
  return [
    {
      Sid: "ReadBundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `arn:${aws.partition}:s3:::${sourceBundle.bucket}/*`,
    },
    {
      Sid: "DecryptBundles",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${aws.region}.${aws.dnsSuffix}` } },
    },
  ];
}

/** What the platform's own programs on an instance do. */
function platformStatements(aws: AwsContext, { name }: Inputs, { arns, logGroupArns }: Named): Statement[] {
  const storage = `arn:${aws.partition}:s3:::elasticbeanstalk-${aws.region}-${aws.account}/resources`;
  return [
    { Sid: "ReadPlatformFiles", Effect: "Allow", Action: "s3:GetObject", Resource: `${storage}/*` },
    {
      Sid: "HandOverLogs",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: `${storage}/environments/logs/*`,
    },
    {
      Sid: "ReportHealth",
      Effect: "Allow",
      Action: "elasticbeanstalk:PutInstanceStatistics",
      Resource: tf`concat([${aws.arn("elasticbeanstalk", `application/${name}`)}], ${arns})`,
    },
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: logGroupArns,
    },
    {
      Sid: "WriteAgentMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "CWAgent" } },
    },
  ];
}

/** Exactly the secrets and parameters that the environment variables name. */
const secretStatements = (
  aws: AwsContext,
  { environmentSecrets, kmsKeyArn }: Inputs,
): (ConditionalStatement | Statement)[] =>
  secretRights(aws, {
    when: tf`length(${environmentSecrets}) > 0`,
    arns: secretArns(tf`values(${environmentSecrets})`),
    actions: ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters"],
    kmsKeys: kmsKeyArn,
  });
