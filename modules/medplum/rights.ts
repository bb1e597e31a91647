import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

interface Reached {
  readonly kmsKeyArn: Expression;
  /** ARN of everything under the path of the server's parameters. */
  readonly pathArn: Expression;
  readonly secretArns: Expression;
}

/** What the server's code calls, and nothing else, as IAM policies (JSON): its configuration, and what its options need. */
export function taskPolicies(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  { kmsKeyArn, pathArn, secretArns }: Reached,
): Expression {
  const { bots, documentAnalysis, existingDatabase } = input;
  const via = (service: string) => `${service}.${aws.region}.${aws.dnsSuffix}`;
  const functions = aws.arn("lambda", "function:medplum-bot-lambda-*");
  const layer = aws.arn("lambda", `layer:${tf`coalesce(${bots.orNull.layerName}, "none")`}`);
  const configuration = policy(
    module,
    "configuration",
    { Sid: "ReadParameters", Effect: "Allow", Action: "ssm:GetParametersByPath", Resource: pathArn },
    {
      Sid: "ReadConnections",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: tf`values(${secretArns})`,
    },
    {
      Sid: "DecryptConfiguration",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: tf`concat([${kmsKeyArn}], coalesce(${existingDatabase.orNull.kmsKeyArns}, []))`,
      Condition: { StringEquals: { "kms:ViaService": [via("ssm"), via("secretsmanager")] } },
    },
  );
  const options = policy(
    module,
    "bots",
    {
      Sid: "ManageBots",
      Effect: "Allow",
      Action: [
        "lambda:CreateFunction",
        "lambda:DeleteFunction",
        "lambda:GetFunction",
        "lambda:GetFunctionConfiguration",
        "lambda:InvokeFunction",
        "lambda:ListVersionsByFunction",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      Resource: functions,
    },
    // Neither can be limited to a function or a layer's name.
    { Sid: "ListFunctions", Effect: "Allow", Action: "lambda:ListFunctions", Resource: "*" },
    { Sid: "ListLayerVersions", Effect: "Allow", Action: "lambda:ListLayerVersions", Resource: layer },
    { Sid: "ReadLayer", Effect: "Allow", Action: "lambda:GetLayerVersion", Resource: `${layer}:*` },
    {
      Sid: "GiveBotsTheirRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: bots.orNull.roleArn,
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
    {
      when: tf`try(length(${bots.orNull.customFunctionArns}) > 0, false)`,
      statement: {
        Sid: "InvokeCustomFunctions",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: bots.orNull.customFunctionArns,
      },
    },
  );
  const analysis = policy(module, "document_analysis", {
    Sid: "AnalyzeDocuments",
    Effect: "Allow",
    // They have no resources.
    Action: [
      "textract:StartDocumentTextDetection",
      "textract:GetDocumentTextDetection",
      "comprehendmedical:DetectEntitiesV2",
    ],
    Resource: "*",
  });
  return local(
    module,
    "own_policies",
    tf`concat([${configuration}], ${bots.given} ? [${options}] : [], ${documentAnalysis} ? [${analysis}] : [])`,
  );
}
