import { inUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { firewallOf } from "../foundation/firewall";
import type { Closed } from "./edge";
import { exceptions, guardedPaths, managedRuleGroups, staticFiles } from "./firewall-profile";
import type { Inputs } from "./inputs";
import { signInExceptions } from "./sign-in";

interface Guarded {
  readonly kmsKeyArn: Expression;
  /** Key of what is in us-east-1. */
  readonly edgeKeyArn: Expression;
  readonly balancers: Expression;
  readonly closed: Closed;
}

/** A web ACL: its ARN, null where it is not made, and its name in metrics, known all the same. */
export interface Guard {
  readonly made: Expression;
  readonly arn: Expression;
  readonly metricName: string;
  /** Null where it is not made. */
  readonly logGroupName: Expression;
}

/** The web ACL in front of the load balancers that clients reach themselves, and that of the distribution, with what REDCap's traffic needs. */
export function firewalls(
  module: ModuleStack,
  input: Inputs,
  { kmsKeyArn, edgeKeyArn, balancers, closed: { exists, open } }: Guarded,
): Readonly<Record<"regional" | "edge", Guard>> {
  const { name, firewall: wanted, logRetentionDays, forceDestroy } = input;
  const loosened = local(module, "firewall_exceptions", exceptions);
  const more = signInExceptions(module, input);
  const profile = {
    groups: local(module, "managed_rule_groups", managedRuleGroups),
    exceptions: local(
      module,
      "all_exceptions",
      tf`{for name, exception in ${loosened} : name => merge(exception, {
      paths = concat(exception.paths, ${more.paths}), reason = join("", [exception.reason, ${more.reason}])
    })}`,
    ),
    staticFiles,
  };
  const common = {
    logRetentionDays,
    forceDestroyLogs: forceDestroy.given,
    guardedPaths: {
      administration: { priority: 10, paths: guardedPaths, allowedCidrs: wanted.administratorCidrs },
    },
  };
  const anyOpen = tf`length(${open}) > 0`;
  const regional = firewallOf(
    module,
    "firewall",
    wanted,
    profile,
    {
      ...common,
      name,
      kmsKeyArn,
      resourceArns: tf`{for colour, balancer in ${balancers} : colour => balancer.arn if contains(${open}, colour)}`,
    },
    { when: anyOpen },
  ).outputs;
  // It had no count before there was another one.
  module.addOverride("moved", [{ from: "module.firewall", to: "module.firewall[0]" }]);
  const edgeName = `${name}-edge`;
  const atEdge = firewallOf(
    module,
    "edge_firewall",
    wanted,
    profile,
    { ...common, name: edgeName, scope: "CLOUDFRONT", kmsKeyArn: edgeKeyArn },
    { ...inUsEast1, when: exists },
  ).outputs;
  return {
    regional: { made: anyOpen, arn: regional.arn, metricName: name, logGroupName: regional.logGroupName },
    edge: { made: exists, arn: atEdge.arn, metricName: edgeName, logGroupName: atEdge.logGroupName },
  };
}
