import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** Name of an alarm in CloudWatch. */
export const alarmName = (name: string, key: string): string => `${name}-${key}`;

type Alarm = Inputs["alarms"]["each"]["value"];

/** Statistics that an alarm takes without a metric query. */
const STATISTICS = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"] as const;

/** One alarm for each entry of the input; each notifies the topic. */
export function metricAlarms(
  module: ModuleStack,
  input: Inputs,
  topicArn: Expression,
): CloudwatchMetricAlarm {
  const { name, alarms, notifyRecovery } = input;
  const { key, value: alarm } = alarms.each;
  const plain = plainMetrics(module, alarms);
  const resource = new CloudwatchMetricAlarm(module, "alarm", {
    alarmName: alarmName(name, key),
    alarmDescription: tf`join("\n\n", compact([${alarm.description}, ${alarm.runbook}]))`.string,
    comparisonOperator: alarm.comparison,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: tf`coalesce(${alarm.datapointsToAlarm}, ${alarm.evaluationPeriods})`.number,
    treatMissingData: alarm.treatMissingData,
    namespace: tf`try(${plain}[each.key].namespace, null)`.string,
    metricName: tf`try(${plain}[each.key].metric_name, null)`.string,
    dimensions: tf`try(${plain}[each.key].dimensions, null)`.map,
    statistic: tf`try(${plain}[each.key].statistic, null)`.string,
    period: tf`contains(keys(${plain}), each.key) ? ${alarm.periodSeconds} : null`.number,
    alarmActions: [topicArn.string],
    okActions: tf`${notifyRecovery} ? [${topicArn}] : []`.list,
  });
  resource.overrideLogicalId("this");
  resource.addOverride("for_each", alarms);
  resource.addOverride("dynamic.metric_query", [metricQueries(alarm, plain), expressionQuery(alarm, key)]);
  return resource;
}

/**
 * Metrics of alarms on one metric and an ordinary statistic, by alarm. CloudWatch's DescribeAlarmsForMetric, and with it Security Hub
 * and most auditing tools, find such an alarm only if it has no metric query.
 */
function plainMetrics(module: ModuleStack, alarms: Inputs["alarms"]): Expression {
  const { expression, metrics } = alarms.as("alarm");
  const ordinary = tf`alltrue([for metric in values(${metrics}) : contains(${STATISTICS}, metric.statistic)])`;
  return local(
    module,
    "plain_metrics",
    tf`{for key, alarm in ${alarms} : key => one(values(${metrics})) if ${expression} == null && ${ordinary}}`,
  );
}

function metricQueries({ metrics, expression, periodSeconds }: Alarm, plain: Expression): object {
  const { key, value: metric } = metrics.in("metric_query");
  return {
    for_each: tf`{for id, metric in ${metrics} : id => metric if !contains(keys(${plain}), each.key)}`,
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
