import { tf } from "../../../lib/expression";
import type { Alarms, Count, Text } from "../compose";
import { balancerMetric, errorRate } from "./requests";

interface LoadBalancer {
  /** `app/<name>/<id>`: output arnSuffix of the load-balancer module. */
  readonly arnSuffix: Text;
  /** Share of requests that may fail, in percent. Default 5. */
  readonly maxErrorPercent?: Count;
  /** Seconds within which 95 % of requests must be answered. Default 3. */
  readonly maxLatencySeconds?: Count;
}

/** What users notice first: errors, slowness, and instances that no longer answer. */
export function loadBalancerAlarms({
  arnSuffix,
  maxErrorPercent = 5,
  maxLatencySeconds = 3,
}: LoadBalancer): Alarms {
  const group = "load balancer";
  const dimensions = { LoadBalancer: arnSuffix };
  const metric = balancerMetric(dimensions);
  return {
    "error-rate": {
      group,
      description: "The application answers too many requests with errors (5xx), in percent.",
      ...errorRate(metric, maxErrorPercent),
    },
    unavailable: {
      group,
      description: "The load balancer returns errors of its own (5xx): no instance accepted the request.",
      metrics: { errors: metric("HTTPCode_ELB_5XX_Count", "Sum") },
      threshold: 5,
      periodSeconds: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    latency: {
      group,
      description: "The slowest 5 % of requests take too long, in seconds.",
      metrics: { seconds: metric("TargetResponseTime", "p95") },
      threshold: maxLatencySeconds,
      periodSeconds: 300,
      evaluationPeriods: 3,
    },
    "unhealthy-hosts": {
      group,
      description: "Instances fail the load balancer's health checks.",
      // The target groups are Elastic Beanstalk's, so the query is about all of this load balancer.
      expression: {
        text: tf`join("", ["SELECT MAX(UnHealthyHostCount) FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer, TargetGroup) WHERE LoadBalancer = '", ${arnSuffix}, "'"])`,
      },
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 10,
    },
  };
}
