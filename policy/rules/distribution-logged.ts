import { blocksOf, companionVerdict } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const distributionLogged: Rule = {
  id: "distribution-logged",
  title: "Distributions log each request",
  reason: "Files that CloudFront answers from its cache are seen by no other log.",
  controls: LOGGED,
  types: ["aws_cloudfront_distribution"],
  // Standard logging v2 is a delivery of CloudWatch's; v1 is an argument of the distribution.
  check: (distribution, side) => {
    const own = blocksOf(side, distribution, "logging_config");
    if (own !== "unread" && own.length > 0) return undefined;
    return companionVerdict(side, distribution, {
      type: "aws_cloudwatch_log_delivery_source",
      argument: "resource_arn",
      message: "it logs nothing",
    });
  },
};
