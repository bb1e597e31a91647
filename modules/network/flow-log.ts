import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { AwsContext } from "../../lib/aws/context";
import { assumedBy, policy } from "../../lib/aws/policy";
import { tf } from "../../lib/expression";
import type { InputReferences } from "../../lib/module";
import type { ModuleStack } from "../../lib/stack";
import type { inputs } from "./inputs";
import { named } from "./named";

/** Records all traffic of the VPC, accepted and rejected, in an encrypted log group. */
export function addFlowLog(
  module: ModuleStack,
  aws: AwsContext,
  vpc: Vpc,
  { name, kmsKeyArn, flowLogRetentionDays, forceDestroyLogs }: InputReferences<typeof inputs>,
): CloudwatchLogGroup {
  const group = new CloudwatchLogGroup(module, "flows", {
    name: `/aws/vpc/${name}/flows`,
    kmsKeyId: kmsKeyArn,
    retentionInDays: flowLogRetentionDays,
    skipDestroy: tf`!${forceDestroyLogs}`,
  });
  const role = named(
    "flows",
    new IamRole(module, "flows role", {
      name: aws.iamName(name, "flows"),
      description: "Lets VPC flow logs write to their log group.",
      assumeRolePolicy: assumedBy("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": aws.account },
        ArnLike: { "aws:SourceArn": aws.arn("ec2", "vpc-flow-log/*") },
      }),
    }),
  );
  const write = named(
    "flows",
    new IamRolePolicy(module, "flows grant", {
      name: "write-flow-logs",
      role: role.id,
      policy: policy(
        module,
        "flow_log",
        {
          Sid: "WriteStreams",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `${group.arn}:*`,
        },
        {
          Sid: "FindGroup",
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: aws.arn("logs", "log-group:*"),
        },
      ),
    }),
  );
  named(
    "this",
    new FlowLog(module, "flow log", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
      dependsOn: [write],
    }),
  );
  return group;
}
