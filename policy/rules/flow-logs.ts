import { companionVerdict, unless } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const flowLogs: Rule = {
  id: "flow-logs",
  title: "Each VPC logs its connections",
  reason: "Without flow logs nobody can tell what an intruder reached.",
  controls: LOGGED,
  covers: ["HIPAA.Security-VPCFlowLogsEnabled"],
  types: ["aws_vpc"],
  check: (vpc, side) =>
    companionVerdict(
      side,
      vpc,
      { type: "aws_flow_log", argument: "vpc_id", message: "it has no flow log" },
      (log) =>
        unless(
          side,
          log,
          "traffic_type",
          (type) => type === "ALL",
          "its flow log leaves out a part of the connections",
        ),
    ),
};
