import { DataResource } from "cdktf";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";
import type { Named } from "./names";

/** What Elastic Beanstalk was told when it created an environment, within a resource with the colours as keys. */
export interface AtCreation {
  readonly listenerPort: Expression;
  readonly loadBalancerArn: Expression;
  readonly securityGroupId: Expression;
  readonly vpcId: Expression;
}

/**
 * Options that Elastic Beanstalk reads at creation only: it refuses another load balancer or VPC afterwards, and ignores changes of
 * listeners and rules of a shared load balancer. So they are kept as they were, and sent as they were. Another load balancer or VPC is
 * refused at plan, where the environment would be half changed by an apply; another listener is a matter of our own rule.
 */
export function atCreation(
  module: ModuleStack,
  { vpcId, environments, loadBalancers }: Inputs,
  { names }: Named,
): AtCreation {
  const { key: colour } = environments.each;
  const balancer = loadBalancers.at(colour);
  const kept = new DataResource(module, "at_creation", {
    lifecycle: {
      ignoreChanges: ["input"],
      postcondition: [
        {
          condition: tf`self.output.vpc_id == ${vpcId}`.string,
          errorMessage: anotherColour("runs in ${self.output.vpc_id}", `VPC ${vpcId}`),
        },
        {
          // By itself: it is known at plan, while the ARN of a load balancer that is replaced is not.
          condition: tf`self.output.internal == ${balancer.internal}`.string,
          errorMessage: anotherColour(
            'is behind ${self.output.internal ? "an internal" : "a public"} load balancer',
            "another kind of load balancer",
          ),
        },
        {
          condition: tf`self.output.load_balancer_arn == ${balancer.arn}`.string,
          errorMessage: anotherColour("is behind ${self.output.load_balancer_arn}", "another load balancer"),
        },
      ],
    },
  });
  kept.addOverride("for_each", environments);
  kept.addOverride("triggers_replace", tf`${names}[${colour}]`);
  kept.addOverride("input", {
    internal: balancer.internal,
    listener_port: balancer.listenerPort,
    load_balancer_arn: balancer.arn,
    security_group_id: balancer.securityGroupId,
    vpc_id: vpcId,
  });
  const all = local(module, "at_creation", tf`{for colour, kept in ${kept.fqn} : colour => kept.output}`);
  const of = (attribute: string) => tf`${all}[each.key].${reference(attribute)}`;
  return {
    listenerPort: of("listener_port"),
    loadBalancerArn: of("load_balancer_arn"),
    securityGroupId: of("security_group_id"),
    vpcId: of("vpc_id"),
  };
}

/** The message of a change that only another environment takes. */
const anotherColour = (now: string, wanted: string): string =>
  `environments: \${each.key} ${now}, and Elastic Beanstalk cannot change that for a running environment (wanted: ${wanted}). ` +
  "Set it back, add another colour that has it, try that, switch the address over, apply, and remove the old colour by a " +
  "later apply.";
