import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * The topic, who may publish to it and who subscribes to it; returns its ARN, once the policy is in force. Or the ARN of an existing one.
 */
export function alarmTopic(module: ModuleStack, aws: AwsContext, input: Inputs): Expression {
  const { name, kmsKeyArn, existingTopic, subscriptions, events, budget } = input;
  const count = tf`${existingTopic.given} ? 0 : 1`;
  const topic = new SnsTopic(module, "alarm_topic", {
    name: `${name}-alarms`,
    kmsMasterKeyId: kmsKeyArn,
    // SHA-256, instead of the default's SHA-1.
    signatureVersion: 2,
  });
  topic.overrideLogicalId("this");
  topic.addOverride("count", count);
  const topicArn = tf`one(${topic.fqn}[*].arn)`;
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource: topicArn } as const;
  const ofThisAccount = { "aws:SourceAccount": aws.account };
  const granted = new SnsTopicPolicy(module, "publishers", {
    arn: topicArn.string,
    policy: policy(
      module,
      "publishers",
      {
        Sid: "OnlyTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
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
        when: budget.given,
        statement: {
          Sid: "BudgetsOfThisAccount",
          ...publish,
          Principal: { Service: "budgets.amazonaws.com" },
          Condition: {
            StringEquals: ofThisAccount,
            // Budgets have no region.
            ArnLike: { "aws:SourceArn": `arn:${aws.partition}:budgets::${aws.account}:*` },
          },
        },
      },
      {
        // EventBridge sends SNS no source: with a condition, events would be lost silently. A rule of another account
        // reaches a topic only with a role of that account, which this does not admit.
        when: tf`length(${events}) > 0`,
        statement: { Sid: "Events", ...publish, Principal: { Service: "events.amazonaws.com" } },
      },
    ),
  });
  granted.addOverride("count", count);
  const { protocol, endpoint } = subscriptions.each.value;
  const subscription = new SnsTopicSubscription(module, "subscriber", {
    topicArn: topicArn.string,
    protocol,
    endpoint,
  });
  subscription.addOverride("for_each", subscriptions);
  return tf`${existingTopic.given} ? ${existingTopic.orNull.arn} : one(${granted.fqn}[*].arn)`;
}
