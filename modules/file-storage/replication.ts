import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy, type ConditionalStatement, policy, type Statement } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";

type Inputs = InputReferences<typeof inputs>;

interface Source {
  readonly bucket: S3Bucket;
  readonly arn: string;
  readonly versioning: S3BucketVersioningA;
}

/** ID of the rule, a dimension of its metrics. */
export const REPLICATION_RULE = "files";

/** Minutes of S3 Replication Time Control: S3 accepts no other number. */
const MINUTES = 15;

/** Copies of the files in another bucket, and the role with which S3 writes them: its ARN, or null without copies. */
export function addReplication(
  module: ModuleStack,
  aws: AwsContext,
  { bucket, arn, versioning }: Source,
  input: Inputs,
): Expression {
  const { name, replication } = input;
  const count = tf`${replication.given} ? 1 : 0`;
  const role = new IamRole(module, "replication_role", {
    name: aws.iamName(name, "files-copies"),
    description: `S3 copies the files of ${name} to another bucket`,
    // Without a condition, as AWS documents it for replication: S3 does not say that it names a source. The role copies from this bucket to
    // one other only, and whoever configures replication must be allowed to pass it (iam:PassRole).
    assumeRolePolicy: assumedBy("s3.amazonaws.com"),
  });
  role.overrideLogicalId("replication");
  const rights = new IamRolePolicy(module, "replication_rights", {
    name: "copies",
    role: tf`one(${role.fqn}[*].name)`.string,
    policy: policy(module, "replication", ...replicationStatements(aws, arn, input)),
  });
  rights.overrideLogicalId("replication");
  const { bucketArn, kmsKeyArn, deletions } = replication.orNull;
  const configuration = new S3BucketReplicationConfigurationA(module, "replication", {
    bucket: bucket.id,
    role: tf`one(${role.fqn}[*].arn)`.string,
    rule: [
      {
        id: REPLICATION_RULE,
        priority: 1,
        status: "Enabled",
        filter: { prefix: "" },
        deleteMarkerReplication: { status: tf`coalesce(${deletions}, true) ? "Enabled" : "Disabled"`.string },
        // Without it, S3 leaves out what is encrypted with a key of KMS: all of them.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: bucketArn,
          encryptionConfiguration: { replicaKmsKeyId: kmsKeyArn },
          // S3 counts what is late and what failed.
          metrics: { status: "Enabled" },
        },
      },
    ],
    // S3 refuses to copy from a bucket without versioning, and tries the role at once.
    dependsOn: [versioning, rights],
  });
  configuration.addOverride("rule.0.destination.account", replication.orNull.account);
  const threshold = { for_each: tf`${replication.orNull.timeControl} == true ? [1] : []` };
  configuration.addOverride("rule.0.destination.metrics.dynamic.event_threshold", [
    { ...threshold, content: { minutes: MINUTES } },
  ]);
  configuration.addOverride("rule.0.destination.dynamic", {
    replication_time: [{ ...threshold, content: { status: "Enabled", time: { minutes: MINUTES } } }],
    access_control_translation: [
      { for_each: tf`${replication.orNull.account}[*]`, content: { owner: "Destination" } },
    ],
  });
  for (const resource of [role, rights, configuration]) resource.addOverride("count", count);
  return tf`one(${role.fqn}[*].arn)`;
}

/** What S3 needs to copy: read versions and their tags here, write them there; both keys through S3 only. */
function replicationStatements(
  aws: AwsContext,
  sourceArn: string,
  { kmsKeyArn, replication }: Inputs,
): (Statement | ConditionalStatement)[] {
  // Terraform makes the statements of copies that are not given, too.
  const target = tf`coalesce(${replication.orNull.bucketArn}, "none")`.string;
  const key = tf`coalesce(${replication.orNull.kmsKeyArn}, ${kmsKeyArn})`;
  const throughS3 = (region: string, bucket: string) => ({
    StringEquals: { "kms:ViaService": `s3.${region}.${aws.dnsSuffix}` },
    // With a bucket key, the context is the bucket's ARN, otherwise the object's.
    StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
  });
  return [
    {
      Sid: "Configuration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: sourceArn,
    },
    {
      Sid: "Versions",
      Effect: "Allow",
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: `${sourceArn}/*`,
    },
    {
      Sid: "Copies",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      Resource: `${target}/*`,
    },
    {
      when: tf`${replication.orNull.account} != null`,
      statement: {
        Sid: "CopiesOfAnotherAccount",
        Effect: "Allow",
        Action: "s3:ObjectOwnerOverrideToBucketOwner",
        Resource: `${target}/*`,
      },
    },
    {
      Sid: "KeyHere",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeyArn,
      Condition: throughS3(aws.region, sourceArn),
    },
    {
      Sid: "KeyThere",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: key,
      Condition: throughS3(tf`split(":", ${key})[3]`.string, target),
    },
  ];
}
