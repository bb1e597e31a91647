import { isUnknown } from "../../plan/expression/unknown";
import { objectsIn } from "../../plan/side";
import { blocksOf, companionVerdict, isThere, verdict } from "../ask";
import { ENCRYPTED_AT_REST } from "../controls";
import type { Rule } from "../rule";

export const bucketEncrypted: Rule = {
  id: "bucket-encrypted",
  title: "Buckets are encrypted with a key of their own",
  reason:
    "With S3's own key, whoever may read the bucket reads the files: nobody can withdraw the key or see who uses it.",
  controls: ENCRYPTED_AT_REST,
  covers: ["HIPAA.Security-S3DefaultEncryptionKMS"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(
      side,
      bucket,
      {
        type: "aws_s3_bucket_server_side_encryption_configuration",
        argument: "bucket",
        message: "it is encrypted with S3's own key",
      },
      (configuration) => {
        const rules = blocksOf(side, configuration, "rule");
        const [standard] =
          rules === "unread" ? [] : objectsIn(rules[0]?.["apply_server_side_encryption_by_default"]);
        if (rules === "unread" || isUnknown(standard?.["sse_algorithm"]))
          return { unread: "encryption cannot be read" };
        return verdict(
          /^aws:kms/.test(String(standard?.["sse_algorithm"]))
            ? isThere(standard?.["kms_master_key_id"])
            : false,
          "it is encrypted with S3's own key",
          "its key cannot be read",
        );
      },
    ),
};
