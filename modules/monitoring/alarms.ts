import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";

interface Settings {
  readonly name: string;
  readonly alarms: Expression;
  readonly notifyRecovery: Expression;
}

/** Name of an alarm in CloudWatch, as HCL text for inside a template. */
export const alarmName = (name: string, key: string): string => `${name}-${key}`;

/** One alarm for each entry of the input, told to the topic. */
export function metricAlarms(
  module: ModuleStack,
  settings: Settings,
  topicArn: string,
): CloudwatchMetricAlarm {
  const { name, alarms, notifyRecovery } = settings;
  const of = (attribute: string) => reference(`each.value.${attribute}`);
  const alarm = new CloudwatchMetricAlarm(module, "alarm", {
    alarmName: alarmName(name, reference("each.key").string),
    alarmDescription: tf`join("\n\n", compact([${of("description")}, ${of("runbook")}]))`.string,
    comparisonOperator: of("comparison").string,
    threshold: of("threshold").number,
    evaluationPeriods: of("evaluation_periods").number,
    datapointsToAlarm: tf`coalesce(${of("datapoints_to_alarm")}, ${of("evaluation_periods")})`.number,
    treatMissingData: of("treat_missing_data").string,
    alarmActions: [topicArn],
    okActions: tf`${notifyRecovery} ? [${topicArn}] : []`.list,
  });
  alarm.overrideLogicalId("this");
  alarm.addOverride("for_each", alarms);
  alarm.addOverride("dynamic.metric_query", [
    {
      for_each: of("metrics"),
      content: {
        id: "${metric_query.key}",
        // An alarm rings for one series: the expression's, or the only metric's.
        return_data: tf`${of("expression")} == null`,
        metric: {
          namespace: "${metric_query.value.namespace}",
          metric_name: "${metric_query.value.metric_name}",
          dimensions: "${metric_query.value.dimensions}",
          stat: "${metric_query.value.statistic}",
          period: of("period_seconds"),
        },
      },
    },
    {
      for_each: tf`${of("expression")}[*]`,
      content: {
        id: "result",
        label: "${each.key}",
        expression: "${metric_query.value}",
        return_data: true,
        // Metrics bring their period along; a query has none.
        period: tf`length(${of("metrics")}) == 0 ? ${of("period_seconds")} : null`,
      },
    },
  ]);
  return alarm;
}
