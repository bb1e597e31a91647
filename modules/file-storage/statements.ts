import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { AwsContext } from "../../lib/aws/context";
import type { ConditionalStatement, Statement } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { inputs } from "./inputs";

/** What an application needs to store files: no configuration of the bucket, no versions, the key only through S3. */
export function clientStatements(
  aws: AwsContext,
  bucket: S3Bucket,
  { kmsKeyArn, clientVpcIds }: InputReferences<typeof inputs>,
): (Statement | ConditionalStatement)[] {
  return [
    {
      Sid: "Files",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${bucket.arn}/*`,
    },
    {
      // An upload that names an ACL needs this permission, too, even where ACLs are disabled. Some applications name this one.
      Sid: "PrivateFiles",
      Effect: "Allow",
      Action: "s3:PutObjectAcl",
      Resource: `${bucket.arn}/*`,
      Condition: { StringEquals: { "s3:x-amz-acl": "private" } },
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
    {
      // S3's actions only: S3 requests the key from its own network, which is in no VPC. Without an endpoint there is no
      // SourceVpc at all, which is refused, too.
      when: tf`length(${clientVpcIds}) > 0`,
      statement: {
        Sid: "OnlyFromTheseVpcs",
        Effect: "Deny",
        Action: "s3:*",
        Resource: [bucket.arn, `${bucket.arn}/*`],
        Condition: { StringNotEquals: { "aws:SourceVpc": clientVpcIds } },
      },
    },
  ];
}
