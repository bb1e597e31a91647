import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { ITerraformDependable } from "cdktf";
import { tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** What the service is made from. */
interface Parts {
  readonly definition: EcsTaskDefinition;
  readonly targetGroup: LbTargetGroup;
  readonly securityGroup: SecurityGroup;
  readonly registry: ServiceDiscoveryService;
  /** What tasks need at their start. */
  readonly before: readonly ITerraformDependable[];
}

/** The service. One for every owner of the image, so that no change of the owner replaces it. */
export function service(
  module: ModuleStack,
  { definition, targetGroup, securityGroup, registry, before }: Parts,
  inputs: Inputs,
): EcsService {
  const { name, deployment, listeners, capacityProviders, executeCommand } = inputs;
  const timeout = tf`format("%dm", ${deployment.timeoutMinutes})`.string;
  const made = new EcsService(module, "this", {
    name,
    cluster: inputs.clusterArn,
    taskDefinition: definition.arn,
    desiredCount: inputs.initialTasks,
    platformVersion: inputs.platformVersion,
    networkConfiguration: {
      subnets: inputs.subnetIds,
      securityGroups: tf`concat([${securityGroup.id}], ${inputs.additionalSecurityGroupIds})`.list,
      assignPublicIp: false,
    },
    deploymentMinimumHealthyPercent: deployment.minimumHealthyPercent,
    deploymentMaximumPercent: deployment.maximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: deployment.rollback },
    availabilityZoneRebalancing: tf`${inputs.availabilityZoneRebalancing} ? "ENABLED" : "DISABLED"`.string,
    // Only services behind load balancers have one.
    healthCheckGracePeriodSeconds:
      tf`length(${listeners}) > 0 ? ${inputs.healthCheckGracePeriodSeconds} : null`.number,
    enableExecuteCommand: executeCommand.given,
    enableEcsManagedTags: true,
    propagateTags: "SERVICE",
    // Other capacity providers then change in place; the provider would replace the service otherwise.
    forceNewDeployment: true,
    waitForSteadyState: deployment.waitForSteadyState,
    timeouts: { create: timeout, update: timeout },
    dependsOn: [...before],
    lifecycle: {
      // Auto scaling decides, within its target's bounds.
      ignoreChanges: ["desired_count"],
      postcondition: [
        {
          // An apply waits until the service is steady, which it also is after ECS undid a deployment.
          condition: tf`self.task_definition == ${definition.arn}`.string,
          errorMessage:
            "The deployment of ${self.name} failed, and ECS rolled it back to ${self.task_definition}: see the service's events and the " +
            "stopped tasks' reasons.",
        },
      ],
    },
  });
  made.addOverride("dynamic", {
    alarms: {
      for_each: tf`${deployment.alarms}[*]`,
      content: {
        enable: true,
        rollback: deployment.alarms.in("alarms").rollback,
        alarm_names: deployment.alarms.in("alarms").names,
      },
    },
    capacity_provider_strategy: {
      for_each: capacityProviders,
      content: {
        capacity_provider: capacityProviders.in("capacity_provider_strategy").key,
        weight: capacityProviders.in("capacity_provider_strategy").value.weight,
        base: capacityProviders.in("capacity_provider_strategy").value.base,
      },
    },
    load_balancer: {
      for_each: listeners,
      content: {
        container_name: name,
        container_port: inputs.port,
        target_group_arn: tf`${targetGroup.fqn}[load_balancer.key].arn`,
      },
    },
  });
  made.addOverride("dynamic.service_registries", {
    for_each: tf`${inputs.serviceDiscovery}[*]`,
    content: { registry_arn: tf`one(${registry.fqn}[*].arn)` },
  });
  made.addOverride(
    "tags",
    tf`merge({ Name = ${name} }, ${local(module, "writable_reasons", writableReasons(inputs))}, ${local(module, "executable_reasons", executableReasons(inputs))})`,
  );
  return made;
}

/** Why containers may write to their root file systems, as tags. */
const writableReasons = ({ name, writableRootFilesystem, sidecars }: Inputs) =>
  tf`merge({for given in ${writableRootFilesystem}[*] : join(":", ["WritableRootFilesystem", ${name}]) => given.reason}, {for sidecar, container in ${sidecars} : join(":", ["WritableRootFilesystem", sidecar]) => container.writable_root_filesystem.reason if container.writable_root_filesystem != null})`;

/** Why programs may be run from temporary file systems, as tags. */
const executableReasons = ({ name, tmpfs, sidecars }: Inputs) =>
  tf`merge([for container, mounts in merge({for sidecar, container in ${sidecars} : sidecar => container.tmpfs}, { (${name}) = ${tmpfs} }) : {for key, mount in mounts : join(":", ["ExecutableTmpfs", container, key]) => mount.executable.reason if mount.executable != null}]...)`;
