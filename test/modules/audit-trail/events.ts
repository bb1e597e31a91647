import type { CisAlarm } from "../../../modules/audit-trail/cis";

// What CloudTrail records, as its User Guide shows it ("CloudTrail record contents", "AWS Management Console sign-in events"), without
// what no filter looks at.

interface Recorded {
  /** What the alarm is about. */
  readonly counts: readonly object[];
  /** What comes close to it, and is not. */
  readonly ignores: readonly object[];
}

const role = { type: "AssumedRole", arn: "arn:aws:sts::123456789012:assumed-role/deploy/ci" };
const user = { type: "IAMUser", arn: "arn:aws:iam::123456789012:user/alice", userName: "alice" };
const root = { type: "Root", arn: "arn:aws:iam::123456789012:root" };

/** An API call by the role of a deployment. */
const call = (service: string, eventName: string, more: object = {}) => ({
  eventVersion: "1.11",
  userIdentity: role,
  eventTime: "2026-11-02T09:00:00Z",
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion: "us-east-1",
  sourceIPAddress: "198.51.100.7",
  requestParameters: {},
  responseElements: null,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "123456789012",
  ...more,
});

const signIn = (more: object) =>
  call("signin", "ConsoleLogin", {
    userIdentity: user,
    eventType: "AwsConsoleSignIn",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed: "Yes", MobileVersion: "No", LoginTo: "https://console.aws.amazon.com/" },
    ...more,
  });

/** Calls of a service that count, and those that do not: the same names elsewhere, and other names. */
const calls = (
  service: string,
  counts: readonly string[],
  ignores: readonly (readonly [string, string])[],
) => ({
  counts: counts.map((name) => call(service, name)),
  ignores: ignores.map(([other, name]) => call(other, name)),
});

export const recorded: Readonly<Record<CisAlarm, Recorded>> = {
  "unauthorized-api-calls": {
    counts: [
      call("ec2", "RunInstances", { errorCode: "Client.UnauthorizedOperation" }),
      call("s3", "ListBuckets", { errorCode: "AccessDenied" }),
      call("kms", "Decrypt", { errorCode: "AccessDeniedException" }),
    ],
    ignores: [
      call("ec2", "RunInstances"),
      call("ec2", "RunInstances", { errorCode: "Client.InvalidParameterValue" }),
      call("s3", "GetBucketPolicy", { errorCode: "NoSuchBucketPolicy" }),
    ],
  },
  "sign-in-without-mfa": {
    counts: [signIn({ additionalEventData: { MFAUsed: "No" } })],
    ignores: [
      signIn({}),
      // The identity provider asks for the second factor.
      signIn({ userIdentity: role, additionalEventData: { MFAUsed: "No" } }),
      signIn({ additionalEventData: { MFAUsed: "No" }, responseElements: { ConsoleLogin: "Failure" } }),
    ],
  },
  "root-account-usage": {
    counts: [call("s3", "ListBuckets", { userIdentity: root }), signIn({ userIdentity: root })],
    ignores: [
      call("s3", "ListBuckets"),
      // A service acts for root.
      call("kms", "Decrypt", { userIdentity: { ...root, invokedBy: "s3.amazonaws.com" } }),
      call("kms", "RotateKey", { userIdentity: root, eventType: "AwsServiceEvent" }),
    ],
  },
  "iam-policy-changes": calls(
    "iam",
    [
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
    ],
    [
      ["iam", "GetRolePolicy"],
      ["organizations", "CreatePolicy"],
    ],
  ),
  "cloudtrail-configuration-changes": calls(
    "cloudtrail",
    ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
    [
      ["cloudtrail", "DescribeTrails"],
      ["cloudtrail", "GetTrailStatus"],
    ],
  ),
  "sign-in-failures": {
    counts: [
      signIn({ errorMessage: "Failed authentication", responseElements: { ConsoleLogin: "Failure" } }),
    ],
    ignores: [signIn({}), call("sts", "AssumeRole", { errorMessage: "Failed authentication" })],
  },
  "disabled-cmks": calls(
    "kms",
    ["DisableKey", "ScheduleKeyDeletion"],
    [
      ["kms", "Decrypt"],
      ["kms", "DisableKeyRotation"],
      ["iam", "DisableKey"],
    ],
  ),
  "s3-policy-changes": calls(
    "s3",
    [
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
    ],
    [
      ["s3", "PutObject"],
      ["s3", "GetBucketPolicy"],
      ["s3-outposts", "PutBucketPolicy"],
    ],
  ),
  "config-service-changes": calls(
    "config",
    ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    [["config", "DescribeConfigurationRecorders"]],
  ),
  "security-group-changes": calls(
    "ec2",
    [
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ],
    [["ec2", "DescribeSecurityGroups"]],
  ),
  "network-acl-changes": calls(
    "ec2",
    [
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ],
    [["ec2", "DescribeNetworkAcls"]],
  ),
  "network-gateway-changes": calls(
    "ec2",
    [
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    ],
    [["ec2", "DescribeInternetGateways"]],
  ),
  "route-table-changes": calls(
    "ec2",
    [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ],
    [
      ["ec2", "DescribeRouteTables"],
      // API Gateway has routes, too.
      ["apigateway", "CreateRoute"],
    ],
  ),
  "vpc-changes": calls(
    "ec2",
    [
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
    ],
    [["ec2", "DescribeVpcs"]],
  ),
  "organizations-changes": calls(
    "organizations",
    [
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
    ],
    [
      ["organizations", "DescribeOrganization"],
      ["iam", "CreatePolicy"],
    ],
  ),
};
