import { companionVerdict } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const firewallLogged: Rule = {
  id: "firewall-logged",
  title: "Web ACLs log what they do",
  reason: "Without the log nobody sees what was tried, nor what was blocked by mistake.",
  controls: LOGGED,
  covers: ["HIPAA.Security-WAFv2LoggingEnabled"],
  types: ["aws_wafv2_web_acl"],
  check: (acl, side) =>
    companionVerdict(side, acl, {
      type: "aws_wafv2_web_acl_logging_configuration",
      argument: "resource_arn",
      message: "it logs nothing",
    }),
};
