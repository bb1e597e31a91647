import { unlessSetting } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const instancesImdsv2: Rule = {
  id: "instances-imdsv2",
  title: "Instances give their credentials to requests with a token only",
  reason:
    "With version 1 of the metadata service, one request that the application is talked into gives its role away.",
  controls: LEAST_RIGHTS,
  covers: ["HIPAA.Security-EC2IMDSv2Enabled"],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    unlessSetting(
      side,
      environment,
      "aws:autoscaling:launchconfiguration",
      "DisableIMDSv1",
      (value) => value === "true",
      "its instances have version 1 of the metadata service",
    ),
};
