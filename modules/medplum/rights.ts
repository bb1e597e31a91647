import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { secretRights } from "../../lib/aws/secret-rights";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { BOT_FUNCTIONS } from "./bot-part";
import type { Inputs } from "./inputs";

interface Reached {
  readonly kmsKeyArn: Expression;
  /** ARN of everything under the path of the server's parameters. */
  readonly pathArn: Expression;
  readonly secretArns: Expression;
  readonly botRoleArn: Expression;
}

/** What the server's code calls, and nothing else, as IAM policies (JSON): its configuration, and what its options need. */
export function taskPolicies(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
  { kmsKeyArn, pathArn, secretArns, botRoleArn }: Reached,
): Expression {
  const { bots, documentAnalysis, existingDatabase } = input;
  const configuration = policy(
    module,
    "configuration",
    { Sid: "ReadParameters", Effect: "Allow", Action: "ssm:GetParametersByPath", Resource: pathArn },
    ...secretRights(aws, {
      arns: tf`values(${secretArns})`,
      actions: ["secretsmanager:GetSecretValue"],
      kmsKeys: tf`concat([${kmsKeyArn}], coalesce(${existingDatabase.orNull.kmsKeyArns}, []))`,
    }),
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
    tf`concat([${configuration}], ${bots.given} ? [${botPolicy(module, aws, bots.orNull, botRoleArn)}] : [], ${documentAnalysis} ? [${analysis}] : [])`,
  );
}

/** What the server does for bots, and for functions of the operator's that bots may be. */
function botPolicy(
  module: ModuleStack,
  aws: AwsContext,
  bots: Inputs["bots"]["orNull"],
  roleArn: Expression,
): string {
  // All of a bot's name that the server chooses; two servers in one account have the same.
  const functions = aws.arn("lambda", `function:${BOT_FUNCTIONS}*`);
  const layer = aws.arn("lambda", `layer:${tf`coalesce(${bots.layerName}, "none")`}`);
  // Also met without layers, which a bot may have none of.
  const ownLayer = { "ForAllValues:StringLike": { "lambda:Layer": `${layer}:*` } };
  return policy(
    module,
    "bots",
    {
      Sid: "ManageBots",
      Effect: "Allow",
      Action: [
        "lambda:DeleteFunction",
        "lambda:GetFunction",
        "lambda:GetFunctionConfiguration",
        "lambda:InvokeFunction",
        "lambda:ListVersionsByFunction",
        "lambda:UpdateFunctionCode",
      ],
      Resource: functions,
    },
    {
      Sid: "CreateBots",
      Effect: "Allow",
      Action: "lambda:CreateFunction",
      Resource: functions,
      // The server asks for this layer and for no VPC. What somebody else attaches to a VPC afterwards, it may still update.
      Condition: { ...ownLayer, Null: { "lambda:VpcIds": "true" } },
    },
    {
      Sid: "UpdateBots",
      Effect: "Allow",
      Action: "lambda:UpdateFunctionConfiguration",
      Resource: functions,
      Condition: ownLayer,
    },
    // It has neither resources nor condition keys.
    { Sid: "ListFunctions", Effect: "Allow", Action: "lambda:ListFunctions", Resource: "*" },
    // The service authorization reference names no resource for it; Lambda asks for the layer's all the same, as its refusals show.
    { Sid: "ListLayerVersions", Effect: "Allow", Action: "lambda:ListLayerVersions", Resource: layer },
    { Sid: "ReadLayer", Effect: "Allow", Action: "lambda:GetLayerVersion", Resource: `${layer}:*` },
    {
      Sid: "GiveBotsTheirRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roleArn,
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
    {
      when: tf`try(length(${bots.customFunctionArns}) > 0, false)`,
      statement: {
        Sid: "InvokeCustomFunctions",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: bots.customFunctionArns,
      },
    },
  );
}
