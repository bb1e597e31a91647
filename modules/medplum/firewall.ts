import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { firewallOf } from "../foundation/firewall";
import type { Address } from "./address";
import { guardedPaths, serverExceptions, serverGroups } from "./firewall-profile";
import type { Inputs } from "./inputs";

/** A firewall that there may be. */
export interface MadeFirewall {
  readonly made: Expression;
  /** Name in metrics, known without the firewall. */
  readonly metricName: string;
}

/** The web ACLs before the load balancers, with what requests to the server need. */
export function firewalls(
  module: ModuleStack,
  input: Inputs,
  kmsKeyArn: Expression,
  address: Address,
): Readonly<Record<"api" | "mutualTls", MadeFirewall>> {
  const { name, firewall, api, logRetentionDays } = input;
  const profile = {
    groups: local(module, "server_rule_groups", serverGroups),
    exceptions: local(module, "server_exceptions", serverExceptions),
  };
  const before = (id: string, wanted: (typeof firewall)["api"], balancer: Balancer): MadeFirewall => {
    const { exists = true } = balancer;
    const made = local(module, `${id}_made`, tf`${exists} && !(${wanted.disabled.given})`);
    firewallOf(
      module,
      id,
      wanted,
      profile,
      {
        name: balancer.name,
        kmsKeyArn,
        logRetentionDays,
        guardedPaths: {
          administration: { priority: 10, paths: guardedPaths, allowedCidrs: wanted.administratorCidrs },
        },
        resourceArns: { "load-balancer": balancer.arn },
      },
      { count: tf`${made} ? 1 : 0` },
    );
    // A way in that nothing guards is said in every plan.
    warnUnless(module, id, {
      condition: tf`${made} || !${exists}`,
      message: `No firewall before ${balancer.what}: ${tf`try(coalesce(${wanted.disabled.orNull.reason}), "")`}`,
    });
    return { made, metricName: balancer.name };
  };
  return {
    api: before("firewall", firewall.api, { what: "the server", name, arn: address.api.arn }),
    mutualTls: before("mutual_tls_firewall", firewall.mutualTls, {
      what: "the load balancer for mutual TLS",
      name: `${name}-mtls`,
      arn: address.mutual.arn,
      exists: tf`(${api.mutualTls.given})`,
    }),
  };
}

/** A load balancer that a firewall is before. */
interface Balancer {
  readonly what: string;
  /** Of the firewall. */
  readonly name: string;
  readonly arn: Expression;
  /** Default: always. */
  readonly exists?: Expression;
}
