import type { Alarms, Count, Text } from "../compose";

/**
 * A certificate that ACM has not renewed in time. ACM renews 60 days before the end; the metric lives in the certificate's
 * region (us-east-1 for CloudFront), and so must the alarm.
 */
export function certificateAlarms({
  certificateArn,
  days = 30,
}: {
  readonly certificateArn: Text;
  /** Days before the end. Default 30. */
  readonly days?: Count;
}): Alarms {
  return {
    "certificate-expiry": {
      group: "load balancer",
      description: "The TLS certificate ends soon and has not been renewed, in days.",
      runbook:
        "Are ACM's validation records still in the zone? An imported certificate is for you to replace.",
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
      // ACM falls silent once the certificate has ended: stay in alarm.
      treatMissingData: "ignore",
    },
  };
}
