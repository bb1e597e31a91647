import { tf } from "../../lib/expression";
import type { Inputs } from "./inputs";

/** Performance Insights of the cluster and of each instance, which must agree. */
export function insightsArguments({ performanceInsights: mode, kmsKeyArn }: Inputs) {
  const on = tf`${mode} != "off"`;
  return {
    performanceInsightsEnabled: on,
    performanceInsightsKmsKeyId: tf`${on} ? ${kmsKeyArn} : null`.string,
    performanceInsightsRetentionPeriod: tf`${on} ? (${mode} == "advanced" ? 465 : 7) : null`.number,
  };
}
