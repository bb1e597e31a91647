import { isUnknown } from "../../plan/expression/unknown";
import { given, shown } from "../ask";
import { NETWORK_CLOSED } from "../controls";
import type { Rule } from "../rule";

export const routeToInternet: Rule = {
  id: "route-to-internet",
  title: "No route leads to an internet gateway",
  reason: "What is in such a subnet is one address and one security group rule away from the internet.",
  controls: NETWORK_CLOSED,
  covers: ["HIPAA.Security-VPCNoUnrestrictedRouteToIGW"],
  types: ["aws_route"],
  check: (route, side) => {
    const gateway = given(side, route, "gateway_id");
    if (isUnknown(gateway) && !gateway.read && !side.resourceOf(gateway))
      return { unread: `gateway_id is ${shown(gateway)}` };
    const identity = side.identityOf(gateway);
    const isInternet =
      identity.startsWith("igw-") || side.model.resource(identity)?.type === "aws_internet_gateway";
    return isInternet ? "its route table leads to the internet gateway" : undefined;
  },
};
