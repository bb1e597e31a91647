import type { Alarms, Count, Text } from "../compose";

/**
 * A certificate that ACM has not renewed in time. ACM renews 60 days before expiry; the metric lives in the certificate's
 * region (us-east-1 for CloudFront), and so must the alarm.
 */
export function certificateAlarms({
  certificateArn,
  days = 30,
}: {
  readonly certificateArn: Text;
  /** Days before expiry. Default 30. */
  readonly days?: Count;
}): Alarms {
  return {
    "certificate-expiry": {
      group: "load balancer",
      description: "The TLS certificate expires soon and has not been renewed, in days.",
      runbook:
        "Are ACM's validation records still in the zone? An imported certificate must be replaced by hand.",
      metrics: {
        days: {
          namespace: "AWS/CertificateManager",
          metricName: "DaysToExpiry",
          dimensions: { CertificateArn: certificateArn },
          statistic: "Minimum",
        },
      },
      comparison: "LessThanThreshold",
      threshold: days,
      periodSeconds: 86_400,
      evaluationPeriods: 1,
      // ACM publishes nothing once the certificate has expired: stay in ALARM.
      treatMissingData: "ignore",
    },
  };
}
