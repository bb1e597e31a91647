import type { Alarms, Count, Text } from "../compose";

interface Firewall {
  /** Name of the web ACL in metrics: output metricName of the firewall module. */
  readonly metricName: Text;
  readonly region: Text;
  /** Blocked requests in five minutes that are more than the usual noise. Default 1000. */
  readonly maxBlocked?: Count;
}

/** An attack, or a new rule that blocks users: both look the same from afar. */
export function firewallAlarms({ metricName, region, maxBlocked = 1000 }: Firewall): Alarms {
  return {
    "blocked-requests": {
      group: "load balancer",
      description: "The firewall blocks unusually many requests: an attack, or a rule that hits users.",
      runbook:
        "The web ACL's log group tells rule, path and address. A rule that hits users goes to count first.",
      metrics: {
        blocked: {
          namespace: "AWS/WAFV2",
          metricName: "BlockedRequests",
          dimensions: { WebACL: metricName, Region: region, Rule: "ALL" },
          statistic: "Sum",
        },
      },
      threshold: maxBlocked,
      evaluationPeriods: 2,
    },
  };
}
