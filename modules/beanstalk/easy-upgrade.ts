import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { arnsByEnvironment } from "./arns";
import type { Inputs } from "./inputs";

/**
 * What REDCap's Easy Upgrade does from an instance: it looks up the environment's version, puts a new bundle beside the
 * old one, makes a version of it and updates the environment. Elastic Beanstalk carries the update out with the caller's
 * rights, hence those on the environment's own stack, Auto Scaling group and target group (by the tags that it sets).
 * Rights to create resources or to pass roles are not among them: a rolling deployment needs none.
 */
export function easyUpgradeStatements(
  aws: AwsContext,
  inputs: Inputs,
  environmentNames: Expression,
): ConditionalStatement[] {
  const { name, sourceBundle, kmsKeyArn, applicationUpgrades } = inputs;
  const bundles = `arn:${aws.partition}:s3:::${tf`${sourceBundle}.bucket`.string}`;
  const storage = `arn:${aws.partition}:s3:::elasticbeanstalk-${aws.region}-${aws.account}`;
  const environments = arnsByEnvironment(
    aws,
    environmentNames,
    "elasticbeanstalk",
    (each) => `environment/${name}/${each}`,
  );
  const ofThisApplication = {
    StringEquals: { "aws:ResourceTag/elasticbeanstalk:environment-name": tf`values(${environmentNames})` },
  };
  const statements: Statement[] = [
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
      Resource: tf`concat([${aws.arn("elasticbeanstalk", `application/${name}`)}, ${aws.arn("elasticbeanstalk", `applicationversion/${name}/*`)}], ${environments})`,
    },
    {
      Sid: "UpgradeMakeVersion",
      Effect: "Allow",
      Action: "elasticbeanstalk:CreateApplicationVersion",
      Resource: [
        aws.arn("elasticbeanstalk", `application/${name}`),
        aws.arn("elasticbeanstalk", `applicationversion/${name}/*`),
      ],
    },
    {
      Sid: "UpgradeDeploy",
      Effect: "Allow",
      Action: "elasticbeanstalk:UpdateEnvironment",
      Resource: tf`concat([${aws.arn("elasticbeanstalk", `applicationversion/${name}/*`)}], ${environments})`,
    },
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
      Resource: aws.arn("cloudformation", "stack/awseb-e-*/*"),
    },
    {
      Sid: "UpgradeStack",
      Effect: "Allow",
      Action: ["cloudformation:CancelUpdateStack", "cloudformation:UpdateStack"],
      Resource: aws.arn("cloudformation", "stack/awseb-e-*/*"),
      Condition: ofThisApplication,
    },
    {
      // These actions know no resources.
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
  const when = tf`${applicationUpgrades} == "easy_upgrade"`;
  return statements.map((statement) => ({ when, statement }));
}
