import { companionVerdict } from "../ask";
import { BACKED_UP } from "../controls";
import type { Rule } from "../rule";

export const bucketReplicated: Rule = {
  id: "bucket-replicated",
  title: "Buckets are copied to another place",
  reason: "What one account or region loses is lost.",
  controls: BACKED_UP,
  covers: ["HIPAA.Security-S3BucketReplicationEnabled"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(side, bucket, {
      type: "aws_s3_bucket_replication_configuration",
      argument: "bucket",
      message: "it has no replication",
    }),
};
