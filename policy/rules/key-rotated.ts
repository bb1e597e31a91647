import { isUnknown } from "../../plan/expression/unknown";
import { given, unlessTrue } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const keyRotated: Rule = {
  id: "key-rotated",
  title: "Keys are rotated",
  reason: "The longer a key is used, the more is lost with it.",
  controls: [...ENCRYPTED_AT_REST, "NIST 800-53 SC-12"],
  types: ["aws_kms_key"],
  check: (key, side) => {
    // KMS rotates symmetric keys for encryption only.
    const spec = given(side, key, "customer_master_key_spec");
    const usage = given(side, key, "key_usage");
    if (isUnknown(spec) || isUnknown(usage)) return { unread: "what kind of key it is cannot be read" };
    if (spec !== null && spec !== "SYMMETRIC_DEFAULT") return undefined;
    if (usage !== null && usage !== "ENCRYPT_DECRYPT") return undefined;
    return unlessTrue(side, key, "enable_key_rotation", "enable_key_rotation is off");
  },
};
