import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaLayerVersion } from "@cdktf/provider-aws/lib/lambda-layer-version";
import { type AwsContext, awsContext } from "../../lib/aws/context";
import { assumedByFunctions, forCodeOf } from "../../lib/aws/function-rights";
import { requireSize } from "../../lib/aws/policy-size";
import { policy } from "../../lib/aws/policy";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { type Expression, reference, tf } from "../../lib/expression";
import { Pending, terraformModule } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import { type Inputs, inputs, rules } from "./inputs";

/**
 * What Lambda functions need that an application creates while it runs: a role that may write their logs and nothing else, and a layer
 * with their libraries, published from a zip in a bucket.
 */
export const BotRuntime = terraformModule({
  name: "bot-runtime",
  summary: "Role and layer for Lambda functions that an application creates itself, such as bots.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    roleArn: "ARN of the functions' role. Consumers wait for its rights.",
    roleName: "Name of the functions' role; null with an existing one.",
    layerVersionArn: "ARN of the version of the layer that was published last; null without a layer.",
    logGroupNames: "Names of the log groups that are made here, by the names of their functions.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "roleArn", { kms_key_arn: input.kmsKeyArn });
    const { role, rights } = addRole(module, awsContext(module), input);
    const layer = addLayer(module, input);
    const groups = new CloudwatchLogGroup(module, "logs", {
      name: `/aws/lambda/${input.logGroups.each.key}`,
      kmsKeyId: input.kmsKeyArn,
      retentionInDays: input.logGroups.each.value.retentionDays,
      skipDestroy: tf`!${input.forceDestroyLogs}`,
    });
    groups.addOverride("for_each", input.logGroups);
    return {
      roleArn: new Pending(
        tf`${input.existingRole.given} ? ${input.existingRole.orNull.arn} : one(${role}[*].arn)`,
        rights,
      ),
      roleName: tf`one(${role}[*].name)`,
      layerVersionArn: tf`one(${layer}[*].arn)`,
      logGroupNames: tf`{for name, group in ${reference(groups.fqn)} : name => group.name}`,
    };
  },
});

/** The role, unless there is one. */
function addRole(
  module: ModuleStack,
  aws: AwsContext,
  input: Inputs,
): { readonly role: Expression; readonly rights: readonly IamRolePolicy[] } {
  const count = tf`${input.existingRole.given} ? 0 : 1`;
  const role = new IamRole(module, "this", {
    name: aws.iamName(input.name, "bots"),
    description: `${input.name}: what Lambda functions named ${input.functionNamePrefix}... may do`,
    assumeRolePolicy: assumedByFunctions(aws),
    permissionsBoundary: input.permissionsBoundary,
    tags: { Name: input.name },
  });
  role.addOverride("count", count);
  const roleName = tf`${reference(role.fqn)}[0].name`.string;
  const logs = new IamRolePolicy(module, "write_logs", {
    name: "logs",
    role: roleName,
    policy: policy(
      module,
      "write_logs",
      ...forCodeOf(aws, `${input.functionNamePrefix}*`, [
        {
          Sid: "WriteOwnLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
          // The streams of such groups, too: they follow the group's name.
          Resource: aws.arn("logs", `log-group:/aws/lambda/${input.functionNamePrefix}*`),
        },
      ]),
    ),
  });
  requireSize(
    logs,
    "policies must be shorter: name resources by patterns, or in fewer statements.",
    tf`concat([${logs.policyInput}], values(${input.policies}))`,
  );
  logs.addOverride("count", count);
  const further = new IamRolePolicy(module, "further", {
    name: input.policies.each.key,
    role: roleName,
    policy: reference("each.value").string,
  });
  further.addOverride("for_each", input.policies);
  return { role: reference(role.fqn), rights: [logs, further] };
}

/** The version of the layer that new functions get; those that exist keep the one that they were made with. */
function addLayer(module: ModuleStack, { layer, layerName }: Inputs): Expression {
  const { bucket, key, sha256, description, runtimes, architectures } = layer.orNull;
  const version = new LambdaLayerVersion(module, "layer", {
    layerName,
    s3Bucket: bucket,
    s3Key: key,
    sourceCodeHash: sha256,
    description: description,
    compatibleRuntimes: runtimes,
    compatibleArchitectures: architectures,
    // A function cannot be changed any more once a version that it uses is deleted, and there is no way back to it.
    skipDestroy: true,
    lifecycle: {
      createBeforeDestroy: true,
      postcondition: [
        {
          condition: tf`self.code_sha256 == ${sha256}`.string,
          errorMessage:
            "layer.sha256 is not the digest of what is in the bucket: Lambda published ${self.code_sha256}. Build and upload the layer " +
            "again, and take bucket, key and sha256 from what that prints.",
        },
      ],
    },
  });
  version.addOverride("count", tf`${layer.given} ? 1 : 0`);
  return reference(version.fqn);
}
