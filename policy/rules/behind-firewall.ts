import { companionVerdict, isTrue, lacks } from "../ask";
import { FIREWALL } from "../controls";
import type { Rule } from "../rule";

export const behindFirewall: Rule = {
  id: "behind-firewall",
  title: "What faces the internet is behind a web ACL",
  reason: "Known attacks on PHP, Node and SQL reach the application, where one unpatched library is enough.",
  controls: FIREWALL,
  types: ["aws_lb", "aws_cloudfront_distribution"],
  check: (resource, side) => {
    if (resource.type === "aws_cloudfront_distribution")
      return lacks(side, resource, "web_acl_id", "it has no web ACL");
    if (isTrue(side.value(resource, "internal")) || side.value(resource, "load_balancer_type") === "network")
      return undefined;
    return companionVerdict(side, resource, {
      type: "aws_wafv2_web_acl_association",
      argument: "resource_arn",
      message: "it has no web ACL",
    });
  },
};
