import type { Inputs } from "../../synthesis";
import { arn, base, changed } from "../base";

const ipSet = (region: string, kind: string) =>
  arn(`wafv2:${region}:123456789012:${kind}/ipset/office/11111111-2222-3333-4444-555555555555`);
const exception = {
  priority: 60,
  group: "AWSManagedRulesCommonRuleSet",
  rule: "NoUserAgent_HEADER",
  paths: [{ path: "/fhir/R4/Agent" }],
  reason: "An engine that does not say what it is",
};
const manyPaths = Array.from({ length: 30 }, (_, i) => ({ path: `/a-path-of-a-script/${i}` }));
const sql = { group: "AWSManagedRulesSQLiRuleSet", rule: "SQLi_COOKIE" };
const rfi = { priority: 20, rule: "GenericRFI_BODY" };

export const firewallAccepted: Readonly<Record<string, Inputs>> = {
  "no firewall, for a reason": changed({
    firewall: { api: { disabled: { reason: "The hospital's own firewall is before it" } } },
  }),
  "an office only, by an existing IP set": changed({
    firewall: { api: { admitOnly: { ipSetArns: { office: ipSet("us-east-1", "regional") } } } },
  }),
  "an office only, before CloudFront": changed({
    firewall: {
      app: { admitOnly: { ipSetArns: { office: ipSet("us-east-1", "global") } } },
      storage: { admitOnly: { ipSetArns: { office: ipSet("us-east-1", "global") } } },
    },
  }),
  "a priority that only the API next to the app would take": changed({
    firewall: { app: { exceptions: { engine: { ...exception, priority: 10 } } } },
  }),
  "an exception of the operator's, and one of the profile's that is replaced": changed({
    firewall: { api: { exceptions: { engine: exception, addresses: { ...exception, ...rfi } } } },
  }),
};

export const firewallRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "no firewall without a reason": [
    changed({ firewall: { api: { disabled: { reason: "" } } } }),
    /^firewall\.api\.disabled\.reason must say why/,
  ],
  "more exceptions than fit into an expression": [
    changed({ firewall: { api: { exceptionPaths: manyPaths } } }),
    /^firewall\.api\.exceptionPaths must fit into one regular expression of 508/,
  ],
  "a rate below a hospital's": [
    changed({ firewall: { api: { requestsPerFiveMinutes: 10 } } }),
    /^firewall\.api\.requestsPerFiveMinutes must be at least 100/,
  ],
};

/** What the firewall module refuses itself, in a plan; TypeScript callers learn of it at synth. */
export const firewallRefusedAtSynth: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "CloudFront's IP set before a load balancer": [
    changed({ firewall: { api: { admitOnly: { ipSetArns: { office: ipSet("us-east-1", "global") } } } } }),
    /^firewall\.api\.admitOnly\.ipSetArns\.office must be an IP set of the web ACL's scope/,
  ],
  "a load balancer's IP set before the web app": [
    changed({
      firewall: { app: { admitOnly: { ipSetArns: { office: ipSet("us-east-1", "regional") } } } },
    }),
    /^firewall\.app\.admitOnly\.ipSetArns\.office must be an IP set of the web ACL's scope/,
  ],
  "an exception for SQL before the files, which have no such group": [
    changed({ firewall: { storage: { exceptions: { sql: { ...exception, ...sql } } } } }),
    /^firewall\.storage\.exceptions\.sql must name a group that is in managedRuleGroups/,
  ],
  "a priority that the API next to the app takes": [
    changed({
      app: { ...base.app, apiProxy: {} },
      firewall: { app: { exceptions: { engine: { ...exception, priority: 10 } } } },
    }),
    /^firewall\.app\.exceptions\.(engine|large-bodies) must have a priority that no other entry has/,
  ],
  "an exception with a priority of the profile's": [
    changed({ firewall: { mutualTls: { exceptions: { engine: { ...exception, priority: 10 } } } } }),
    /^firewall\.mutualTls\.exceptions\.(engine|large-bodies) must have a priority that no other entry has/,
  ],
  "a second exception of a rule that the profile loosens": [
    changed({ firewall: { api: { exceptions: { engine: { ...exception, ...rfi, priority: 60 } } } } }),
    /^firewall\.api\.exceptions\.(engine|addresses) must not name the rule of another exception/,
  ],
};
