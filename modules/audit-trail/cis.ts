/** Something that the trail records and that people must see. */
export interface Watch {
  /** Filter pattern of CloudWatch Logs, as Security Hub's control requires it; its checks compare the text. */
  readonly pattern: string;
  /** What has happened. */
  readonly description: string;
  /** What to do then. */
  readonly runbook: string;
  /** Security Hub's control; none for changes of the organization. */
  readonly control?: string;
  /** Recommendation of the CIS AWS Foundations Benchmark v1.4.0. */
  readonly cis: string;
}

/** Any of several event names. */
const anyOf = (...names: readonly string[]): string =>
  names.map((name) => `($.eventName=${name})`).join(" || ");

/** Any of several event names of a service. */
const ofService = (service: string, ...names: readonly string[]): string =>
  `{($.eventSource=${service}.amazonaws.com) && (${anyOf(...names)})}`;

/**
 * The alarms of the CIS AWS Foundations Benchmark, by name. Patterns are those of the Security Hub User Guide, "Amazon CloudWatch
 * controls" (CloudWatch.1 to CloudWatch.14), and of the benchmark's recommendation 4.15.
 */
export const cisAlarms = {
  "unauthorized-api-calls": {
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    description: "AWS refused an API call for lack of permissions.",
    runbook:
      "Find who called what in the trail's log group (errorCode, userIdentity.arn, eventName). One principal with many different calls " +
      "is looking around: disable its credentials. A role of an application needs a permission, or its code a correction.",
    control: "CloudWatch.2",
    cis: "4.1",
  },
  "sign-in-without-mfa": {
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ' +
      '($.responseElements.ConsoleLogin = "Success") }',
    description: "An IAM user signed in to the console without a second factor.",
    runbook: "Ask the user, require MFA for the user by policy, and replace IAM users by federation.",
    control: "CloudWatch.3",
    cis: "4.2",
  },
  "root-account-usage": {
    pattern:
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    description: "The account's root user was used.",
    runbook:
      "Compare with the list of planned uses. If nobody planned it: reset the password, delete access keys of root, open a case with AWS.",
    control: "CloudWatch.1",
    cis: "4.3",
  },
  "iam-policy-changes": {
    pattern: ofService(
      "iam",
      "DeleteGroupPolicy",
      "DeleteRolePolicy",
      "DeleteUserPolicy",
      "PutGroupPolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "CreatePolicy",
      "DeletePolicy",
      "CreatePolicyVersion",
      "DeletePolicyVersion",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "AttachUserPolicy",
      "DetachUserPolicy",
      "AttachGroupPolicy",
      "DetachGroupPolicy",
    ),
    description: "Permissions in IAM were changed.",
    runbook:
      "Expected during a deployment, by the deployment's role. Otherwise review the change and revert it.",
    control: "CloudWatch.4",
    cis: "4.4",
  },
  "cloudtrail-configuration-changes": {
    pattern: `{${anyOf("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")}}`,
    description: "A trail was changed, started, stopped or deleted.",
    runbook:
      "Unless a deployment did it: start logging again, and look for what was done while nothing was recorded. Event history of the " +
      "console has the last 90 days of management events regardless.",
    control: "CloudWatch.5",
    cis: "4.5",
  },
  "sign-in-failures": {
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    description: "A sign-in to the console failed.",
    runbook:
      "One is a typing error. Many of one user or one address are guessing: block the address, reset the password.",
    control: "CloudWatch.6",
    cis: "4.6",
  },
  "disabled-cmks": {
    pattern: ofService("kms", "DisableKey", "ScheduleKeyDeletion"),
    description: "A KMS key was disabled or its deletion was scheduled.",
    runbook:
      "What it encrypts becomes unreadable. Unless it was planned: kms enable-key, or kms cancel-key-deletion before the window ends.",
    control: "CloudWatch.7",
    cis: "4.7",
  },
  "s3-policy-changes": {
    pattern: ofService(
      "s3",
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
    ),
    description: "Access to a bucket, or what S3 does with its objects, was changed.",
    runbook:
      "Expected during a deployment. Otherwise compare the bucket's policy with Terraform's plan and apply it.",
    control: "CloudWatch.8",
    cis: "4.8",
  },
  "config-service-changes": {
    pattern: ofService(
      "config",
      "StopConfigurationRecorder",
      "DeleteDeliveryChannel",
      "PutDeliveryChannel",
      "PutConfigurationRecorder",
    ),
    description: "AWS Config's recording was changed.",
    runbook:
      "Unless it was planned: configservice start-configuration-recorder, and find out who stopped it.",
    control: "CloudWatch.9",
    cis: "4.9",
  },
  "security-group-changes": {
    pattern: `{${anyOf(
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    )}}`,
    description: "Rules of a security group were changed.",
    runbook:
      "Expected during a deployment. Otherwise look for rules from 0.0.0.0/0 and let Terraform remove them.",
    control: "CloudWatch.10",
    cis: "4.10",
  },
  "network-acl-changes": {
    pattern: `{${anyOf(
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    )}}`,
    description: "A network ACL was changed.",
    runbook: "Expected during a deployment of the network. Otherwise let Terraform restore it.",
    control: "CloudWatch.11",
    cis: "4.11",
  },
  "network-gateway-changes": {
    pattern: `{${anyOf(
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    )}}`,
    description: "A gateway between a VPC and other networks was changed.",
    runbook:
      "Expected during a deployment of the network. Otherwise detach what is new, and restore what is missing.",
    control: "CloudWatch.12",
    cis: "4.12",
  },
  "route-table-changes": {
    pattern: ofService(
      "ec2",
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ),
    description: "A route table was changed.",
    runbook:
      "Expected during a deployment of the network. Otherwise look for routes to the internet in private subnets.",
    control: "CloudWatch.13",
    cis: "4.13",
  },
  "vpc-changes": {
    pattern: `{${anyOf(
      "CreateVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteVpcPeeringConnection",
      "RejectVpcPeeringConnection",
      "AttachClassicLinkVpc",
      "DetachClassicLinkVpc",
      "DisableVpcClassicLink",
      "EnableVpcClassicLink",
    )}}`,
    description: "A VPC or its peerings were changed.",
    runbook: "Expected during a deployment of the network. Otherwise remove peerings that nobody ordered.",
    control: "CloudWatch.14",
    cis: "4.14",
  },
  "organizations-changes": {
    pattern: ofService(
      "organizations",
      "AcceptHandshake",
      "AttachPolicy",
      "CreateAccount",
      "CreateOrganizationalUnit",
      "CreatePolicy",
      "DeclineHandshake",
      "DeleteOrganization",
      "DeleteOrganizationalUnit",
      "DeletePolicy",
      "DetachPolicy",
      "DisablePolicyType",
      "EnablePolicyType",
      "InviteAccountToOrganization",
      "LeaveOrganization",
      "MoveAccount",
      "RemoveAccountFromOrganization",
      "UpdatePolicy",
      "UpdateOrganizationalUnit",
    ),
    description: "The organization, its accounts or its policies were changed.",
    runbook: "Only the management account sees most of these. Ask its owners whether the change was theirs.",
    cis: "4.15",
  },
} as const satisfies Readonly<Record<string, Watch>>;

export type CisAlarm = keyof typeof cisAlarms;

export const cisNames = Object.keys(cisAlarms) as [CisAlarm, ...CisAlarm[]];
