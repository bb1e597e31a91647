import { actions, type RightsByType } from "./type-rights";

const autoscaling = (names: string) => actions("autoscaling", names);
const applicationAutoscaling = (names: string) => actions("application-autoscaling", names);
const beanstalk = (names: string) => actions("elasticbeanstalk", names);
const cloudformation = (names: string) => actions("cloudformation", names);
const discovery = (names: string) => actions("servicediscovery", names);
const ec2 = (names: string) => actions("ec2", names);
const ecs = (names: string) => actions("ecs", names);
const lambda = (names: string) => actions("lambda", names);
const tagsOfEcs = ecs("TagResource UntagResource");
const tagsOfBeanstalk = beanstalk("ListTagsForResource");
const changedTagsOfBeanstalk = beanstalk("AddTags RemoveTags UpdateTagsForResource");
const tagsOfScaling = applicationAutoscaling("TagResource UntagResource");
const tagsOfDiscovery = discovery("TagResource UntagResource");

/** Amazon ECS, Lambda, Elastic Beanstalk, Auto Scaling and Cloud Map. */
export const computeTypes: RightsByType = {
  aws_ecs_cluster: {
    read: ecs("DescribeClusters ListTagsForResource"),
    write: [...ecs("CreateCluster UpdateCluster UpdateClusterSettings DeleteCluster"), ...tagsOfEcs],
  },
  aws_ecs_cluster_capacity_providers: {
    read: ecs("DescribeClusters"),
    write: ecs("PutClusterCapacityProviders"),
  },
  aws_ecs_service: {
    read: ecs("DescribeServices ListTagsForResource"),
    write: [...ecs("CreateService UpdateService DeleteService ListServiceDeployments"), ...tagsOfEcs],
  },
  aws_ecs_task_definition: {
    read: ecs("DescribeTaskDefinition ListTagsForResource"),
    write: [...ecs("RegisterTaskDefinition DeregisterTaskDefinition"), ...tagsOfEcs],
  },
  aws_appautoscaling_target: {
    read: applicationAutoscaling("DescribeScalableTargets ListTagsForResource"),
    write: [...applicationAutoscaling("RegisterScalableTarget DeregisterScalableTarget"), ...tagsOfScaling],
  },
  aws_appautoscaling_policy: {
    read: applicationAutoscaling("DescribeScalingPolicies"),
    write: [
      ...applicationAutoscaling("PutScalingPolicy DeleteScalingPolicy"),
      // The alarms of target tracking.
      ...actions("cloudwatch", "PutMetricAlarm DeleteAlarms DescribeAlarms"),
    ],
  },
  aws_appautoscaling_scheduled_action: {
    read: applicationAutoscaling("DescribeScheduledActions"),
    write: applicationAutoscaling("PutScheduledAction DeleteScheduledAction"),
  },
  aws_service_discovery_private_dns_namespace: {
    read: discovery("GetNamespace ListTagsForResource"),
    write: [
      ...discovery("CreatePrivateDnsNamespace UpdatePrivateDnsNamespace DeleteNamespace GetOperation"),
      ...tagsOfDiscovery,
      // Cloud Map makes the hosted zone for its caller.
      ...actions("route53", "CreateHostedZone DeleteHostedZone ChangeResourceRecordSets GetHostedZone"),
      ...actions("route53", "ListHostedZonesByName AssociateVPCWithHostedZone"),
      ...ec2("DescribeVpcs DescribeRegions"),
    ],
  },
  aws_service_discovery_service: {
    read: discovery("GetService ListTagsForResource"),
    write: [
      ...discovery("CreateService UpdateService DeleteService GetOperation"),
      ...discovery("ListInstances DeregisterInstance"),
      ...tagsOfDiscovery,
    ],
  },

  aws_lambda_function: {
    read: lambda("GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction GetPolicy ListTags"),
    write: [
      ...lambda("CreateFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction"),
      ...lambda("GetFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency"),
      ...lambda("TagResource UntagResource"),
      // A function in a VPC.
      ...ec2("DescribeSecurityGroups DescribeSubnets DescribeVpcs DescribeNetworkInterfaces"),
      ...actions("kms", "CreateGrant DescribeKey Encrypt Decrypt"),
    ],
  },
  aws_lambda_event_source_mapping: {
    read: lambda("GetEventSourceMapping ListTags"),
    write: [
      ...lambda("CreateEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping"),
      ...lambda("TagResource UntagResource"),
    ],
  },
  aws_lambda_function_event_invoke_config: {
    read: lambda("GetFunctionEventInvokeConfig"),
    write: lambda("PutFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig"),
  },
  aws_lambda_invocation: { write: lambda("InvokeFunction") },
  aws_lambda_layer_version: {
    read: lambda("GetLayerVersion"),
    write: lambda("PublishLayerVersion DeleteLayerVersion"),
  },
  aws_lambda_permission: {
    read: lambda("GetPolicy"),
    write: lambda("AddPermission RemovePermission"),
  },

  aws_elastic_beanstalk_application: {
    read: [...beanstalk("DescribeApplications"), ...tagsOfBeanstalk],
    write: [
      ...beanstalk("CreateApplication UpdateApplication UpdateApplicationResourceLifecycle"),
      ...beanstalk("DeleteApplication"),
      ...changedTagsOfBeanstalk,
    ],
  },
  aws_elastic_beanstalk_application_version: {
    read: [...beanstalk("DescribeApplicationVersions"), ...tagsOfBeanstalk],
    write: [
      ...beanstalk("CreateApplicationVersion UpdateApplicationVersion DeleteApplicationVersion"),
      ...beanstalk("DescribeEnvironments"),
      ...changedTagsOfBeanstalk,
    ],
  },
  aws_elastic_beanstalk_environment: {
    read: [
      ...beanstalk("DescribeEnvironments DescribeEnvironmentResources DescribeConfigurationSettings"),
      ...beanstalk("DescribeConfigurationOptions"),
      ...tagsOfBeanstalk,
    ],
    write: [
      ...beanstalk("CreateEnvironment UpdateEnvironment TerminateEnvironment DescribeEvents"),
      ...beanstalk("ValidateConfigurationSettings CheckDNSAvailability DescribeAccountAttributes"),
      ...changedTagsOfBeanstalk,
      // What Elastic Beanstalk does with its caller's rights (Developer Guide, "Elastic Beanstalk user policy"): a stack of
      // CloudFormation, whose Auto Scaling group, launch template, target group, alarms and notifications are made the same way.
      ...cloudformation("CreateStack UpdateStack DeleteStack CancelUpdateStack DescribeStacks GetTemplate"),
      ...cloudformation(
        "DescribeStackEvents DescribeStackResource DescribeStackResources ListStackResources",
      ),
      ...cloudformation("ValidateTemplate"),
      ...autoscaling("CreateAutoScalingGroup UpdateAutoScalingGroup DeleteAutoScalingGroup"),
      ...autoscaling("CreateOrUpdateTags DeleteTags PutScalingPolicy DeletePolicy SetDesiredCapacity"),
      ...autoscaling("PutScheduledUpdateGroupAction DeleteScheduledAction PutNotificationConfiguration"),
      ...autoscaling("SuspendProcesses ResumeProcesses AttachInstances DetachInstances"),
      ...autoscaling("AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups"),
      ...autoscaling(
        "TerminateInstanceInAutoScalingGroup DescribeScalingActivities DescribeScheduledActions",
      ),
      ...autoscaling("DescribePolicies DescribeNotificationConfigurations"),
      ...ec2("CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate RunInstances CreateTags"),
      ...ec2("TerminateInstances DescribeInstances DescribeInstanceStatus DescribeImages DescribeKeyPairs"),
      ...ec2("DescribeLaunchTemplates DescribeLaunchTemplateVersions DescribeAccountAttributes"),
      ...ec2("DescribeInstanceTypes DescribeSpotInstanceRequests"),
      ...actions("elasticloadbalancing", "CreateTargetGroup ModifyTargetGroup DeleteTargetGroup AddTags"),
      ...actions("elasticloadbalancing", "ModifyTargetGroupAttributes RegisterTargets DeregisterTargets"),
      ...actions("elasticloadbalancing", "DescribeTargetHealth CreateRule ModifyRule DeleteRule"),
      ...actions("cloudwatch", "PutMetricAlarm DeleteAlarms DescribeAlarms"),
      ...actions("logs", "CreateLogGroup PutRetentionPolicy DeleteLogGroup DescribeLogGroups"),
      ...actions("sns", "CreateTopic Subscribe SetTopicAttributes GetTopicAttributes DeleteTopic"),
      // Its own bucket for versions, logs and templates of the region.
      ...actions(
        "s3",
        "CreateBucket GetObject GetObjectVersion PutObject PutObjectAcl DeleteObject ListBucket",
      ),
      ...actions(
        "s3",
        "GetBucketLocation GetBucketPolicy PutBucketPolicy PutBucketOwnershipControls GetObjectAcl",
      ),
    ],
  },
  "data.aws_autoscaling_group": { read: autoscaling("DescribeAutoScalingGroups") },
  "data.aws_elastic_beanstalk_solution_stack": { read: beanstalk("ListAvailableSolutionStacks") },
};
