/** A rule of cdk-nag's HIPAA pack that no rule of ours covers. */
export interface NotApplicable {
  /** The types that it is about: once a module makes one of them, the rule is needed. */
  readonly types: readonly string[];
  readonly reason: string;
}

const notMade = (...types: readonly string[]): NotApplicable => ({ types, reason: "no module makes one" });

const APPLICATION_INTERFACE = notMade(
  "aws_api_gateway_rest_api",
  "aws_api_gateway_stage",
  "aws_api_gateway_method_settings",
);
const BUILD = notMade("aws_codebuild_project");
const FILE_SYSTEM = notMade("aws_efs_file_system");
const SEARCH = notMade("aws_opensearch_domain", "aws_elasticsearch_domain");
const WAREHOUSE = notMade("aws_redshift_cluster");
const MODELS = notMade("aws_sagemaker_endpoint_configuration", "aws_sagemaker_notebook_instance");

/** Rules of the pack (cdk-nag 3.0.2) that concern nothing that we make, each with the reason. */
export const notApplicable: Readonly<Record<string, NotApplicable>> = {
  "HIPAA.Security-APIGWCacheEnabledAndEncrypted": APPLICATION_INTERFACE,
  "HIPAA.Security-APIGWExecutionLoggingEnabled": APPLICATION_INTERFACE,
  "HIPAA.Security-APIGWSSLEnabled": APPLICATION_INTERFACE,
  "HIPAA.Security-APIGWXrayEnabled": APPLICATION_INTERFACE,
  "HIPAA.Security-AutoScalingGroupELBHealthCheckRequired": {
    types: ["aws_autoscaling_group"],
    reason:
      "Elastic Beanstalk makes the group, and has no option for the kind of its health check: its enhanced health takes part of that (beanstalk-health)",
  },
  "HIPAA.Security-CodeBuildProjectEnvVarAwsCred": BUILD,
  "HIPAA.Security-CodeBuildProjectSourceRepoUrl": BUILD,
  "HIPAA.Security-DMSReplicationNotPublic": notMade("aws_dms_replication_instance"),
  "HIPAA.Security-EC2EBSOptimizedInstance": {
    types: ["aws_instance", "aws_launch_template"],
    reason:
      "Elastic Beanstalk makes the instances: of the types of the last ten years, all are optimized for EBS, and that cannot be switched off",
  },
  "HIPAA.Security-EFSEncrypted": FILE_SYSTEM,
  "HIPAA.Security-EFSInBackupPlan": FILE_SYSTEM,
  "HIPAA.Security-EMRKerberosEnabled": notMade("aws_emr_cluster"),
  "HIPAA.Security-IAMGroupHasUsers": notMade("aws_iam_group"),
  "HIPAA.Security-OpenSearchEncryptedAtRest": SEARCH,
  "HIPAA.Security-OpenSearchErrorLogsToCloudWatch": SEARCH,
  "HIPAA.Security-OpenSearchInVPCOnly": SEARCH,
  "HIPAA.Security-OpenSearchNodeToNodeEncryption": SEARCH,
  "HIPAA.Security-RedshiftBackupEnabled": WAREHOUSE,
  "HIPAA.Security-RedshiftClusterConfiguration": WAREHOUSE,
  "HIPAA.Security-RedshiftClusterMaintenanceSettings": WAREHOUSE,
  "HIPAA.Security-RedshiftClusterPublicAccess": WAREHOUSE,
  "HIPAA.Security-RedshiftEnhancedVPCRoutingEnabled": WAREHOUSE,
  "HIPAA.Security-RedshiftRequireTlsSSL": WAREHOUSE,
  "HIPAA.Security-SageMakerEndpointConfigurationKMSKeyConfigured": MODELS,
  "HIPAA.Security-SageMakerNotebookInstanceKMSKeyConfigured": MODELS,
  "HIPAA.Security-SageMakerNotebookNoDirectInternetAccess": MODELS,
};
