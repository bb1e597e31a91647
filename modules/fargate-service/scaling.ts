import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * The number of tasks. The target always exists, with one number as minimum and maximum where nothing scales: Application Auto
 * Scaling brings the number within the bounds whenever they are registered, which is after the service is steady.
 */
export function scaling(
  module: ModuleStack,
  clusterName: string,
  service: EcsService,
  { scaling: bounds }: Inputs,
) {
  const target = new AppautoscalingTarget(module, "bounds", {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: `service/${clusterName}/${service.name}`,
    minCapacity: bounds.min,
    maxCapacity: tf`coalesce(${bounds.max}, ${bounds.min})`.number,
    tags: { Name: service.name },
  });
  const scaled = {
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
  };
  const policies = (["cpu", "memory"] as const).map((metric) => {
    const policy = new AppautoscalingPolicy(module, metric, {
      ...scaled,
      name: metric,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: bounds[metric].orNull.targetPercent,
        scaleInCooldown: bounds.scaleInCooldownSeconds,
        scaleOutCooldown: bounds.scaleOutCooldownSeconds,
        predefinedMetricSpecification: {
          predefinedMetricType: {
            cpu: "ECSServiceAverageCPUUtilization",
            memory: "ECSServiceAverageMemoryUtilization",
          }[metric],
        },
      },
    });
    policy.addOverride("count", tf`${bounds[metric].given} ? 1 : 0`);
    return policy;
  });
  const { key, value } = bounds.schedules.each;
  const action = new AppautoscalingScheduledAction(module, "schedule", {
    ...scaled,
    name: key,
    schedule: value.schedule,
    timezone: value.timezone,
    scalableTargetAction: {
      minCapacity: tf`tostring(${value.min})`.string,
      maxCapacity: tf`tostring(${value.max})`.string,
    },
  });
  action.addOverride("for_each", bounds.schedules);
  return { target, policies, action };
}
