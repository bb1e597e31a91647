import { lacks } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const trailEncrypted: Rule = {
  id: "trail-encrypted",
  title: "Trails are encrypted with a key of their own",
  reason: "The trail says who did what where; with S3's own key, nobody can withdraw it.",
  controls: ENCRYPTED_AT_REST,
  covers: ["HIPAA.Security-CloudTrailEncryptionEnabled"],
  types: ["aws_cloudtrail"],
  check: (trail, side) => lacks(side, trail, "kms_key_id", "it is encrypted with S3's own key"),
};
