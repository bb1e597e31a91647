import { unlessSetting } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const beanstalkHealth: Rule = {
  id: "beanstalk-health",
  title: "Elastic Beanstalk reports the application's health",
  reason: "Basic health says that an instance runs, not that the application answers.",
  controls: MONITORED,
  covers: ["HIPAA.Security-ElasticBeanstalkEnhancedHealthReportingEnabled"],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    unlessSetting(
      side,
      environment,
      "aws:elasticbeanstalk:healthreporting:system",
      "SystemType",
      (value) => value === "enhanced",
      "its health reporting is basic",
    ),
};
