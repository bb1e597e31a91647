import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf, isTrue } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const loadBalancerLogged: Rule = {
  id: "load-balancer-logged",
  title: "Load balancers log each request",
  reason:
    "Whoever asks later who fetched a record finds it there, and nowhere else if the application was passed by.",
  controls: LOGGED,
  covers: ["HIPAA.Security-ELBLoggingEnabled"],
  types: ["aws_lb"],
  check: (balancer, side) => {
    const logs = blocksOf(side, balancer, "access_logs");
    if (logs === "unread" || isUnknown(logs[0]?.["enabled"])) return { unread: "access_logs cannot be read" };
    return isTrue(logs[0]?.["enabled"]) ? undefined : "access logs are off";
  },
};
