import type { Count, Text } from "../compose";

/** Makes metrics of a load balancer, or of one of its target groups, by name and statistic. */
export const balancerMetric =
  (dimensions: Readonly<Record<string, Text>>) => (metricName: string, statistic: string) => ({
    namespace: "AWS/ApplicationELB",
    metricName,
    statistic,
    dimensions,
  });

/** What makes an alarm on the share of requests, in percent, that targets answer with errors (5xx). */
export const errorRate = (metric: ReturnType<typeof balancerMetric>, maxErrorPercent: Count) => ({
  metrics: {
    errors: metric("HTTPCode_Target_5XX_Count", "Sum"),
    requests: metric("RequestCount", "Sum"),
  },
  // One error among three requests at night is no outage.
  expression: { text: "IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)" },
  threshold: maxErrorPercent,
  periodSeconds: 60,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
});
