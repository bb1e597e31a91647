import type { AwsContext } from "../../lib/aws/context";
import { forCodeOf } from "../../lib/aws/function-rights";
import { type ConditionalStatement, policy, type Statement, viaService } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The least that the function needs: its source, the overlay, the target's folder, their keys and its own log. */
export function rights(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  { logArn, functionName }: { readonly logArn: string; readonly functionName: string },
): string {
  const code = [...sourceStatements(aws, input), ...targetStatements(aws, input, logArn)];
  return policy(module, "builder", ...forCodeOf(aws, functionName, code), ...keyStatements(aws, input));
}

/** Bundles, and the function's log. */
function targetStatements(aws: AwsContext, { targetBucket }: Inputs, logArn: string): Statement[] {
  const target = `arn:${aws.partition}:s3:::${targetBucket}`;
  return [
    {
      Sid: "WriteBundles",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
      Resource: `${target}/redcap-*`,
    },
    {
      // Where earlier releases of the module wrote: the previous version's bundle may be there.
      Sid: "ReadOlderBundles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${target}/bundles/redcap-*`,
    },
    // Without it, looking for a bundle that does not exist yet is answered with 403.
    { Sid: "ListBundles", Effect: "Allow", Action: "s3:ListBucket", Resource: target },
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logArn}:*`,
    },
  ];
}

/** The keys, through the services that use them for the code. */
function keyStatements(
  aws: AwsContext,
  { kmsKeyArn, sourceKmsKeyArns }: Inputs,
): (Statement | ConditionalStatement)[] {
  return [
    {
      Sid: "EncryptBundles",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: viaService(aws, "s3"),
    },
    {
      when: tf`length(${sourceKmsKeyArns}) > 0`,
      statement: {
        Sid: "DecryptSources",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: sourceKmsKeyArns,
        // The source's bucket, and its key, may be in another region.
        Condition: {
          StringLike: {
            "kms:ViaService": [`s3.*.${aws.dnsSuffix}`, `secretsmanager.${aws.region}.${aws.dnsSuffix}`],
          },
        },
      },
    },
  ];
}

/** Reading the source, and what is laid over it. */
function sourceStatements(
  aws: AwsContext,
  { redcapSource: { kind, bucket, key, credentialsSecretArn, overlay } }: Inputs,
): (Statement | ConditionalStatement)[] {
  const s3 = `arn:${aws.partition}:s3:::`;
  // A statement is written even where it is left out, and no text holds null.
  const text = (value: string) => tf`coalesce(${value}, "none")`.string;
  const [overlayBucket, prefix] = [text(overlay.orNull.bucket), text(overlay.orNull.prefix)];
  return [
    {
      when: tf`${kind} == "s3"`,
      statement: {
        Sid: "ReadSource",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: `${s3}${text(bucket)}/${text(key)}`,
      },
    },
    {
      when: tf`${kind} == "community"`,
      statement: {
        Sid: "ReadLogin",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: credentialsSecretArn,
      },
    },
    {
      when: overlay.given,
      statement: {
        Sid: "ListOverlay",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: `${s3}${overlayBucket}`,
        Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
      },
    },
    {
      when: overlay.given,
      statement: {
        Sid: "SeeWhoMayWriteOverlay",
        Effect: "Allow",
        Action: ["s3:GetBucketAcl", "s3:GetBucketPolicy", "s3:GetBucketPolicyStatus"],
        Resource: `${s3}${overlayBucket}`,
      },
    },
    {
      when: overlay.given,
      statement: {
        Sid: "ReadOverlay",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `${s3}${overlayBucket}/${prefix}*`,
      },
    },
  ];
}
