/** Services to which Terraform hands roles of an environment, in `iam:PassedToService`. A test compares them with the modules' trust policies. */
export const passedTo = [
  "backup.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "ec2.amazonaws.com",
  // EC2's name in China.
  "ec2.amazonaws.com.cn",
  "ecs-tasks.amazonaws.com",
  "elasticbeanstalk.amazonaws.com",
  "lambda.amazonaws.com",
  "malware-protection-plan.guardduty.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
] as const;

/** Services that make a role of their own in the account when they are used for the first time. */
export const serviceLinked = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticache.amazonaws.com",
  "elasticbeanstalk.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "guardduty.amazonaws.com",
  "malware-protection.guardduty.amazonaws.com",
  "rds.amazonaws.com",
  "vpcorigin.cloudfront.amazonaws.com",
  "wafv2.amazonaws.com",
] as const;

/** AWS's own policies that modules attach to roles, by what follows `policy/`. A test compares them with the modules. */
export const attachable = [
  "AWSBackupServiceRolePolicyForS3Backup",
  "AWSBackupServiceRolePolicyForS3Restore",
  "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
  "service-role/AWSBackupServiceRolePolicyForBackup",
  "service-role/AWSBackupServiceRolePolicyForRestores",
  "service-role/AWSElasticBeanstalkEnhancedHealth",
  "service-role/AmazonRDSEnhancedMonitoringRole",
] as const;

/** Services that use a key for their caller, as `kms:ViaService` names them before region and suffix. */
export const usingKeys = [
  "backup",
  "ec2",
  "elasticache",
  "lambda",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
] as const;
