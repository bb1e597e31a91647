import { lacks, verdict, worstOf } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const queueEncrypted: Rule = {
  id: "queue-encrypted",
  title: "Queues are encrypted with a key of their own",
  reason: "Messages name files and users; with SQS's own key, nobody can withdraw it or see who uses it.",
  controls: ENCRYPTED_AT_REST,
  types: ["aws_sqs_queue"],
  check: (queue, side) =>
    worstOf(
      lacks(side, queue, "kms_master_key_id", "it is not encrypted with a key of ours"),
      verdict(
        side.value(queue, "kms_master_key_id") !== "alias/aws/sqs",
        "it is encrypted with AWS's own key",
        "",
      ),
    ),
};
