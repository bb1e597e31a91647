import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import type { Inputs } from "./inputs";
import type { Named } from "./names";

/**
 * What an application that upgrades itself does from an instance: it looks up the environment's version, stores a new bundle
 * next to the old one, makes a version of it and updates the environment. Elastic Beanstalk carries the update out with the
 * caller's rights, hence those to the environment's own stack, Auto Scaling group and target group (by the tags that it
 * sets). Rights to create resources or to pass roles are not among them: a rolling deployment needs none.
 */
export function upgradeStatements(
  aws: AwsContext,
  inputs: Inputs,
  { names, arns }: Named,
): ConditionalStatement[] {
  const when = tf`${inputs.applicationUpgrades} == "easy_upgrade"`;
  return [
    ...versionStatements(aws, inputs, arns),
    ...bundleStatements(aws, inputs),
    ...stackStatements(aws, tf`values(${names})`),
  ].map((statement) => ({ when, statement }));
}

/** The version that runs, and the next one. */
function versionStatements(aws: AwsContext, { name }: Inputs, environments: Expression): Statement[] {
  const application = aws.arn("elasticbeanstalk", `application/${name}`);
  const versions = aws.arn("elasticbeanstalk", `applicationversion/${name}/*`);
  return [
    {
      Sid: "UpgradeFindVersion",
      Effect: "Allow",
      Action: [
        "elasticbeanstalk:DescribeApplicationVersions",
        "elasticbeanstalk:DescribeApplications",
        "elasticbeanstalk:DescribeConfigurationSettings",
        "elasticbeanstalk:DescribeEnvironmentResources",
        "elasticbeanstalk:DescribeEnvironments",
        "elasticbeanstalk:DescribeEvents",
      ],
      Resource: tf`concat([${application}, ${versions}], ${environments})`,
    },
    {
      Sid: "UpgradeMakeVersion",
      Effect: "Allow",
      Action: "elasticbeanstalk:CreateApplicationVersion",
      Resource: [application, versions],
    },
    {
      Sid: "UpgradeDeploy",
      Effect: "Allow",
      Action: "elasticbeanstalk:UpdateEnvironment",
      Resource: tf`concat([${versions}], ${environments})`,
    },
  ];
}

/** The new bundle, and Elastic Beanstalk's own files. */
function bundleStatements(aws: AwsContext, { sourceBundle, kmsKeyArn }: Inputs): Statement[] {
  const bundles = `arn:${aws.partition}:s3:::${sourceBundle.bucket}`;
  const storage = `arn:${aws.partition}:s3:::elasticbeanstalk-${aws.region}-${aws.account}`;
  return [
    { Sid: "UpgradeStoreBundle", Effect: "Allow", Action: "s3:PutObject", Resource: `${bundles}/*` },
    {
      Sid: "UpgradeEncryptBundle",
      Effect: "Allow",
      Action: "kms:GenerateDataKey",
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${aws.region}.${aws.dnsSuffix}` } },
    },
    {
      Sid: "UpgradeFindBuckets",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: [bundles, storage],
    },
    {
      Sid: "UpgradePlatformFiles",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: `${storage}/resources/*`,
    },
  ];
}

/** What an environment consists of, as far as a rolling deployment changes it. */
function stackStatements(aws: AwsContext, environmentNames: Expression): Statement[] {
  const ofThisApplication = {
    StringEquals: { "aws:ResourceTag/elasticbeanstalk:environment-name": environmentNames },
  };
  const stacks = aws.arn("cloudformation", "stack/awseb-e-*/*");
  return [
    {
      Sid: "UpgradeReadStack",
      Effect: "Allow",
      Action: [
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStackResource",
        "cloudformation:DescribeStackResources",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        "cloudformation:ListStackResources",
      ],
      Resource: stacks,
    },
    {
      Sid: "UpgradeStack",
      Effect: "Allow",
      Action: ["cloudformation:CancelUpdateStack", "cloudformation:UpdateStack"],
      Resource: stacks,
      Condition: ofThisApplication,
    },
    {
      // These actions have no resources.
      Sid: "UpgradeReadCapacity",
      Effect: "Allow",
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeScalingActivities",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribeLaunchTemplateVersions",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      Resource: "*",
    },
    {
      Sid: "UpgradeCapacity",
      Effect: "Allow",
      Action: [
        "autoscaling:ResumeProcesses",
        "autoscaling:SetDesiredCapacity",
        "autoscaling:SuspendProcesses",
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        "autoscaling:UpdateAutoScalingGroup",
      ],
      Resource: aws.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/awseb-e-*"),
      Condition: ofThisApplication,
    },
    {
      Sid: "UpgradeTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      Resource: aws.arn("elasticloadbalancing", "targetgroup/awseb-*/*"),
      Condition: ofThisApplication,
    },
  ];
}
