import type { Alarms, LogMetricFilters, Text } from "../compose";

const METRIC = "cron-runs";

/** Counts the runs of a scheduled job by a line that each of them logs. */
export function cronFilters({
  logGroupName,
  pattern,
}: {
  readonly logGroupName: Text;
  /** The line, as a filter pattern of CloudWatch Logs: `"job started"` with its quotes. */
  readonly pattern: Text;
}): LogMetricFilters {
  return { [METRIC]: { logGroupName, pattern } };
}

/** A dead man's switch: triggers when cronFilters has counted no run for a while. */
export function cronAlarms({
  name,
  minutes = 15,
}: {
  /** `name` of the monitoring module, which is the metric's namespace. */
  readonly name: Text;
  /** Minutes without a run, a multiple of 5. Default 15. */
  readonly minutes?: number;
}): Alarms {
  return {
    "cron-silent": {
      group: "application",
      description: `The scheduled job has not run for ${minutes} minutes: no mail, no reminders, no exports.`,
      runbook: "The job's log group shows which instance is the leader and what stopped it.",
      metrics: { runs: { namespace: name, metricName: METRIC, statistic: "Sum" } },
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: 300,
      evaluationPeriods: Math.ceil(minutes / 5),
      treatMissingData: "breaching",
    },
  };
}
