import { isThere, unlessSetting } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const instancesHaveRole: Rule = {
  id: "instances-have-role",
  title: "Instances have a role",
  reason: "Without one, somebody puts an access key on them.",
  controls: LEAST_RIGHTS,
  covers: ["HIPAA.Security-EC2InstanceProfileAttached"],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    unlessSetting(
      side,
      environment,
      "aws:autoscaling:launchconfiguration",
      "IamInstanceProfile",
      (value) => isThere(value) === true,
      "its instances have no role",
    ),
};
