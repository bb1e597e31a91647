import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Name of an alarm in CloudWatch. */
export const alarmName = (name: string, key: string): string => `${name}-${key}`;

type Alarm = Inputs["alarms"]["each"]["value"];

/** One alarm for each entry of the input; each notifies the topic. */
export function metricAlarms(module: ModuleStack, input: Inputs, topicArn: string): CloudwatchMetricAlarm {
  const { name, alarms, notifyRecovery } = input;
  const { key, value: alarm } = alarms.each;
  const resource = new CloudwatchMetricAlarm(module, "alarm", {
    alarmName: alarmName(name, key),
    alarmDescription: tf`join("\n\n", compact([${alarm.description}, ${alarm.runbook}]))`.string,
    comparisonOperator: alarm.comparison,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: tf`coalesce(${alarm.datapointsToAlarm}, ${alarm.evaluationPeriods})`.number,
    treatMissingData: alarm.treatMissingData,
    alarmActions: [topicArn],
    okActions: tf`${notifyRecovery} ? [${topicArn}] : []`.list,
  });
  resource.overrideLogicalId("this");
  resource.addOverride("for_each", alarms);
  resource.addOverride("dynamic.metric_query", [metricQueries(alarm), expressionQuery(alarm, key)]);
  return resource;
}

function metricQueries({ metrics, expression, periodSeconds }: Alarm): object {
  const { key, value: metric } = metrics.in("metric_query");
  return {
    for_each: metrics,
    content: {
      id: key,
      // An alarm watches one series: the expression's, or the only metric's.
      return_data: tf`${expression} == null`,
      metric: {
        namespace: metric.namespace,
        metric_name: metric.metricName,
        dimensions: metric.dimensions,
        stat: metric.statistic,
        period: periodSeconds,
      },
    },
  };
}

function expressionQuery({ metrics, expression, periodSeconds }: Alarm, label: string): object {
  return {
    for_each: tf`${expression}[*]`,
    content: {
      id: "result",
      label,
      expression: expression.in("metric_query").text,
      return_data: true,
      // Metrics have a period of their own; a query has none.
      period: tf`length(${metrics}) == 0 ? ${periodSeconds} : null`,
    },
  };
}
