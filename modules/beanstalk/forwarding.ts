import { DataAwsAutoscalingGroup } from "@cdktf/provider-aws/lib/data-aws-autoscaling-group";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { DataResource } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/**
 * Names of the Auto Scaling groups by colour. An immutable update temporarily has a second group, "awseb-e-…-immutable-stack-…",
 * and moves its instances over. Null for an environment that currently has none.
 */
export function autoScalingGroupNames(module: ModuleStack, environments: Expression): Expression {
  return local(
    module,
    "auto_scaling_group_names",
    tf`{for colour, environment in ${environments} : colour => try([for group in environment.autoscaling_groups : group if !strcontains(group, "-immutable-stack-")][0], environment.autoscaling_groups[0], null)}`,
  );
}

/**
 * The listener rule that leads to an environment: ours, on the caller's listener, to the target group that Elastic Beanstalk
 * makes and whose members its Auto Scaling group keeps. Elastic Beanstalk's own rules are read at creation only, rewritten, and
 * not reliably set on the listener that they name; the target group is there as long as the environment is.
 */
export function forwarding(module: ModuleStack, inputs: Inputs, all: Expression, groups: Expression): void {
  const { environments, loadBalancers, hostHeaders } = inputs;
  const { key: colour } = environments.each;
  const balancer = loadBalancers.at(colour);
  const target = targetGroup(module, inputs, all, groups);
  const rule = new LbListenerRule(module, "forward", {
    listenerArn: balancer.listenerArn,
    priority: balancer.rulePriority,
    condition: [
      { pathPattern: { values: ["/*"] } },
      { hostHeader: { values: tf`concat(${hostHeaders}, [${all}[${colour}].cname])`.list } },
    ],
    action: [{ type: "forward", targetGroupArn: tf`${target.fqn}[${colour}].output`.string }],
    tags: { Name: tf`${all}[${colour}].name`.string },
  });
  rule.addOverride("for_each", environments);
  // A target group goes with its environment, and cannot while a rule forwards to it.
  rule.addOverride("lifecycle", { replace_triggered_by: ["terraform_data.target_group[each.key]"] });
}

/**
 * The ARN of each environment's target group, kept in the state: a caller's depends_on defers the lookup to the apply. A group
 * that is made again (with another environment, or by a rebuild of it) has an Auto Scaling group of another name.
 */
function targetGroup(
  module: ModuleStack,
  { environments }: Inputs,
  all: Expression,
  groups: Expression,
): DataResource {
  const { key: colour } = environments.each;
  const group = new DataAwsAutoscalingGroup(module, "environment", {
    name: tf`${groups}[${colour}]`.string,
    lifecycle: {
      precondition: [
        {
          condition: tf`${groups}[${colour}] != null`.string,
          errorMessage:
            "environments: ${each.key} has no Auto Scaling group at present. Wait until Elastic Beanstalk reports it as Ready " +
            "(aws elasticbeanstalk describe-environments), or remove the colour.",
        },
      ],
      postcondition: [
        {
          condition: tf`length(self.target_group_arns) == 1`.string,
          errorMessage:
            "environments: ${each.key} must have exactly one target group, that of its process default (got " +
            '${join(", ", self.target_group_arns)}). The bundle\'s .ebextensions must not add processes.',
        },
      ],
    },
  });
  group.addOverride("for_each", environments);
  const found = tf`${group.fqn}[${colour}].target_group_arns`;
  const kept = new DataResource(module, "target_group", {
    lifecycle: {
      ignoreChanges: ["input"],
      postcondition: [
        {
          condition: tf`contains(${found}, ${reference("self.output")})`.string,
          errorMessage:
            "environments: ${each.key} has another target group than before, which something other than Terraform has changed. Plan " +
            'with -replace and the address of this module\'s terraform_data.target_group["${each.key}"] to look it up again.',
        },
      ],
    },
  });
  kept.addOverride("for_each", environments);
  kept.addOverride("triggers_replace", [tf`${all}[${colour}].id`, tf`${groups}[${colour}]`]);
  kept.addOverride("input", tf`one(${found})`);
  return kept;
}
