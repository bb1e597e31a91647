import type { Alarms, Text } from "../compose";

/**
 * Bounces and complaints before SES puts the account under review (5 % and 0.1 %). Of the whole account in this region, or of
 * one configuration set that publishes reputation metrics.
 */
export function emailAlarms({ configurationSetName }: { readonly configurationSetName?: Text } = {}): Alarms {
  const dimensions: Record<string, Text> =
    configurationSetName === undefined ? {} : { "ses:configuration-set": configurationSetName };
  const rate = (metricName: string, what: string, threshold: number) => ({
    group: "mail",
    description: `${what} SES reviews the account, and may stop its mail.`,
    runbook: "The bounce topic tells the addresses. Do surveys go to lists of old addresses?",
    metrics: {
      rate: {
        namespace: "AWS/SES",
        metricName,
        statistic: "Maximum",
        dimensions,
      },
    },
    threshold,
    periodSeconds: 3600,
    evaluationPeriods: 1,
    // SES reports only while mail is sent: the last rate stands.
    treatMissingData: "ignore" as const,
  });
  return {
    "mail-bounces": rate("Reputation.BounceRate", "5 % or more of the mail bounces:", 0.05),
    "mail-complaints": rate(
      "Reputation.ComplaintRate",
      "0.1 % or more of the mail is reported as spam:",
      0.001,
    ),
  };
}
