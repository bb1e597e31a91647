import type { Rule } from "../../lib/rules";
import { firewallPart } from "../foundation/firewall-inputs";
import { serverExceptions, serverGroups } from "./firewall-profile";

interface Firewalls {
  readonly firewall: Readonly<Record<"api" | "mutualTls", { readonly exceptions: object }>>;
}

export const firewallRules: readonly Rule[] = (["api", "mutualTls"] as const).flatMap((way) =>
  firewallPart.rules({
    inputs: ["firewall"],
    at: (input) => `firewall.${way}.${input}`,
    given: ({ firewall }: Firewalls) => ({
      ...firewall[way],
      scope: "REGIONAL",
      managedRuleGroups: serverGroups,
      exceptions: { ...serverExceptions, ...firewall[way].exceptions },
    }),
  }),
);
