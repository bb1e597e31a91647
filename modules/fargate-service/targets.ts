import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** For each listener a target group, and the rule that forwards the service's hosts to it. */
export function targets(module: ModuleStack, { name, vpcId, port, listeners, targetGroup }: Inputs) {
  const { key, value: listener } = listeners.each;
  // Another port, protocol or VPC replaces a target group that a rule uses: the new one needs a name of its own.
  const replaced = tf`substr(sha256(jsonencode([${name}, ${key}, ${port}, ${targetGroup.protocol}, ${vpcId}])), 0, 6)`;
  const group = new LbTargetGroup(module, "listener", {
    name: tf`join("-", [trimsuffix(substr(join("-", [${name}, ${key}]), 0, 25), "-"), ${replaced}])`.string,
    vpcId,
    port,
    protocol: targetGroup.protocol,
    targetType: "ip",
    loadBalancingAlgorithmType: targetGroup.algorithm,
    deregistrationDelay: tf`tostring(${targetGroup.deregistrationDelaySeconds})`.string,
    slowStart: targetGroup.slowStartSeconds,
    healthCheck: {
      path: targetGroup.healthCheckPath,
      protocol: targetGroup.protocol,
      matcher: targetGroup.healthCheckStatus,
      interval: targetGroup.healthCheckIntervalSeconds,
      timeout: targetGroup.healthCheckTimeoutSeconds,
      healthyThreshold: targetGroup.healthyThreshold,
      unhealthyThreshold: targetGroup.unhealthyThreshold,
    },
    stickiness: { enabled: false, type: "lb_cookie" },
    tags: { Name: `${name}-${key}` },
    lifecycle: { createBeforeDestroy: true },
  });
  group.addOverride("for_each", listeners);
  const rule = new LbListenerRule(module, "hosts", {
    listenerArn: listener.listenerArn,
    priority: listener.priority,
    action: [{ type: "forward", targetGroupArn: tf`${group.fqn}[${key}].arn`.string }],
    condition: [{ hostHeader: { values: listener.hosts } }],
    tags: { Name: `${name}-${key}` },
  });
  rule.addOverride("for_each", listeners);
  return { group, rule };
}
