import { lacks } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const logsEncrypted: Rule = {
  id: "logs-encrypted",
  title: "Log groups are encrypted with a key of their own",
  reason: "Logs name patients and users; with AWS's own key, nobody can withdraw it or see who uses it.",
  controls: ENCRYPTED_AT_REST,
  covers: ["HIPAA.Security-CloudWatchLogGroupEncrypted"],
  types: ["aws_cloudwatch_log_group"],
  check: (group, side) => lacks(side, group, "kms_key_id", "it is encrypted with AWS's own key"),
};
