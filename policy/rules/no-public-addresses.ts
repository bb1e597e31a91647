import { isTrue, unless } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const noPublicAddresses: Rule = {
  id: "no-public-addresses",
  title: "Subnets give no public addresses by themselves",
  reason: "Whoever starts something in such a subnet puts it on the internet without asking for it.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-VPCSubnetAutoAssignPublicIpDisabled"],
  types: ["aws_subnet"],
  check: (subnet, side) =>
    unless(
      side,
      subnet,
      "map_public_ip_on_launch",
      (value) => !isTrue(value),
      "whatever starts in it gets a public address (map_public_ip_on_launch)",
    ),
};
