import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import { assumedByFunctions } from "../../lib/aws/function-rights";
import { reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { HANDLER, RUNTIME } from "./function/package";
import type { Inputs } from "./inputs";
import { rights } from "./rights";

/** The function that builds bundles, with its role and its log. */
export function builder(module: ModuleStack, aws: AwsContext, input: Inputs) {
  const functionName = `${input.name}-source-bundle`;
  const log = new CloudwatchLogGroup(module, "log", {
    name: `/aws/lambda/${functionName}`,
    retentionInDays: input.logRetentionDays,
    kmsKeyId: input.kmsKeyArn,
    skipDestroy: tf`!${input.forceDestroyLogs}`,
  });
  const role = new IamRole(module, "builder", {
    name: aws.iamName(input.name, "bundle"),
    description: "What the function that builds REDCap's source bundle may do",
    assumeRolePolicy: assumedByFunctions(aws),
  });
  const grants = new IamRolePolicy(module, "builder_rights", {
    name: "build",
    role: role.name,
    policy: rights(module, aws, input, {
      // Not the log group's own, which a first plan does not know: it shows the whole policy.
      logArn: aws.arn("logs", `log-group:/aws/lambda/${functionName}`),
      functionName,
    }),
  });
  requireSize(grants, "source_kms_key_arns must have fewer keys.");
  const code = reference('"${path.module}/bundler.zip"');
  const lambda = new LambdaFunction(module, "builder_function", {
    functionName,
    description: "Builds REDCap's Elastic Beanstalk source bundle",
    filename: "${path.module}/bundler.zip",
    sourceCodeHash: tf`filebase64sha256(${code})`.string,
    handler: HANDLER,
    runtime: RUNTIME,
    architectures: ["arm64"],
    role: role.arn,
    // One full processor; unpacking and packing REDCap takes a minute with it, several with less.
    memorySize: 1769,
    timeout: 900,
    reservedConcurrentExecutions: input.reservedConcurrency,
    // REDCap's zip, the previous bundle and the new one, each at its limit.
    ephemeralStorage: { size: 4096 },
    loggingConfig: { logFormat: "Text", logGroup: log.name },
    dependsOn: [grants],
  });
  lambda.overrideLogicalId("builder");
  return { lambda, log };
}
