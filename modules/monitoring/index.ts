import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireSameRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { metricAlarms } from "./alarms";
import { addBudget } from "./budget";
import { dashboard } from "./dashboard";
import { countedLines, forwardedEvents } from "./events";
import { inputs, rules } from "./inputs";
import { savedQueries } from "./log-queries";
import { alarmTopic } from "./topic";

/**
 * What watches an application: alarms and events that go to one encrypted topic, metrics counted from logs, and a dashboard
 * of the same alarms, so that it can never show anything else than what triggers.
 */
export const Monitoring = terraformModule({
  name: "monitoring",
  summary: "Alarms, events and a dashboard for one application, and the encrypted topic that they notify.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    topicArn: "ARN of the topic. Consumers wait for the topic's policy.",
    dashboardName: "Name of the dashboard; null without alarms.",
    alarmArns: "ARNs of the alarms by name.",
  },
  resources(module, input) {
    requireSameRegion(
      module,
      "topicArn",
      { what: "a key", whose: "what it encrypts", arns: { kms_key_arn: input.kmsKeyArn } },
      {
        what: "a topic",
        whose: "the alarms",
        arns: { "existing_topic.arn": input.existingTopic.orNull.arn },
      },
    );
    const aws = awsContext(module);
    const topicArn = alarmTopic(module, aws, input);
    countedLines(module, input);
    forwardedEvents(module, input, topicArn);
    savedQueries(module, input);
    addBudget(module, aws, input, topicArn);
    const alarms = metricAlarms(module, input, topicArn);
    return {
      topicArn,
      dashboardName: dashboard(module, aws, input),
      alarmArns: tf`{for key, alarm in ${reference(alarms.fqn)} : key => alarm.arn}`,
    };
  },
});
