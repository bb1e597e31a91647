import { unlessSetting } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const instancesMonitored: Rule = {
  id: "instances-monitored",
  title: "Instances are measured each minute",
  reason: "Five minutes are too long to see an overload, and to answer it.",
  controls: MONITORED,
  covers: ["HIPAA.Security-EC2InstanceDetailedMonitoringEnabled"],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    unlessSetting(
      side,
      environment,
      "aws:autoscaling:launchconfiguration",
      "MonitoringInterval",
      (value) => value === "1 minute",
      "its instances are measured every five minutes",
    ),
};
