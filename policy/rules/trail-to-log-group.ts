import { lacks } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const trailToLogGroup: Rule = {
  id: "trail-to-log-group",
  title: "Trails write to CloudWatch, too",
  reason: "Alarms watch the log group: files in a bucket notify nobody.",
  controls: LOGGED,
  covers: ["HIPAA.Security-CloudTrailCloudWatchLogsEnabled"],
  types: ["aws_cloudtrail"],
  check: (trail, side) => lacks(side, trail, "cloud_watch_logs_group_arn", "it writes to no log group"),
};
