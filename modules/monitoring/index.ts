import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { reference, tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { metricAlarms } from "./alarms";
import { dashboard } from "./dashboard";
import { inputs } from "./inputs";
import { alarmTopic } from "./topic";

/**
 * What watches an application: alarms and events that go to one encrypted topic, metrics counted from logs, and a dashboard
 * made of the same alarms, so that it can never show something else than what rings.
 */
export const Monitoring = terraformModule({
  name: "monitoring",
  summary: "Alarms, events and a dashboard for one application, and the encrypted topic that tells of them.",
  providers: [awsProvider],
  inputs,
  outputs: {
    topicArn: "ARN of the topic. Whoever uses it waits for the topic's policy.",
    dashboardName: "Name of the dashboard; null without alarms.",
    alarmArns: "ARNs of the alarms by name.",
  },
  resources(module, input) {
    const { name, events, logMetricFilters } = input;
    const aws = awsContext(module);
    const topicArn = alarmTopic(module, aws, input);

    const filter = new CloudwatchLogMetricFilter(module, "lines", {
      name: `${name}-${reference("each.key").string}`,
      logGroupName: reference("each.value.log_group_name").string,
      pattern: reference("each.value.pattern").string,
      metricTransformation: {
        namespace: name,
        name: reference("each.key").string,
        value: reference("each.value.value").string,
      },
    });
    filter.addOverride("for_each", logMetricFilters);

    const rule = new CloudwatchEventRule(module, "event", {
      name: `${name}-${reference("each.key").string}`,
      description: reference("each.value.description").string,
      eventPattern: reference("each.value.pattern").string,
    });
    rule.addOverride("for_each", events);
    const target = new CloudwatchEventTarget(module, "topic", {
      rule: tf`${rule.fqn}[each.key].name`.string,
      targetId: "topic",
      arn: topicArn,
    });
    target.addOverride("for_each", events);

    const alarms = metricAlarms(module, input, topicArn);
    return {
      topicArn,
      dashboardName: dashboard(module, aws, input),
      alarmArns: tf`{for key, alarm in ${reference(alarms.fqn)} : key => alarm.arn}`,
    };
  },
});
