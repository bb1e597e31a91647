import type { Rule } from "../../lib/rules";
import { firewallPart } from "../foundation/firewall-inputs";
import {
  appExceptions,
  edgeGroups,
  proxiedExceptions,
  serverExceptions,
  serverGroups,
} from "./firewall-profile";

type Way = "api" | "mutualTls" | "app" | "storage";

interface Values {
  readonly firewall: Readonly<Record<Way, { readonly exceptions: object }>>;
  readonly app: { readonly apiProxy?: object };
}

/** What the web ACL of each way in gets beside what callers give. */
const ofServer = {
  scope: "REGIONAL",
  managedRuleGroups: serverGroups,
  exceptions: () => serverExceptions as object,
};
const ofEdge = { scope: "CLOUDFRONT", managedRuleGroups: edgeGroups };
const ways = {
  api: ofServer,
  mutualTls: ofServer,
  app: {
    ...ofEdge,
    exceptions: ({ app }: Values) => ({ ...appExceptions, ...(app.apiProxy && proxiedExceptions) }),
  },
  storage: { ...ofEdge, exceptions: () => ({}) },
};

export const firewallRules: readonly Rule[] = (Object.keys(ways) as Way[]).flatMap((way) =>
  firewallPart.rules({
    inputs: ["firewall", "app"],
    at: (input) => `firewall.${way}.${input}`,
    given: (values: Values) => ({
      ...ways[way],
      ...values.firewall[way],
      exceptions: { ...ways[way].exceptions(values), ...values.firewall[way].exceptions },
    }),
  }),
);
