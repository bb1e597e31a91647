import { lacks, verdict, worstOf } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const topicEncrypted: Rule = {
  id: "topic-encrypted",
  title: "Topics are encrypted with a key of their own",
  reason:
    "Alarms and reports of bounces name addresses and systems; with AWS's own key, alarms could not publish either.",
  controls: [...ENCRYPTED_AT_REST, "45 CFR 164.308(a)(1)(ii)(B)", "45 CFR 164.314(b)(2)(i)"],
  covers: ["HIPAA.Security-SNSEncryptedKMS"],
  types: ["aws_sns_topic"],
  check: (topic, side) =>
    worstOf(
      lacks(side, topic, "kms_master_key_id", "it is not encrypted with a key"),
      verdict(
        side.value(topic, "kms_master_key_id") !== "alias/aws/sns",
        "it is encrypted with AWS's own key",
        "",
      ),
    ),
};
