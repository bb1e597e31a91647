import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { AwsContext, Statement } from "../../lib/aws";

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
