import { unless } from "../ask";
import { AVAILABLE } from "../controls";
import type { Rule } from "../rule";

export const tableScales: Rule = {
  id: "table-scales",
  title: "Tables take as many requests as come",
  reason: "A table with a fixed capacity refuses requests beyond it.",
  controls: AVAILABLE,
  covers: ["HIPAA.Security-DynamoDBAutoScalingEnabled"],
  types: ["aws_dynamodb_table"],
  check: (table, side) =>
    unless(side, table, "billing_mode", (mode) => mode === "PAY_PER_REQUEST", "its capacity is fixed"),
};
