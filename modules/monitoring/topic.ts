import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The topic, who may publish to it and who subscribes to it; returns its ARN, once the policy is in force. */
export function alarmTopic(module: ModuleStack, aws: AwsContext, input: Inputs): string {
  const { name, kmsKeyArn, subscriptions, events } = input;
  const topic = new SnsTopic(module, "alarm_topic", {
    name: `${name}-alarms`,
    kmsMasterKeyId: kmsKeyArn,
    // SHA-256, instead of the default's SHA-1.
    signatureVersion: 2,
  });
  topic.overrideLogicalId("this");
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topic.arn } as const;
  const ofThisAccount = { "aws:SourceAccount": aws.account };
  const granted = new SnsTopicPolicy(module, "publishers", {
    arn: topic.arn,
    policy: policy(
      module,
      "publishers",
      {
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "AlarmsOfThisAccount",
        ...publish,
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          StringEquals: ofThisAccount,
          ArnLike: { "aws:SourceArn": aws.arn("cloudwatch", "alarm:*") },
        },
      },
      {
        Sid: "BackupsOfThisAccount",
        ...publish,
        Principal: { Service: "backup.amazonaws.com" },
        Condition: { StringEquals: ofThisAccount },
      },
      {
        // EventBridge sends SNS no source: with a condition, events would be lost silently. A rule of another account
        // reaches a topic only with a role of that account, which this does not admit.
        when: tf`length(${events}) > 0`,
        statement: { Sid: "Events", ...publish, Principal: { Service: "events.amazonaws.com" } },
      },
    ),
  });
  const { protocol, endpoint } = subscriptions.each.value;
  const subscription = new SnsTopicSubscription(module, "subscriber", {
    topicArn: topic.arn,
    protocol,
    endpoint,
  });
  subscription.addOverride("for_each", subscriptions);
  return granted.arn;
}
