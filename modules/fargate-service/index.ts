import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { awsContext } from "../../lib/aws/context";
import { awsProvider } from "../../lib/aws/providers";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import { Pending, terraformModule } from "../../lib/module";
import { containersOf } from "./containers";
import { discovery } from "./discovery";
import { ecrRepositories, warnOfLatest } from "./image";
import { inputs } from "./inputs";
import { taskNetwork } from "./network";
import { executionRights, taskRights, taskRoles } from "./roles";
import { rules } from "./rules";
import { scaling } from "./scaling";
import { service } from "./service";
import { targets } from "./targets";
import { taskDefinition } from "./task-definition";

/**
 * One ECS service on Fargate: tasks in private subnets with a read-only root file system, roles that name what they may do, and a
 * deployment that ends as failed instead of never. Workers are further calls, without listeners.
 */
export const FargateService = terraformModule({
  name: "fargate-service",
  summary:
    "An ECS service on Fargate: containers, roles, target groups, scaling, and deployments that can fail safely.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    serviceName: "Name of the service, a dimension of its CloudWatch metrics.",
    serviceArn: "ARN of the service.",
    clusterName: "Name of the cluster, the other dimension.",
    taskDefinitionArn:
      "ARN of the revision that the service runs. With the owner pipeline, it changes with their deployments.",
    taskDefinitionFamily: "Family of the task definition.",
    containerName: "Name of the service's own container.",
    image: "Image of the service's own container.",
    taskRoleArn: "ARN of the role of the service's code.",
    taskRoleName: "Name of that role.",
    executionRoleArn: "ARN of the role with which ECS starts tasks.",
    securityGroupId: "Security group of the tasks: admit it to databases and caches.",
    logGroupName: "Log group of the containers.",
    targetGroupArns: "ARNs of the target groups by the listener's name.",
    targetGroupArnSuffixes: "Dimensions of the target groups' CloudWatch metrics, by the listener's name.",
  },
  resources(module, input) {
    requireKeyInRegion(module, "serviceName", { kms_key_arn: input.kmsKeyArn });
    const aws = awsContext(module);
    const logs = new CloudwatchLogGroup(module, "logs", {
      name: tf`coalesce(${input.logGroupName}, join("", ["/ecs/", ${input.name}]))`.string,
      kmsKeyId: tf`coalesce(${input.logKmsKeyArn}, ${input.kmsKeyArn})`.string,
      retentionInDays: input.logRetentionDays,
      skipDestroy: tf`!${input.forceDestroyLogs}`,
    });
    const containers = containersOf(module, aws, logs, input);
    const roles = taskRoles(module, aws, input);
    const { definition, image } = taskDefinition(module, containers, roles, input);
    const images = local(
      module,
      "images",
      tf`merge(${containers.otherImages}, { (${input.name}) = ${image} })`,
    );
    warnOfLatest(module, images);
    // Not what a pipeline deployed: its deployment would change the grant.
    const pulled = tf`merge(${images}, ${input.imageOwner} == "pipeline" ? { (${input.name}) = ${input.image} } : {})`;
    const repositories = ecrRepositories(module, aws, local(module, "pulled_images", pulled));
    const { group: securityGroup, rules: reach } = taskNetwork(module, input);
    const { group: targetGroup, rule: hosts } = targets(module, input);
    const made = service(
      module,
      {
        definition,
        targetGroup,
        securityGroup,
        registry: discovery(module, input),
        before: [
          ...taskRights(module, aws, roles.task, input),
          executionRights(module, aws, roles.execution, { logs, repositories }, input),
          ...reach,
          hosts,
        ],
      },
      input,
    );
    const clusterName = local(module, "cluster_name", tf`split("/", ${input.clusterArn})[1]`).string;
    const { target } = scaling(module, clusterName, made, input);
    const byListener = (attribute: string) =>
      tf`{for name, group in ${targetGroup.fqn} : name => group.${reference(attribute)}}`;
    return {
      serviceName: new Pending(made.name, [target]),
      serviceArn: new Pending(made.id, [target]),
      clusterName,
      taskDefinitionArn: definition.arn,
      taskDefinitionFamily: definition.family,
      containerName: input.name,
      image,
      taskRoleArn: roles.task.arn,
      taskRoleName: roles.task.name,
      executionRoleArn: roles.execution.arn,
      securityGroupId: securityGroup.id,
      logGroupName: logs.name,
      targetGroupArns: byListener("arn"),
      targetGroupArnSuffixes: byListener("arn_suffix"),
    };
  },
});
