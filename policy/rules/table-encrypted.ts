import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf, isThere, isTrue, verdict } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const tableEncrypted: Rule = {
  id: "table-encrypted",
  title: "Tables are encrypted with a key of their own",
  reason: "With AWS's own key, nobody here can withdraw it or see who uses it.",
  controls: ENCRYPTED_AT_REST,
  types: ["aws_dynamodb_table"],
  check: (table, side) => {
    const blocks = blocksOf(side, table, "server_side_encryption");
    if (blocks === "unread" || isUnknown(blocks[0]?.["enabled"]))
      return { unread: "server_side_encryption cannot be read" };
    return verdict(
      isTrue(blocks[0]?.["enabled"]) && isThere(blocks[0]?.["kms_key_arn"]),
      "it is encrypted with AWS's own key",
      "",
    );
  },
};
