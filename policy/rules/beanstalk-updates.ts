import { unlessSetting, worstOf } from "../ask";
import { PATCHED } from "../controls";
import type { Rule } from "../rule";

export const beanstalkUpdates: Rule = {
  id: "beanstalk-updates",
  title: "Elastic Beanstalk updates the platform by itself",
  reason: "A hole in PHP or in the system stays open until somebody remembers to upgrade.",
  controls: PATCHED,
  covers: ["HIPAA.Security-ElasticBeanstalkManagedUpdatesEnabled"],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    worstOf(
      unlessSetting(
        side,
        environment,
        "aws:elasticbeanstalk:managedactions",
        "ManagedActionsEnabled",
        (value) => value === "true",
        "managed updates are off",
      ),
      unlessSetting(
        side,
        environment,
        "aws:elasticbeanstalk:managedactions:platformupdate",
        "UpdateLevel",
        (value) => value === "minor" || value === "patch",
        "no update is chosen (UpdateLevel)",
      ),
    ),
};
