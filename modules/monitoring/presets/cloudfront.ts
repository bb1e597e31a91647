import type { Alarms, Count, Text } from "../compose";

interface Distribution {
  /** ID of the distribution. */
  readonly distributionId: Text;
  /** Share of requests in percent that may fail with 5xx. Default 5. */
  readonly maxErrorPercent?: Count;
}

/**
 * What visitors of a distribution see as a failure: an origin that does not answer, refuses the distribution, or fails itself.
 * CloudFront publishes in us-east-1 only, where the alarm has to be.
 */
export function distributionAlarms({ distributionId, maxErrorPercent = 5 }: Distribution): Alarms {
  return {
    "edge-errors": {
      group: "edge",
      description: "CloudFront answers unusually many requests with an error (5xx).",
      runbook:
        "Look at the access logs: x-edge-detailed-result-type says whether the origin failed or could not be reached.",
      metrics: {
        errors: {
          namespace: "AWS/CloudFront",
          metricName: "5xxErrorRate",
          dimensions: { DistributionId: distributionId, Region: "Global" },
          statistic: "Average",
        },
      },
      threshold: maxErrorPercent,
    },
  };
}
