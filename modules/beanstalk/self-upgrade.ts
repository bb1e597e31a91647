import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { policy, type Statement, viaService } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import type { Named } from "./names";

/** Bundles that the application makes of itself, and their version labels: REDCap's script calls them eb-<file of the new release>. */
export const selfMadeBundles = "eb-*";

/** What makes the instances' policies long, and what to do. */
export const tooLong =
  "instance_policies, inline_policies and environment_secrets must leave the instance role's policies short enough: name resources by " +
  "patterns, or in fewer statements.";

interface Parts extends Named {
  readonly role: IamRole;
  /** The role's other inline policies: a list of text. */
  readonly documents: Expression;
  /** The environments by colour. */
  readonly environments: Expression;
}

/**
 * What an application that upgrades itself does from an instance: it looks up the environment's version, stores a new bundle
 * next to the old one, makes a version of it and updates the environment. Elastic Beanstalk carries the update out with the
 * caller's rights, hence those to the environment's own stack, Auto Scaling group and target group. Rights to create resources
 * or to pass roles are not among them: a rolling deployment needs none.
 *
 * A policy of its own, made after the environments: only then their IDs are known, by which Elastic Beanstalk names what
 * belongs to them.
 */
export function upgradeRights(module: ModuleStack, aws: AwsContext, inputs: Inputs, parts: Parts): void {
  const ids = local(
    module,
    "environment_ids",
    tf`sort([for environment in values(${parts.environments}) : environment.id])`,
  );
  const rights = new IamRolePolicy(module, "self_upgrade", {
    name: "self-upgrade",
    role: parts.role.name,
    policy: policy(
      module,
      "self_upgrade",
      ...versionStatements(aws, inputs, parts.arns),
      ...bundleStatements(aws, inputs, ids),
      ...stackStatements(aws, tf`values(${parts.names})`, ids),
    ),
  });
  requireSize(rights, tooLong, tf`concat(${parts.documents}, [${rights.policyInput}])`);
  rights.addOverride("count", tf`${inputs.applicationUpgrades} == "easy_upgrade" ? 1 : 0`);
}

/** ARNs of what is named after the environments' IDs. */
const ofEach = (ids: Expression, arn: (id: string) => string): Expression =>
  tf`[for id in ${ids} : ${arn(reference("id").string)}]`;

/** The version that runs, and the next one. */
function versionStatements(aws: AwsContext, { name }: Inputs, environments: Expression): Statement[] {
  const application = aws.arn("elasticbeanstalk", `application/${name}`);
  const versions = aws.arn("elasticbeanstalk", `applicationversion/${name}/*`);
  const ownVersions = aws.arn("elasticbeanstalk", `applicationversion/${name}/${selfMadeBundles}`);
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
      Resource: [application, ownVersions],
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
function bundleStatements(
  aws: AwsContext,
  { name, sourceBundle, kmsKeyArn }: Inputs,
  ids: Expression,
): Statement[] {
  const bundles = `arn:${aws.partition}:s3:::${sourceBundle.bucket}`;
  const storage = `arn:${aws.partition}:s3:::elasticbeanstalk-${aws.region}-${aws.account}`;
  const ofEnvironments = ofEach(ids, (id) => `${storage}/resources/environments/${id}/*`);
  return [
    {
      Sid: "UpgradeStoreBundle",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
      Resource: `${bundles}/${selfMadeBundles}`,
    },
    {
      // Decrypt, too: S3 reads back the parts of a large upload.
      Sid: "UpgradeEncryptBundle",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: viaService(aws, "s3"),
    },
    {
      Sid: "UpgradeFindBuckets",
      Effect: "Allow",
      Action: "s3:GetBucketLocation",
      Resource: [bundles, storage],
    },
    {
      Sid: "UpgradeListBundles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bundles,
      Condition: { StringLike: { "s3:prefix": selfMadeBundles } },
    },
    {
      Sid: "UpgradeListPlatformFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: storage,
      Condition: { StringLike: { "s3:prefix": ofEach(ids, (id) => `resources/environments/${id}/*`) } },
    },
    {
      Sid: "UpgradePlatformFiles",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: tf`concat(${ofEnvironments}, [${`${storage}/resources/templates/${name}/*`}])`,
    },
  ];
}

/** What an environment consists of, as far as a rolling deployment changes it. */
function stackStatements(aws: AwsContext, environmentNames: Expression, ids: Expression): Statement[] {
  const ofThisApplication = {
    StringEquals: { "aws:ResourceTag/elasticbeanstalk:environment-name": environmentNames },
  };
  const stacks = ofEach(ids, (id) => aws.arn("cloudformation", `stack/awseb-${id}-stack/*`));
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
      Resource: ofEach(ids, (id) =>
        aws.arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/awseb-${id}-*`),
      ),
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
