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
    description: `${what} SES reviews such accounts, and may pause their mail.`,
    runbook: "The bounce topic has the addresses. Does mail go to outdated lists of addresses?",
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
    // SES publishes rates only while mail is sent: the last one stays.
    treatMissingData: "ignore" as const,
  });
  return {
    "mail-bounces": rate("Reputation.BounceRate", "At least 5 % of the mail bounces.", 0.05),
    "mail-complaints": rate(
      "Reputation.ComplaintRate",
      "At least 0.1 % of the mail is reported as spam.",
      0.001,
    ),
  };
}
