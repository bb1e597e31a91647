import { companionVerdict } from "../ask";
import { LOGGED } from "../controls";
import type { Rule } from "../rule";

export const bucketLogged: Rule = {
  id: "bucket-logged",
  title: "Buckets log who fetches what",
  reason: "After a leak, nobody could tell whose files were read.",
  controls: LOGGED,
  covers: ["HIPAA.Security-S3BucketLoggingEnabled"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(side, bucket, {
      type: "aws_s3_bucket_logging",
      argument: "bucket",
      message: "it has no access log",
    }),
};
