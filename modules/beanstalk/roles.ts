import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import {
  assumedBy,
  type ConditionalStatement,
  policy,
  type Statement,
  statementList,
  viaService,
} from "../../lib/aws/policy";
import { secretArns, secretRights } from "../../lib/aws/secret-rights";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import type { Named } from "./names";
import { selfMadeBundles, tooLong } from "./self-upgrade";
import { systemsManagerStatements } from "./systems-manager";

/** The role with which Elastic Beanstalk manages the environments: health, managed updates, log groups. */
export function serviceRole(module: ModuleStack, aws: AwsContext, inputs: Inputs, objects: Expression) {
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
    policy: policy(module, "service", ...bundleStatements(aws, inputs, objects)),
  });
  return { role, grants: [...attachments, bundles] };
}

/**
 * The role of the instances, and the profile that hands it to them. AWS's own AWSElasticBeanstalkWebTier would let them
 * read and write every bucket of Elastic Beanstalk in the account and every log group; these statements name this
 * application's.
 */
export function instanceRole(
  module: ModuleStack,
  aws: AwsContext,
  inputs: Inputs,
  environments: Named,
  bundles: Expression,
) {
  const name = aws.iamName(inputs.name, "instance");
  const role = new IamRole(module, "instance", {
    name,
    description: "What the application's instances may do",
    // EC2 names no source when it assumes the role of an instance profile, which only those with iam:PassRole give to instances.
    assumeRolePolicy: assumedBy(`ec2.${aws.dnsSuffix}`),
    // Inline policies that somebody added by hand, or an operator's command for an hour, do not stop a take-down.
    forceDetachPolicies: true,
  });
  const own = statementList(module, "instance", [
    ...bundleStatements(aws, inputs, bundles),
    ...platformStatements(aws, inputs, environments),
    ...systemsManagerStatements(aws, inputs),
    ...secretStatements(aws, inputs),
  ]);
  const callers = tf`flatten([for policy in ${inputs.instancePolicies} : jsondecode(policy).Statement])`;
  const document = tf`jsonencode({ Version = "2012-10-17", Statement = concat(${own}, ${callers}) })`;
  const rights = new IamRolePolicy(module, "instance_rights", {
    name: "application",
    role: role.name,
    policy: document.string,
  });
  const documents = local(
    module,
    "instance_documents",
    tf`concat([${document}], values(${inputs.inlinePolicies}))`,
  );
  requireSize(rights, tooLong, documents);
  const separate = new IamRolePolicy(module, "instance_inline", {
    name: inputs.inlinePolicies.each.key,
    role: role.name,
    policy: inputs.inlinePolicies.each.value,
  });
  separate.addOverride("for_each", inputs.inlinePolicies);
  const profile = new IamInstanceProfile(module, "instance_profile", { name, role: role.name });
  return { role, profile, documents, grants: [rights, separate] };
}

/**
 * ARNs of the bundles that an environment may run: this one, and its other versions, to which a deployment that fails goes back.
 * Not of the whole bucket, which may be the caller's.
 */
export function bundleObjects(module: ModuleStack, aws: AwsContext, inputs: Inputs): Expression {
  const { bucket, key, earlierKeys } = inputs.sourceBundle;
  const stem = local(module, "bundle_stem", tf`regex("^[^0-9]*", ${key})`);
  // Not the key itself, too: the policies stay as they are when a version follows the other.
  const versions = tf`[${stem} == "" ? ${key} : join("", [${stem}, "*"])]`;
  const upgrades = tf`${inputs.applicationUpgrades} == "easy_upgrade" ? [${selfMadeBundles}] : []`;
  return local(
    module,
    "bundle_objects",
    tf`[for key in distinct(concat(${versions}, ${earlierKeys}, ${upgrades})) : join("", [${`arn:${aws.partition}:s3:::${bucket}/`}, key])]`,
  );
}

function bundleStatements(aws: AwsContext, { kmsKeyArn }: Inputs, objects: Expression): Statement[] {
  return [
    {
      Sid: "ReadBundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: objects,
    },
    {
      Sid: "DecryptBundles",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeyArn,
      Condition: viaService(aws, "s3"),
    },
  ];
}

/** What the platform's own programs on an instance do. */
function platformStatements(aws: AwsContext, { name }: Inputs, { arns, logGroupArns }: Named): Statement[] {
  const storage = `arn:${aws.partition}:s3:::elasticbeanstalk-${aws.region}-${aws.account}/resources`;
  return [
    {
      // What an environment runs: which version, the bundle, and the files of its .ebextensions. An environment's ID is in the
      // path, which nobody knows before it exists; the application's name is in it, too, and other applications' bundles are out of
      // reach.
      Sid: "ReadPlatformFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: [
        `${storage}/environments/*/_runtime/versions/*`,
        `${storage}/environments/*/_runtime/_versions/${name}/*`,
        `${storage}/environments/*/_runtime/_embedded_extensions/${name}/*`,
        `${storage}/_runtime/_embedded_extensions/${name}/*`,
      ],
    },
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
