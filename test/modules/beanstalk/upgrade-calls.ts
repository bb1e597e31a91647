import type { Request } from "../../iam/policy";

/** A call to AWS, as IAM sees it. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Request["context"];
}

const at = "us-east-1:123456789012";
export const viaS3: Request["context"] = { "kms:viaservice": "s3.us-east-1.amazonaws.com" };
const storage = `arn:aws:s3:::elasticbeanstalk-us-east-1-123456789012`;

/** An application that upgrades itself, or is told not to. */
export interface Upgraded {
  readonly application: string;
  /** ID of its environment. */
  readonly id: string;
  /** ARN of the key that encrypts its bundles. */
  readonly key: string;
}

/**
 * What REDCap's public upgrade script calls from an instance, step by step, and what Elastic Beanstalk calls with the caller's rights
 * while it deploys the new version in a rolling deployment.
 */
export function upgradeCalls({ application, id, key }: Upgraded, bucket = "bundles", old = "v1.zip"): Call[] {
  const eb = (path: string) => `arn:aws:elasticbeanstalk:${at}:${path}`;
  const environment = eb(`environment/${application}/${application}-blue`);
  const own = { "aws:resourcetag/elasticbeanstalk:environment-name": `${application}-blue` };
  const stack = `arn:aws:cloudformation:${at}:stack/awseb-${id}-stack/11111111-2222`;
  const group = `arn:aws:autoscaling:${at}:autoScalingGroup:11111111:autoScalingGroupName/awseb-${id}-stack-AWSEBAutoScalingGroup-abc`;
  const target = `arn:aws:elasticloadbalancing:${at}:targetgroup/awseb-AWSEB-ABCDEF/0123456789abcdef`;
  const on = (resource: string, actions: readonly string[], context: Request["context"] = {}): Call[] =>
    actions.map((action) => ({ action, resource, context }));
  return [
    // Which version runs, and where is its bundle?
    ...on(environment, ["elasticbeanstalk:DescribeEnvironments"]),
    ...on(eb(`applicationversion/${application}/v1`), ["elasticbeanstalk:DescribeApplicationVersions"]),
    // Fetches it; later the one that an earlier upgrade stored.
    ...on(`arn:aws:s3:::${bucket}/${old}`, ["s3:GetObject"]),
    ...on(`arn:aws:s3:::${bucket}/eb-redcap16.0.20.zip`, ["s3:GetObject"]),
    ...on(key, ["kms:Decrypt"], viaS3),
    // Stores the new one, in parts.
    ...on(`arn:aws:s3:::${bucket}/eb-redcap16.0.20.zip`, ["s3:PutObject", "s3:AbortMultipartUpload"]),
    ...on(key, ["kms:GenerateDataKey", "kms:Decrypt"], viaS3),
    // Makes a version of it, and deploys that.
    ...on(eb(`applicationversion/${application}/eb-redcap16.0.20.zip`), [
      "elasticbeanstalk:CreateApplicationVersion",
    ]),
    ...on(`arn:aws:s3:::${bucket}`, ["s3:GetBucketLocation"]),
    ...on(`arn:aws:s3:::${bucket}`, ["s3:ListBucket"], { "s3:prefix": "eb-redcap16.0.20.zip" }),
    ...on(environment, ["elasticbeanstalk:UpdateEnvironment"]),
    ...on(eb(`applicationversion/${application}/eb-redcap16.0.20.zip`), [
      "elasticbeanstalk:UpdateEnvironment",
    ]),
    // Elastic Beanstalk.
    ...on(storage, ["s3:GetBucketLocation"]),
    ...on(storage, ["s3:ListBucket"], { "s3:prefix": `resources/environments/${id}/_runtime/versions/` }),
    ...on(`${storage}/resources/environments/${id}/_runtime/_versions/${application}/eb-redcap16.0.20.zip`, [
      "s3:PutObject",
      "s3:GetObject",
      "s3:DeleteObject",
    ]),
    ...on(`${storage}/resources/environments/${id}/_runtime/versions/manifest_1700000000000`, [
      "s3:PutObject",
    ]),
    ...on(`${storage}/resources/templates/${application}/saved`, ["s3:GetObject"]),
    ...on(stack, [
      "cloudformation:DescribeStacks",
      "cloudformation:GetTemplate",
      "cloudformation:DescribeStackResources",
    ]),
    ...on(stack, ["cloudformation:UpdateStack", "cloudformation:CancelUpdateStack"], own),
    ...on("*", [
      "autoscaling:DescribeAutoScalingGroups",
      "ec2:DescribeInstances",
      "elasticloadbalancing:DescribeTargetHealth",
    ]),
    ...on(
      group,
      ["autoscaling:SuspendProcesses", "autoscaling:ResumeProcesses", "autoscaling:UpdateAutoScalingGroup"],
      own,
    ),
    ...on(target, ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"], own),
  ];
}

/** The same for what belongs to others, and for what nobody needs. */
export function foreignCalls({ application, id, key }: Upgraded): Call[] {
  const others = upgradeCalls({ application: "other", id: "e-zzzzzzzzzz", key }, "other-bundles").filter(
    // One key, and nothing to tell whose the listing is.
    ({ action, resource }) => !action.startsWith("kms:") && resource !== "*" && resource !== storage,
  );
  const own = "arn:aws:s3:::bundles";
  const version = (label: string) =>
    `arn:aws:elasticbeanstalk:${at}:applicationversion/${application}/${label}`;
  return [
    ...others,
    {
      action: "s3:ListBucket",
      resource: storage,
      context: { "s3:prefix": "resources/environments/e-zzzzzzzzzz/" },
    },
    { action: "s3:ListBucket", resource: storage },
    { action: "s3:ListBucket", resource: own },
    // The bundles that Terraform deploys are not the application's to change.
    { action: "s3:PutObject", resource: `${own}/v1.zip` },
    { action: "s3:DeleteObject", resource: `${own}/v1.zip` },
    { action: "s3:GetObject", resource: `${own}/backups/patients.csv` },
    { action: "s3:PutObject", resource: `${own}/backups/eb-patients.csv` },
    { action: "elasticbeanstalk:CreateApplicationVersion", resource: version("v3") },
    { action: "elasticbeanstalk:DeleteApplicationVersion", resource: version("v1") },
    { action: "s3:PutObject", resource: `${storage}/resources/templates/other/saved` },
    { action: "iam:PassRole", resource: "arn:aws:iam::123456789012:role/free-us-east-1-instance" },
    {
      action: "cloudformation:CreateStack",
      resource: `arn:aws:cloudformation:${at}:stack/awseb-${id}-stack/1`,
    },
    // Its own stack by its name, but without Elastic Beanstalk's tag.
    {
      action: "cloudformation:UpdateStack",
      resource: `arn:aws:cloudformation:${at}:stack/awseb-${id}-stack/1`,
    },
    { action: "kms:Decrypt", resource: key, context: { "kms:viaservice": "rds.us-east-1.amazonaws.com" } },
    // Another environment of the same name's beginning.
    {
      action: "elasticbeanstalk:UpdateEnvironment",
      resource: `arn:aws:elasticbeanstalk:${at}:environment/${application}/${application}-bluer`,
    },
  ];
}
