import { LogBucket } from "../../../modules/log-bucket";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

const { resource, output } = synthesize(LogBucket);
const block = (type: string, name: string) => resource[type]![name]!;

checkedAtSynth(LogBucket, { accepted, refused });

test("nothing in it can become public, and it has no ACLs", () => {
  const { bucket, ...flags } = block("aws_s3_bucket_public_access_block", "private");
  expect(bucket).toBe("${aws_s3_bucket.this.id}");
  expect(flags).toEqual({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(block("aws_s3_bucket_ownership_controls", "ownership")["rule"]).toEqual({
    object_ownership: "BucketOwnerEnforced",
  });
});

test("is encrypted in the one way in which load balancers can write", () => {
  const { rule } = block("aws_s3_bucket_server_side_encryption_configuration", "encryption");
  expect(rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
});

test("keeps versions", () => {
  expect(block("aws_s3_bucket_versioning", "versioning")["versioning_configuration"]).toEqual({
    status: "Enabled",
  });
});

test("consumers of the bucket's name or ARN wait for the policy that admits the delivery services", () => {
  expect(output["bucket_name"]!.value).toBe("${aws_s3_bucket_policy.delivery.bucket}");
  expect(output["bucket_arn"]).toMatchObject({
    value: "${aws_s3_bucket.this.arn}",
    depends_on: ["aws_s3_bucket_policy.delivery"],
  });
});
