import { blocksOf, isThere, verdict } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const functionDeadLetter: Rule = {
  id: "function-dead-letter",
  title: "Functions keep the events that they could not handle",
  reason: "An event that fails is gone, and nobody knows.",
  controls: MONITORED,
  covers: ["HIPAA.Security-LambdaDLQ"],
  types: ["aws_lambda_function"],
  check: (lambda, side) => {
    const blocks = blocksOf(side, lambda, "dead_letter_config");
    if (blocks === "unread") return { unread: "dead_letter_config cannot be read" };
    return verdict(
      isThere(blocks[0]?.["target_arn"]),
      "it has no dead-letter queue",
      "its dead-letter queue cannot be read",
    );
  },
};
