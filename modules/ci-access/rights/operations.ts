import { actions, type RightsByType } from "./type-rights";

const budgets = (names: string) => actions("budgets", names);
const cloudtrail = (names: string) => actions("cloudtrail", names);
const cloudwatch = (names: string) => actions("cloudwatch", names);
const events = (names: string) => actions("events", names);
const guardduty = (names: string) => actions("guardduty", names);
const logs = (names: string) => actions("logs", names);
const ses = (names: string) => actions("ses", names);
const sns = (names: string) => actions("sns", names);
const sqs = (names: string) => actions("sqs", names);
const tagsOfLogs = logs("TagResource UntagResource");
const logTagList = logs("ListTagsForResource");

/** Logs, alarms, events, queues, mail and the trail. */
export const operationsTypes: RightsByType = {
  aws_cloudwatch_log_group: {
    read: [...logs("DescribeLogGroups"), ...logTagList],
    write: [
      ...logs("CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy"),
      ...logs("AssociateKmsKey DisassociateKmsKey"),
      ...tagsOfLogs,
    ],
  },
  aws_cloudwatch_log_metric_filter: {
    read: logs("DescribeMetricFilters"),
    write: logs("PutMetricFilter DeleteMetricFilter"),
  },
  aws_cloudwatch_query_definition: {
    read: logs("DescribeQueryDefinitions"),
    write: logs("PutQueryDefinition DeleteQueryDefinition"),
  },
  aws_cloudwatch_log_delivery: {
    read: [...logs("GetDelivery"), ...logTagList],
    write: [...logs("CreateDelivery UpdateDeliveryConfiguration DeleteDelivery"), ...tagsOfLogs],
  },
  aws_cloudwatch_log_delivery_destination: {
    read: [...logs("GetDeliveryDestination"), ...logTagList],
    write: [...logs("PutDeliveryDestination DeleteDeliveryDestination"), ...tagsOfLogs],
  },
  aws_cloudwatch_log_delivery_source: {
    read: [...logs("GetDeliverySource"), ...logTagList],
    write: [
      ...logs("PutDeliverySource DeleteDeliverySource"),
      ...tagsOfLogs,
      "cloudfront:AllowVendedLogDeliveryForResource",
    ],
  },
  aws_cloudwatch_dashboard: {
    read: cloudwatch("GetDashboard"),
    write: cloudwatch("PutDashboard DeleteDashboards"),
  },
  aws_cloudwatch_metric_alarm: {
    read: cloudwatch("DescribeAlarms ListTagsForResource"),
    write: cloudwatch("PutMetricAlarm DeleteAlarms TagResource UntagResource"),
  },
  aws_cloudwatch_event_rule: {
    read: events("DescribeRule ListTagsForResource"),
    write: events("PutRule EnableRule DisableRule DeleteRule TagResource UntagResource"),
  },
  aws_cloudwatch_event_target: {
    read: events("ListTargetsByRule"),
    write: events("PutTargets RemoveTargets"),
  },
  aws_budgets_budget: {
    // DescribeBudget and DescribeNotificationsForBudget are authorized as ViewBudget, all changes as ModifyBudget.
    read: budgets("ViewBudget ListTagsForResource"),
    write: budgets("ModifyBudget TagResource UntagResource"),
  },

  aws_sns_topic: {
    read: sns("GetTopicAttributes ListTagsForResource"),
    write: sns("CreateTopic SetTopicAttributes DeleteTopic TagResource UntagResource"),
  },
  aws_sns_topic_policy: { read: sns("GetTopicAttributes"), write: sns("SetTopicAttributes") },
  aws_sns_topic_subscription: {
    read: sns("GetSubscriptionAttributes"),
    write: sns("Subscribe SetSubscriptionAttributes Unsubscribe ListSubscriptionsByTopic"),
  },
  aws_sqs_queue: {
    read: sqs("GetQueueAttributes GetQueueUrl ListQueueTags"),
    write: sqs("CreateQueue SetQueueAttributes DeleteQueue TagQueue UntagQueue"),
  },
  aws_sqs_queue_policy: { read: sqs("GetQueueAttributes"), write: sqs("SetQueueAttributes") },
  aws_sqs_queue_redrive_allow_policy: { read: sqs("GetQueueAttributes"), write: sqs("SetQueueAttributes") },

  aws_sesv2_configuration_set: {
    read: ses("GetConfigurationSet ListTagsForResource"),
    write: ses(
      "CreateConfigurationSet DeleteConfigurationSet PutConfigurationSetDeliveryOptions " +
        "PutConfigurationSetReputationOptions PutConfigurationSetSendingOptions PutConfigurationSetSuppressionOptions " +
        "PutConfigurationSetTrackingOptions PutConfigurationSetVdmOptions TagResource UntagResource",
    ),
  },
  aws_sesv2_configuration_set_event_destination: {
    read: ses("GetConfigurationSetEventDestinations"),
    write: ses(
      "CreateConfigurationSetEventDestination UpdateConfigurationSetEventDestination " +
        "DeleteConfigurationSetEventDestination",
    ),
  },
  aws_sesv2_email_identity: {
    read: ses("GetEmailIdentity ListTagsForResource"),
    write: ses(
      "CreateEmailIdentity DeleteEmailIdentity PutEmailIdentityConfigurationSetAttributes " +
        "PutEmailIdentityDkimAttributes PutEmailIdentityDkimSigningAttributes TagResource UntagResource",
    ),
  },
  aws_sesv2_email_identity_mail_from_attributes: {
    read: ses("GetEmailIdentity"),
    write: ses("PutEmailIdentityMailFromAttributes"),
  },

  aws_cloudtrail: {
    read: cloudtrail("DescribeTrails GetTrail GetTrailStatus GetEventSelectors GetInsightSelectors ListTags"),
    write: cloudtrail(
      "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging PutEventSelectors PutInsightSelectors " +
        "AddTags RemoveTags",
    ),
  },
  aws_guardduty_malware_protection_plan: {
    read: guardduty("GetMalwareProtectionPlan ListTagsForResource"),
    write: guardduty(
      "CreateMalwareProtectionPlan UpdateMalwareProtectionPlan DeleteMalwareProtectionPlan TagResource UntagResource",
    ),
  },
};
