import { actions } from "./type-rights";

/**
 * Actions that change something and for which AWS knows no ARN: `*` is all that it accepts. A test compares them with AWS's list. What
 * shows names and settings only is allowed everywhere as well, since most of it supports no ARN, and a plan looks things up.
 */
export const unscoped: readonly string[] = [
  ...actions("acm", "RequestCertificate"),
  ...actions("backup", "UpdateRegionSettings"),
  ...actions("backup-storage", "MountCapsule"),
  ...actions(
    "cloudfront",
    "CreateDistribution CreateFunction CreateKeyGroup CreateOriginAccessControl CreatePublicKey CreateResponseHeadersPolicy CreateVpcOrigin DeleteKeyGroup DeletePublicKey UpdateKeyGroup UpdatePublicKey",
  ),
  ...actions(
    "ec2",
    "DisableEbsEncryptionByDefault EnableEbsEncryptionByDefault ModifyEbsDefaultKmsKeyId ResetEbsDefaultKmsKeyId",
  ),
  ...actions("ecs", "DeregisterTaskDefinition"),
  ...actions("elasticloadbalancing", "SetWebAcl"),
  ...actions("guardduty", "CreateDetector CreateMalwareProtectionPlan"),
  ...actions("iam", "DeleteAccountPasswordPolicy UpdateAccountPasswordPolicy"),
  ...actions("kms", "CreateKey"),
  ...actions("lambda", "CreateEventSourceMapping"),
  ...actions(
    "logs",
    "CreateLogDelivery DeleteLogDelivery DeleteQueryDefinition PutQueryDefinition PutResourcePolicy UpdateLogDelivery",
  ),
  ...actions("rds", "CreateDBProxy"),
  ...actions("route53", "CreateHostedZone"),
  ...actions("s3", "PutAccountPublicAccessBlock"),
  ...actions("servicediscovery", "CreatePrivateDnsNamespace TagResource UntagResource"),
];

const shows = /:(Describe|List|Get|View|Check|Validate)/;

/** Actions that look harmless by their names, but show contents: code, environment variables, objects, secrets. */
const contents: readonly string[] = [
  ...actions("elasticbeanstalk", "DescribeConfigurationSettings"),
  ...actions("lambda", "GetFunction GetFunctionConfiguration GetLayerVersion"),
  ...actions(
    "s3",
    "GetObject GetObjectVersion GetObjectTagging GetObjectVersionTagging GetObjectAcl ListBucket",
  ),
  ...actions("s3", "ListBucketVersions"),
  ...actions("secretsmanager", "GetSecretValue"),
  ...actions("ssm", "GetParameter"),
];

/** Whether an action is allowed on all resources. */
export const isEverywhere = (action: string): boolean =>
  unscoped.includes(action) || (shows.test(action) && !contents.includes(action));
