import type { Alarms, Count, Text } from "../compose";

interface Firewall {
  /** Name of the web ACL in metrics: output metricName of the firewall module. */
  readonly metricName: Text;
  /** Region of the metrics. Left out for CloudFront, whose web ACLs have no such dimension. */
  readonly region?: Text;
  /** Number of blocked requests in five minutes that is beyond the usual noise. Default 1000. */
  readonly maxBlocked?: Count;
}

/** An attack, or a new rule that blocks users: both look the same in metrics. */
export function firewallAlarms({ metricName, region, maxBlocked = 1000 }: Firewall): Alarms {
  return {
    "blocked-requests": {
      group: region ? "load balancer" : "edge",
      description: "The firewall blocks unusually many requests: an attack, or a rule that affects users.",
      runbook:
        "The web ACL's log group shows rule, path and address. Set a rule that affects users to count first.",
      metrics: {
        blocked: {
          namespace: "AWS/WAFV2",
          metricName: "BlockedRequests",
          dimensions: { WebACL: metricName, ...(region && { Region: region }), Rule: "ALL" },
          statistic: "Sum",
        },
      },
      threshold: maxBlocked,
      evaluationPeriods: 2,
    },
  };
}
