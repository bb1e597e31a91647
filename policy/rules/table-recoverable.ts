import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf, isTrue } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const tableRecoverable: Rule = {
  id: "table-recoverable",
  title: "Tables can be set back to any second",
  reason: "Without point-in-time recovery, what a mistake deletes is gone.",
  controls: BACKED_UP,
  covers: ["HIPAA.Security-DynamoDBPITREnabled"],
  types: ["aws_dynamodb_table"],
  check: (table, side) => {
    const blocks = blocksOf(side, table, "point_in_time_recovery");
    if (blocks === "unread" || isUnknown(blocks[0]?.["enabled"]))
      return { unread: "point_in_time_recovery cannot be read" };
    return isTrue(blocks[0]?.["enabled"]) ? undefined : "point-in-time recovery is off";
  },
};
