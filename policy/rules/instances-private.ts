import { isThere, unlessSetting, worstOf } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const instancesPrivate: Rule = {
  id: "instances-private",
  title: "Instances of Elastic Beanstalk are in the VPC, without public addresses",
  reason: "An instance on the internet is one security group rule away from everybody.",
  controls: NOT_PUBLIC,
  covers: [
    "HIPAA.Security-AutoScalingLaunchConfigPublicIpDisabled",
    "HIPAA.Security-EC2InstanceNoPublicIp",
    "HIPAA.Security-EC2InstancesInVPC",
  ],
  types: ["aws_elastic_beanstalk_environment"],
  check: (environment, side) =>
    worstOf(
      unlessSetting(
        side,
        environment,
        "aws:ec2:vpc",
        "AssociatePublicIpAddress",
        (value) => value === "false",
        "its instances have public addresses",
      ),
      unlessSetting(
        side,
        environment,
        "aws:ec2:vpc",
        "VPCId",
        (value) => isThere(value) === true,
        "it is in no VPC of ours",
      ),
    ),
};
