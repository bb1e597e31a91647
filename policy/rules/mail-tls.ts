import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import type { Rule } from "../rule";

export const mailTls: Rule = {
  id: "mail-tls",
  title: "Mail leaves over TLS, or not at all",
  reason: "SES sends in clear to servers without TLS unless it is told not to.",
  controls: ENCRYPTED_IN_TRANSIT,
  types: ["aws_sesv2_configuration_set"],
  check: (set, side) => {
    const blocks = blocksOf(side, set, "delivery_options");
    if (blocks === "unread" || isUnknown(blocks[0]?.["tls_policy"]))
      return { unread: "tls_policy cannot be read" };
    return blocks[0]?.["tls_policy"] === "REQUIRE" ? undefined : "mail may leave in clear";
  },
};
