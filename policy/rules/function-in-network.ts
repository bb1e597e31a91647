import { blocksOf, isThere, verdict } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const functionInNetwork: Rule = {
  id: "function-in-network",
  title: "Functions run in the VPC",
  reason: "Outside, no security group and no flow log sees what a function connects to.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-LambdaInsideVPC"],
  types: ["aws_lambda_function"],
  check: (lambda, side) => {
    const blocks = blocksOf(side, lambda, "vpc_config");
    if (blocks === "unread") return { unread: "vpc_config cannot be read" };
    return verdict(
      isThere(blocks[0]?.["subnet_ids"]),
      "it runs outside the VPC",
      "its subnets cannot be read",
    );
  },
};
