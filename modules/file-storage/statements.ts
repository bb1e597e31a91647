import type { AwsContext } from "../../lib/aws/context";
import { type ConditionalStatement, type Statement, viaService } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { inputs } from "./inputs";

/** What an application needs to store files: no configuration of the bucket, no versions, the key only through S3. */
export function clientStatements(
  aws: AwsContext,
  bucketArn: string,
  { kmsKeyArn, clientRights, clientVpcIds }: InputReferences<typeof inputs>,
): (Statement | ConditionalStatement)[] {
  const files = { Effect: "Allow", Resource: `${bucketArn}/*` } as const;
  return [
    {
      Sid: "Files",
      ...files,
      // Without AbortMultipartUpload, parts of uploads that failed stay until the lifecycle clears them.
      Action:
        tf`concat(["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], ${clientRights.delete} ? ["s3:DeleteObject"] : [])`
          .list,
    },
    {
      // An upload that names an ACL needs this permission, too, even where ACLs are disabled. Some applications name this one.
      when: clientRights.privateAcl,
      statement: {
        Sid: "PrivateFiles",
        ...files,
        Action: "s3:PutObjectAcl",
        Condition: { StringEquals: { "s3:x-amz-acl": "private" } },
      },
    },
    {
      when: clientRights.tags,
      statement: { Sid: "TagsOfFiles", ...files, Action: ["s3:GetObjectTagging", "s3:PutObjectTagging"] },
    },
    {
      // Without it, S3 answers 403 instead of 404 for a file that does not exist.
      Sid: "ListOfFiles",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetBucketLocation"],
      Resource: bucketArn,
    },
    {
      Sid: "KeyThroughS3",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Resource: kmsKeyArn,
      Condition: viaService(aws, "s3"),
    },
    {
      // S3's actions only: S3 requests the key from its own network, which is in no VPC. Without an endpoint there is no
      // SourceVpc at all, which is refused, too.
      when: tf`length(${clientVpcIds}) > 0`,
      statement: {
        Sid: "OnlyFromTheseVpcs",
        Effect: "Deny",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { StringNotEquals: { "aws:SourceVpc": clientVpcIds } },
      },
    },
  ];
}

/** What the bucket's own policy says in addition to its refusals: who reads through CloudFront, and what nobody reads yet. */
export function bucketStatements(
  bucketArn: string,
  { distributionArns, tagGate, replicaSources }: InputReferences<typeof inputs>,
): ConditionalStatement[] {
  const { key, readableValues, untagged, scannerRoleArns } = tagGate.orNull;
  // Terraform makes the statements of a gate that is not given, too.
  const tag = tf`coalesce(${key}, "none")`;
  const existing = `s3:ExistingObjectTag/${tag.string}`;
  const refusal = { Effect: "Deny", Principal: "*", Resource: `${bucketArn}/*` } as const;
  // Principals of other services have no ARN, so that they are refused, too.
  const others = { ArnNotEquals: { "aws:PrincipalArn": scannerRoleArns } };
  const notGood = { ...others, StringNotEquals: { [existing]: readableValues } };
  const tagged = { Null: { [existing]: "false" } };
  const reading = { ...refusal, Action: ["s3:GetObject", "s3:GetObjectVersion"] };
  return [
    {
      when: tf`length(${distributionArns}) > 0`,
      statement: {
        Sid: "Distributions",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: `${bucketArn}/*`,
        Condition: { StringEquals: { "aws:SourceArn": tf`values(${distributionArns})` } },
      },
    },
    {
      when: tf`length(${replicaSources}) > 0`,
      statement: {
        Sid: "CopiesFromOtherAccounts",
        Effect: "Allow",
        Principal: { AWS: tf`values(${replicaSources})` },
        Action: [
          "s3:ReplicateObject",
          "s3:ReplicateDelete",
          "s3:ReplicateTags",
          "s3:ObjectOwnerOverrideToBucketOwner",
        ],
        Resource: `${bucketArn}/*`,
      },
    },
    {
      when: tf`length(${replicaSources}) > 0`,
      statement: {
        Sid: "VersioningForOtherAccounts",
        Effect: "Allow",
        Principal: { AWS: tf`values(${replicaSources})` },
        Action: ["s3:ListBucket", "s3:GetBucketVersioning"],
        Resource: bucketArn,
      },
    },
    {
      when: tf`${tagGate.given} && ${untagged} != "readable"`,
      // A file without the tag is refused: a key that is missing does not equal anything.
      statement: { Sid: "OnlyTaggedAsGood", ...reading, Condition: notGood },
    },
    {
      when: tf`${tagGate.given} && ${untagged} == "readable"`,
      statement: { Sid: "NothingTaggedAsBad", ...reading, Condition: { ...notGood, ...tagged } },
    },
    {
      when: tagGate.given,
      statement: {
        Sid: "OnlyScannersTag",
        ...refusal,
        // Uploads may carry tags, too.
        Action: ["s3:PutObjectTagging", "s3:PutObjectVersionTagging", "s3:PutObject"],
        Condition: { ...others, "ForAnyValue:StringEquals": { "s3:RequestObjectTagKeys": [tag] } },
      },
    },
    {
      // Other tags are written with the whole set, without this one, too: a verdict would be lost.
      when: tagGate.given,
      statement: {
        Sid: "BadFilesKeepTheirTag",
        ...refusal,
        Action: [
          "s3:PutObjectTagging",
          "s3:PutObjectVersionTagging",
          "s3:DeleteObjectTagging",
          "s3:DeleteObjectVersionTagging",
        ],
        Condition: { ...notGood, ...tagged },
      },
    },
  ];
}
