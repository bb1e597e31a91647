import { companionVerdict, isGiven, verdict, worstOf } from "../ask";
import { NETWORK_CLOSED } from "../controls";
import type { Rule } from "../rule";

export const defaultSecurityGroupClosed: Rule = {
  id: "default-security-group-closed",
  title: "The default security group of each VPC admits nothing",
  reason:
    "Whatever is created without a security group gets this one, which lets its members reach each other and the internet.",
  controls: NETWORK_CLOSED,
  covers: ["HIPAA.Security-VPCDefaultSecurityGroupClosed"],
  types: ["aws_vpc"],
  check: (vpc, side) =>
    companionVerdict(
      side,
      vpc,
      {
        type: "aws_default_security_group",
        argument: "vpc_id",
        message:
          "its default security group is as AWS makes it, open between its members and to the internet",
      },
      (group) =>
        worstOf(
          ...["ingress", "egress"].map((rules) =>
            // The provider takes away the rules that nobody gives.
            verdict(!isGiven(side, group, rules), `its default security group has rules (${rules})`, ""),
          ),
        ),
    ),
};
