import { unless } from "../ask";
import { MONITORED } from "../controls";
import type { Rule } from "../rule";

export const functionConcurrency: Rule = {
  id: "function-concurrency",
  title: "Functions have a concurrency of their own",
  reason: "A function that runs wild takes the account's concurrency from all others.",
  controls: MONITORED,
  covers: ["HIPAA.Security-LambdaConcurrency"],
  types: ["aws_lambda_function"],
  check: (lambda, side) =>
    unless(
      side,
      lambda,
      "reserved_concurrent_executions",
      (value) => value !== null && Number(value) >= 0,
      "it has no concurrency of its own",
    ),
};
