import { z } from "zod";
import { arn, forceDestroyLogs, logRetention, namePrefix } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";

export const inputs = {
  name: namePrefix(32).describe("Name of the cluster."),
  kmsKeyArn: arn("kms", "key/").describe(
    "KMS key that encrypts ECS Exec sessions and their log. Its policy must admit CloudWatch Logs.",
  ),
  containerInsights: z
    .enum(["enhanced", "enabled", "disabled"])
    .default("enhanced")
    .describe(
      "CloudWatch Container Insights. enhanced, which AWS recommends, adds metrics of single tasks and containers; enabled " +
        "has those of the cluster and its services. Both are charged as custom metrics and logs.",
    ),
  fargateSpot: z
    .boolean()
    .default(false)
    .describe(
      "Lets services use the capacity provider FARGATE_SPOT, whose tasks AWS stops with two minutes' notice: for work that " +
        "may be interrupted.",
    ),
  execLogRetentionDays: logRetention()
    .default(2192)
    .describe(
      "Days to keep the log of ECS Exec sessions, which is an audit log. Default: six years, 45 CFR 164.316(b)(2)(i).",
    ),
  forceDestroyLogs: forceDestroyLogs(),
};

export type Inputs = InputReferences<typeof inputs>;
