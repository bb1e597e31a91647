import type { AwsContext } from "../../lib/aws/context";
import type { ModuleStack } from "../../lib/stack";
import { policy } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";

interface Inputs {
  readonly redcapSource: Expression;
  readonly targetBucket: string;
  readonly kmsKeyArn: string;
  readonly sourceKmsKeyArns: string[];
}

/** The least that the function needs: its source, the overlay, the target's folder, their keys and its own log. */
export function rights(module: ModuleStack, aws: AwsContext, input: Inputs, logArn: string): string {
  const { redcapSource: source, targetBucket, kmsKeyArn, sourceKmsKeyArns } = input;
  const s3 = `arn:${aws.partition}:s3:::`;
  const bucketOf = (what: string) => `${s3}${tf`coalesce(${source}.bucket, "none")`.string}${what}`;
  const overlay = (attribute: "bucket" | "prefix") =>
    tf`try(${source}.overlay.${reference(attribute)}, "none")`.string;
  const target = `${s3}${targetBucket}`;
  return policy(
    module,
    "builder",
    {
      when: tf`${source}.kind == "s3"`,
      statement: {
        Sid: "ReadSource",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: bucketOf(`/${tf`coalesce(${source}.key, "none")`.string}`),
      },
    },
    {
      when: tf`${source}.kind == "community"`,
      statement: {
        Sid: "ReadLogin",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: tf`coalesce(${source}.credentials_secret_arn, "none")`,
      },
    },
    {
      when: tf`${source}.overlay != null`,
      statement: {
        Sid: "ListOverlay",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: `${s3}${overlay("bucket")}`,
        Condition: { StringLike: { "s3:prefix": `${overlay("prefix")}*` } },
      },
    },
    {
      when: tf`${source}.overlay != null`,
      statement: {
        Sid: "ReadOverlay",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `${s3}${overlay("bucket")}/${overlay("prefix")}*`,
      },
    },
    {
      Sid: "WriteBundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
      Resource: `${target}/bundles/*`,
    },
    // Without it, looking for a bundle that does not exist yet is answered with 403.
    { Sid: "ListBundles", Effect: "Allow", Action: "s3:ListBucket", Resource: target },
    {
      Sid: "EncryptBundles",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
    },
    {
      when: tf`length(${sourceKmsKeyArns}) > 0`,
      statement: {
        Sid: "DecryptSources",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: sourceKmsKeyArns,
      },
    },
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logArn}:*`,
    },
  );
}
