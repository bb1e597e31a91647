import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsContext } from "../../lib/aws/context";
import { requireSize } from "../../lib/aws/policy-size";
import {
  assumedBy,
  type ConditionalStatement,
  policy,
  type Statement,
  statementList,
} from "../../lib/aws/policy";
import { secretArns, secretRights } from "../../lib/aws/secret-rights";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The roles of this account's tasks: of the service's own code, and of what ECS does to start them. */
export function taskRoles(module: ModuleStack, aws: AwsContext, { name, permissionsBoundary }: Inputs) {
  const role = (purpose: string, description: string) =>
    new IamRole(module, purpose, {
      name: aws.iamName(name, purpose),
      description,
      assumeRolePolicy: assumedBy("ecs-tasks.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": aws.account },
        ArnLike: { "aws:SourceArn": aws.arn("ecs", "*") },
      }),
      permissionsBoundary: permissionsBoundary.orNull.arn,
    });
  return {
    task: role("task", `What the tasks of ${name} may do`),
    execution: role("execution", `What ECS may do to start the tasks of ${name}`),
  };
}

/** Rights of the service's own code: what the caller grants, and sessions of ECS Exec. */
export function taskRights(module: ModuleStack, aws: AwsContext, task: IamRole, inputs: Inputs) {
  const { taskPolicies, taskPolicyArns, executeCommand } = inputs;
  const own = statementList(module, "task", sessionStatements(aws, inputs));
  const callers = tf`flatten([for policy in ${taskPolicies} : jsondecode(policy).Statement])`;
  const document = local(
    module,
    "task_document",
    tf`jsonencode({ Version = "2012-10-17", Statement = concat(${own}, ${callers}) })`,
  );
  const rights = new IamRolePolicy(module, "task_rights", {
    name: "application",
    role: task.name,
    policy: document.string,
  });
  requireSize(
    rights,
    "task_policies must be shorter, or managed policies (task_policy_arns): name resources by patterns, or in fewer statements.",
  );
  // A policy without statements is malformed; how many there are is known before what they say.
  rights.addOverride("count", tf`length(${taskPolicies}) > 0 || ${executeCommand.given} ? 1 : 0`);
  const managed = new IamRolePolicyAttachment(module, "task_managed", {
    role: task.name,
    policyArn: taskPolicyArns.each.value,
  });
  managed.addOverride("for_each", taskPolicyArns);
  return [rights, managed];
}

/** What the agent of ECS Exec needs in a task, as AWS documents it. Three of the services have no resources to name. */
function sessionStatements(aws: AwsContext, { executeCommand }: Inputs): ConditionalStatement[] {
  // Without a session's log the statements are left out, but a template takes no null.
  const name = tf`coalesce(${executeCommand.orNull.logGroupName}, "none")`;
  const group = aws.arn("logs", `log-group:${name.string}`);
  const statements: Statement[] = [
    {
      Sid: "OpenSessions",
      Effect: "Allow",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: "*",
    },
    { Sid: "FindSessionLog", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    {
      Sid: "LogSessions",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [group, `${group}:*`],
    },
    {
      Sid: "EncryptSessions",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: executeCommand.orNull.kmsKeyArn,
    },
  ];
  return statements.map((statement) => ({ when: executeCommand.given, statement }));
}

/** Rights to start a task: its log, its images, and exactly the secrets that its containers name. */
export function executionRights(
  module: ModuleStack,
  aws: AwsContext,
  execution: IamRole,
  { logs, repositories }: { readonly logs: CloudwatchLogGroup; readonly repositories: Expression },
  inputs: Inputs,
) {
  const rights = new IamRolePolicy(module, "execution_rights", {
    name: "start-tasks",
    role: execution.name,
    policy: policy(
      module,
      "execution",
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${aws.arn("logs", `log-group:${logs.name}`)}:*`,
      },
      ...imageStatements(module, repositories, inputs),
      ...secretStatements(module, aws, inputs),
    ),
  });
  requireSize(
    rights,
    "The secrets, keys and ECR repositories that the containers name must be fewer: keep several values as JSON keys of one secret.",
  );
  return rights;
}

function imageStatements(
  module: ModuleStack,
  repositories: Expression,
  { ecrRepositoryArns }: Inputs,
): ConditionalStatement[] {
  const all = local(
    module,
    "pullable_repositories",
    tf`distinct(concat(${repositories}, ${ecrRepositoryArns}))`,
  );
  const when = tf`length(${all}) > 0`;
  return [
    // ECR's tokens have no resource.
    {
      when,
      statement: { Sid: "LogInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    },
    {
      when,
      statement: {
        Sid: "PullImages",
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: all,
      },
    },
  ];
}

/** Exactly the secrets and parameters that the containers, the log router and the registry's credentials name. */
function secretStatements(
  module: ModuleStack,
  aws: AwsContext,
  inputs: Inputs,
): (ConditionalStatement | Statement)[] {
  const { secrets, sidecars, fireLens, registryCredentials, kmsKeyArn, secretsKmsKeyArns } = inputs;
  const named = local(
    module,
    "secret_references",
    tf`flatten([values(${secrets}), [for container in values(${sidecars}) : values(container.secrets)], [for router in ${fireLens}[*] : values(router.secret_options)], ${registryCredentials}[*].secret_arn])`,
  );
  return secretRights(aws, {
    when: tf`length(${named}) > 0`,
    arns: local(module, "secret_arns", secretArns(named)),
    actions: ["secretsmanager:GetSecretValue", "ssm:GetParameters"],
    kmsKeys: tf`distinct(concat([${kmsKeyArn}], ${secretsKmsKeyArns}))`,
  });
}
