import { companionVerdict, unlessTrue, worstOf } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const bucketNotPublic: Rule = {
  id: "bucket-not-public",
  title: "Buckets refuse everything public",
  reason: "A policy or an ACL that somebody adds by mistake would publish patients' files.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-S3BucketLevelPublicAccessProhibited"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(
      side,
      bucket,
      {
        type: "aws_s3_bucket_public_access_block",
        argument: "bucket",
        message: "nothing blocks public access",
      },
      (block) =>
        worstOf(
          ...[
            "block_public_acls",
            "block_public_policy",
            "ignore_public_acls",
            "restrict_public_buckets",
          ].map((name) => unlessTrue(side, block, name, `${name} is off`)),
        ),
    ),
};
