import { warnUnless } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { firewallOf, type FirewallProfile } from "../foundation/firewall";
import type { Address } from "./address";
import { guardedPaths, serverExceptions, serverGroups } from "./firewall-profile";
import type { Inputs } from "./inputs";

/** A firewall that there may be. */
export interface MadeFirewall {
  readonly made: Expression;
  /** Null where it is not made. */
  readonly arn: Expression;
  /** Name in metrics, known without the firewall. */
  readonly metricName: string;
  /** Null where it is not made. */
  readonly logGroupName: Expression;
}

type Wanted = Inputs["firewall"]["app"];
type Own = Parameters<typeof firewallOf>[4];
type CallOptions = Parameters<typeof firewallOf>[5];

/** What a firewall is before, and how it is made. */
interface Way {
  readonly wanted: Wanted;
  readonly profile: FirewallProfile;
  /** What it is before, for people. */
  readonly before: string;
  /** Whether that is there. */
  readonly exists: Expression;
  readonly own: Own & { readonly name: string };
  readonly options?: CallOptions;
}

/** One firewall, unless its caller has none; every plan shows a way in that nothing guards. */
export function firewallBefore(
  module: ModuleStack,
  id: string,
  { wanted, profile, before, exists, own, options }: Way,
): MadeFirewall {
  const { disabled } = wanted;
  const made = local(module, `${id}_made`, tf`${exists} && !(${disabled.given})`);
  const { arn, logGroupName } = firewallOf(module, id, wanted, profile, own, {
    ...options,
    when: made,
  }).outputs;
  warnUnless(module, id, {
    condition: tf`${made} || !(${exists})`,
    message: `No firewall before ${before}: ${tf`try(coalesce(${disabled.orNull.reason}), "")`}`,
  });
  return { made, arn, metricName: own.name, logGroupName };
}

/** The web ACLs before the load balancers, with what requests to the server need. */
export function firewalls(
  module: ModuleStack,
  { name, firewall, api, logRetentionDays, forceDestroy }: Inputs,
  kmsKeyArn: Expression,
  address: Address,
): Readonly<Record<"api" | "mutualTls", MadeFirewall>> {
  const profile = {
    groups: local(module, "server_rule_groups", serverGroups),
    exceptions: local(module, "server_exceptions", serverExceptions),
  };
  const own = (of: "api" | "mutualTls", acl: string, balancerArn: Expression) => ({
    name: acl,
    kmsKeyArn,
    logRetentionDays,
    forceDestroyLogs: forceDestroy.given,
    guardedPaths: {
      administration: { priority: 10, paths: guardedPaths, allowedCidrs: firewall[of].administratorCidrs },
    },
    resourceArns: { "load-balancer": balancerArn },
  });
  return {
    api: firewallBefore(module, "firewall", {
      wanted: firewall.api,
      profile,
      before: "the server",
      exists: tf`true`,
      own: own("api", name, address.api.arn),
    }),
    mutualTls: firewallBefore(module, "mutual_tls_firewall", {
      wanted: firewall.mutualTls,
      profile,
      before: "the load balancer for mutual TLS",
      exists: tf`(${api.mutualTls.given})`,
      own: own("mutualTls", `${name}-mtls`, address.mutual.arn),
    }),
  };
}
