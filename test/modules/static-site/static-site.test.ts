import { StaticSite } from "../../../modules/static-site";
import { checkedAtSynth } from "../inputs";
import { synthesize } from "../synthesis";
import { accepted, refused } from "./cases";

checkedAtSynth(StaticSite, { accepted, refused });

const { resource, module: calls, locals, output } = synthesize(StaticSite);
const bucketArn = "arn:${terraform_data.here.input.partition}:s3:::${aws_s3_bucket.this.bucket}";

test("the distribution and its certificate are in us-east-1, the bucket where the caller is", () => {
  for (const call of ["distribution", "certificate"])
    expect(calls[call]!["providers"]).toEqual({ aws: "aws.us_east_1" });
  expect(resource["aws_s3_bucket"]!["this"]!["provider"]).toBeUndefined();
});

test("nobody but the distribution reads the bucket, and what is missing is a 404 to it", () => {
  const statements = (locals["access_statements"] as { statement: { Effect: string; Sid: string } }[]).map(
    ({ statement }) => statement,
  );
  const reader = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": "${module.distribution.arn}" } },
  };
  expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
    { Sid: "DistributionReads", ...reader, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { Sid: "DistributionLists", ...reader, Action: "s3:ListBucket", Resource: bucketArn },
  ]);
  expect(calls["distribution"]!["bucket_origin"]).toEqual({
    domain_name: "${aws_s3_bucket.this.bucket_regional_domain_name}",
    listable: true,
  });
});

test("other keys are refused where there is one, and only there", () => {
  const entries = locals["access_statements"] as { when: unknown; statement: { Sid: string } }[];
  const conditional = entries.filter(({ when }) => when !== true);
  expect(conditional.map(({ when, statement: { Sid } }) => [Sid, when])).toEqual([
    ["NoOtherEncryption", "${var.kms_key != null}"],
    ["NoOtherKey", "${var.kms_key != null}"],
  ]);
  expect(resource["aws_s3_bucket_server_side_encryption_configuration"]!["encryption"]!["rule"]).toEqual([
    {
      bucket_key_enabled: "${var.kms_key != null}",
      apply_server_side_encryption_by_default: {
        sse_algorithm: '${var.kms_key != null ? "aws:kms" : "AES256"}',
        kms_master_key_id: "${try(var.kms_key.arn, null)}",
      },
    },
  ]);
});

test("who uploads waits for the bucket's policy", () => {
  expect(output["bucket_name"]!.value).toBe("${aws_s3_bucket_policy.access.bucket}");
});
