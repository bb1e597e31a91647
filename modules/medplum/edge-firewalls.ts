import { inUsEast1 } from "../../lib/aws/providers";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { firewallBefore, type MadeFirewall } from "./firewall";
import { appExceptions, edgeGroups, proxiedExceptions, staticFiles } from "./firewall-profile";
import type { Inputs } from "./inputs";

/** The web ACLs of the distributions: in us-east-1, as is the key of their logs. The distributions take their ARNs. */
export function edgeFirewalls(
  module: ModuleStack,
  { name, app, firewall, logRetentionDays, storage, forceDestroy }: Inputs,
  kmsKeyArn: Expression,
): Readonly<Record<"app" | "storage", MadeFirewall>> {
  const groups = local(module, "edge_rule_groups", edgeGroups);
  const proxied = local(module, "proxied_exceptions", proxiedExceptions);
  const ofApp = tf`merge(${local(module, "own_app_exceptions", appExceptions)}, {for name, exception in ${proxied} : name => exception if ${app.apiProxy.given}})`;
  const before = (of: "app" | "storage", what: string, exceptions: Expression) =>
    firewallBefore(module, `${of}_firewall`, {
      wanted: firewall[of],
      profile: { groups, exceptions, ...(of === "app" && { staticFiles }) },
      before: what,
      exists: tf`!(${{ app, storage }[of].servedElsewhere.given})`,
      own: {
        name: `${name}-${of}`,
        scope: "CLOUDFRONT",
        kmsKeyArn,
        logRetentionDays,
        forceDestroyLogs: forceDestroy.given,
      },
      options: inUsEast1,
    });
  return {
    app: before("app", "the web app", local(module, "app_exceptions", ofApp)),
    storage: before("storage", "the files", tf`{}`),
  };
}
