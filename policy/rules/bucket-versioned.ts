import { isUnknown } from "../../plan/expression/unknown";
import { blocksOf, companionVerdict } from "../ask";
import { BACKED_UP, UNCHANGED } from "../controls";
import type { Rule } from "../rule";

export const bucketVersioned: Rule = {
  id: "bucket-versioned",
  title: "Buckets keep earlier versions",
  reason: "What is overwritten or deleted by mistake, or by an extortionist, is gone.",
  controls: [...BACKED_UP, ...UNCHANGED],
  covers: ["HIPAA.Security-S3BucketVersioningEnabled"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(
      side,
      bucket,
      { type: "aws_s3_bucket_versioning", argument: "bucket", message: "it keeps no earlier versions" },
      (versioning) => {
        const blocks = blocksOf(side, versioning, "versioning_configuration");
        if (blocks === "unread" || isUnknown(blocks[0]?.["status"]))
          return { unread: "versioning cannot be read" };
        return blocks[0]?.["status"] === "Enabled" ? undefined : "it keeps no earlier versions";
      },
    ),
};
