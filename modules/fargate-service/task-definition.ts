import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Containers } from "./containers";
import { currentImage } from "./image";
import type { Inputs } from "./inputs";

interface Roles {
  readonly task: IamRole;
  readonly execution: IamRole;
}

/**
 * The task definition, and what tells which image was deployed last.
 *
 * `ignore_changes` takes no variables, so there is one service for all owners of the image, and the owner decides what the task
 * definition says. `latest` registers the family's first revision and is never changed; each refresh reads the family's latest active
 * revision into it, whoever registered that. With the owner pipeline, `current` takes its image from there. With any owner but Terraform,
 * it follows the family in the same way: after a deployment by others it is what they registered, and nothing is left to change; a
 * change by Terraform registers a further revision, with their image.
 */
export function taskDefinition(module: ModuleStack, containers: Containers, roles: Roles, inputs: Inputs) {
  const { name, image, imageOwner } = inputs;
  const family = (
    id: string,
    containerDefinitions: string,
    dependsOn: ITerraformDependable[],
    trackLatest: Expression,
  ) => {
    const definition = new EcsTaskDefinition(module, id, {
      family: name,
      containerDefinitions,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: tf`tostring(${inputs.cpu})`.string,
      memory: tf`tostring(${inputs.memory})`.string,
      runtimePlatform: { cpuArchitecture: inputs.architecture, operatingSystemFamily: "LINUX" },
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      trackLatest,
      // ECS starts no deployment from a revision that is deregistered: a rollback needs the earlier ones.
      skipDestroy: true,
      tags: { Name: name },
      dependsOn,
    });
    definition.addOverride("dynamic", {
      ephemeral_storage: {
        for_each: tf`${inputs.ephemeralStorageGib}[*]`,
        content: { size_in_gib: reference("ephemeral_storage.value") },
      },
      volume: {
        for_each: tf`toset(${containers.volumes})`,
        content: { name: reference("volume.value") },
      },
    });
    return definition;
  };
  const latest = family("latest", containers.definitions(image), [], tf`true`);
  latest.addOverride("lifecycle.ignore_changes", "all");
  const current = currentImage(module, latest, inputs);
  // After the first revision: the highest number is the one that Terraform means.
  const own = family("current", containers.definitions(current), [latest], tf`${imageOwner} != "terraform"`);
  // Others register revisions without tags; each of Terraform's gets those of its time.
  own.addOverride("lifecycle.ignore_changes", ["tags", "tags_all"]);
  return { definition: own, image: current };
}
