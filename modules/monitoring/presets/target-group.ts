import type { Alarms, Count, Text } from "../compose";
import { balancerMetric, errorRate } from "./requests";

interface TargetGroup {
  /** `app/<name>/<id>`: output arnSuffix of the load-balancer module. */
  readonly loadBalancerArnSuffix: Text;
  /** `targetgroup/<name>/<id>`: attribute arn_suffix of a target group. */
  readonly targetGroupArnSuffix: Text;
  /** Targets that must be healthy. Default 1. */
  readonly minHealthyTargets?: Count;
  /** Share of requests that may fail, in percent. Default 5, as CloudWatch recommends for 5xx answers. */
  readonly maxErrorPercent?: Count;
  /** Seconds within which 95 % of requests must be answered. Default 3. */
  readonly maxLatencySeconds?: Count;
}

/** One target group of a load balancer: whether its targets are healthy, and how they answer. */
export function targetGroupAlarms({
  loadBalancerArnSuffix,
  targetGroupArnSuffix,
  minHealthyTargets = 1,
  maxErrorPercent = 5,
  maxLatencySeconds = 3,
}: TargetGroup): Alarms {
  const group = "targets";
  const metric = balancerMetric({ LoadBalancer: loadBalancerArnSuffix, TargetGroup: targetGroupArnSuffix });
  return {
    "healthy-targets": {
      group,
      description:
        "Too few targets answer the load balancer's health checks: users get errors, or soon will.",
      runbook: "The target group shows the reason for each target; the targets' logs show the rest.",
      metrics: { healthy: metric("HealthyHostCount", "Minimum") },
      comparison: "LessThanThreshold",
      threshold: minHealthyTargets,
      periodSeconds: 60,
      evaluationPeriods: 3,
      // A target group without targets has no data.
      treatMissingData: "breaching",
    },
    "unhealthy-targets": {
      group,
      description: "A target has failed the load balancer's health checks for ten minutes.",
      runbook: "The target group shows the reason. A target that is only starting is healthy sooner.",
      metrics: { unhealthy: metric("UnHealthyHostCount", "Maximum") },
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 10,
    },
    "target-errors": {
      group,
      description: "The targets answer too many requests with errors (5xx), in percent.",
      ...errorRate(metric, maxErrorPercent),
    },
    "target-latency": {
      group,
      description: "The slowest 5 % of the targets' answers take too long, in seconds.",
      metrics: { seconds: metric("TargetResponseTime", "p95") },
      threshold: maxLatencySeconds,
      periodSeconds: 300,
      evaluationPeriods: 3,
    },
  };
}
