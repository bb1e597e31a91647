import { Sesv2ConfigurationSetEventDestination } from "@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination";
import type { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The encrypted topic with what happened to mail that was not delivered, or not wanted. */
export function eventTopic(
  module: ModuleStack,
  aws: AwsContext,
  { name, kmsKeyArn, subscriptions }: Inputs,
  configurationSet: Sesv2ConfigurationSet,
): SnsTopic {
  const topic = new SnsTopic(module, "events", { name: `${name}-mail-events`, kmsMasterKeyId: kmsKeyArn });
  const access = new SnsTopicPolicy(module, "events_access", {
    arn: topic.arn,
    policy: policy(
      module,
      "events",
      {
        Sid: "EventsOfThisConfigurationSet",
        Effect: "Allow",
        Principal: { Service: "ses.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: {
          StringEquals: { "aws:SourceAccount": aws.account, "aws:SourceArn": configurationSet.arn },
        },
      },
      {
        Sid: "EncryptedConnectionsOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: ["sns:Publish", "sns:Subscribe"],
        Resource: topic.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ),
  });
  new Sesv2ConfigurationSetEventDestination(module, "problems", {
    configurationSetName: configurationSet.configurationSetName,
    eventDestinationName: "problems",
    eventDestination: {
      enabled: true,
      matchingEventTypes: ["BOUNCE", "COMPLAINT", "DELIVERY_DELAY", "REJECT"],
      snsDestination: { topicArn: topic.arn },
    },
    dependsOn: [access],
  });
  const subscription = new SnsTopicSubscription(module, "subscriber", {
    topicArn: topic.arn,
    protocol: subscriptions.each.value.protocol,
    endpoint: subscriptions.each.value.endpoint,
  });
  subscription.addOverride("for_each", subscriptions);
  return topic;
}
