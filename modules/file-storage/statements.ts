import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { AwsContext, Statement } from "../../lib/aws";
import { onlyModernTls } from "../log-bucket/statements";

/** What nobody may do, whatever IAM grants: come without TLS 1.2, or store a file under another key than the bucket's. */
export function refusals(bucket: S3Bucket, kmsKeyArn: string): Statement[] {
  const refusal = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucket.arn}/*`,
  } as const;
  return [
    ...onlyModernTls(bucket.arn),
    {
      // Requests that name no encryption get the bucket's default, which is the right key.
      Sid: "NoOtherEncryption",
      ...refusal,
      Condition: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    },
    {
      Sid: "NoOtherKey",
      ...refusal,
      Condition: {
        ArnNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": kmsKeyArn },
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
      },
    },
  ];
}

/** What an application needs to store files: no configuration of the bucket, no versions, the key only through S3. */
export function clientStatements(aws: AwsContext, bucket: S3Bucket, kmsKeyArn: string): Statement[] {
  return [
    {
      Sid: "Files",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${bucket.arn}/*`,
    },
    {
      Sid: "ListOfFiles",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: bucket.arn,
    },
    {
      Sid: "KeyThroughS3",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${aws.region}.${aws.dnsSuffix}` } },
    },
  ];
}
