import type { Inputs } from "../synthesis";

export const good: Inputs = {
  name: "redcap",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

const reason = "Calculated fields look like SQL";
const common = { AWSManagedRulesCommonRuleSet: { priority: 30 } };
const exception = {
  priority: 10,
  group: "AWSManagedRulesSQLiRuleSet",
  rule: "SQLi_BODY",
  paths: [{ path: "/redcap_v" }],
  reason,
};
const guard = { priority: 10, paths: [{ path: "/install.php" }] };

/** Inputs that are fine, by what is special about them. */
export const accepted: Readonly<Record<string, Inputs>> = {
  "the least that is needed": good,
  "addresses of both families": {
    ...good,
    denyCidrs: ["192.0.2.0/24", "2001:db8::/32"],
    allowCidrs: ["198.51.100.7/32"],
  },
  "denied countries": { ...good, denyCountries: ["KP", "IR"] },
  "allowed countries": { ...good, allowCountries: ["US"] },
  "guarded paths": {
    ...good,
    guardedPaths: { install: guard, cron: { priority: 20, paths: [{ path: "/cron.php" }] } },
  },
  "a path as a regular expression": {
    ...good,
    guardedPaths: { upgrade: { ...guard, paths: [{ match: "regex", path: "^/redcap_v[0-9.]+/upgrade" }] } },
  },
  "an exception": { ...good, exceptions: { calculations: exception } },
  "an exception to a group that we do not know, with its label": {
    ...good,
    managedRuleGroups: { Acme: { priority: 1, vendor: "Acme" } },
    exceptions: { one: { ...exception, group: "Acme", rule: "Any", label: "acme:any" } },
  },
  "an override": {
    ...good,
    managedRuleGroups: {
      AWSManagedRulesCommonRuleSet: {
        priority: 1,
        overrides: { NoUserAgent_HEADER: { action: "count", reason } },
      },
    },
  },
  "no managed group": { ...good, managedRuleGroups: {} },
  "another rate limit": { ...good, rateLimit: { requests: 500, windowSeconds: 60, mode: "observe" } },
  "load balancers": {
    ...good,
    resourceArns: { app: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/b" },
  },
  CloudFront: { ...good, scope: "CLOUDFRONT" },
};

/** Inputs that are not, by what is wrong, with what the message must say. */
export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "both lists of countries": [{ ...good, denyCountries: ["KP"], allowCountries: ["US"] }, /one list decides/],
  "a country's name": [{ ...good, denyCountries: ["France"] }, /two capital letters/],
  "an address without its length": [{ ...good, denyCidrs: ["192.0.2.1"] }, /must be an IPv4 or IPv6 range/],
  "a range with host bits": [{ ...good, denyCidrs: ["192.0.2.1/24"] }, /must be an IPv4 or IPv6 range/],
  everybody: [{ ...good, allowCidrs: ["0.0.0.0/0"] }, /WAF has no \/0/],
  "everybody in IPv6": [{ ...good, allowCidrs: ["::/0"] }, /WAF has no \/0/],
  "no IPv6 address": [{ ...good, allowCidrs: ["2001:db8:::/32"] }, /must be an IPv4 or IPv6 range/],
  "an association with CloudFront": [
    { ...good, scope: "CLOUDFRONT", resourceArns: { app: "arn:aws:elasticloadbalancing:…" } },
    /web_acl_id/,
  ],
  "a guard with a relative path": [
    { ...good, guardedPaths: { install: { ...guard, paths: [{ path: "install.php" }] } } },
    /begins with \//,
  ],
  "a guard with a broken expression": [
    { ...good, guardedPaths: { install: { ...guard, paths: [{ match: "regex", path: "^/(install" }] } } },
    /valid regular expression/,
  ],
  "a guard without paths": [
    { ...good, guardedPaths: { install: { ...guard, paths: [] } } },
    /at least 1 items/,
  ],
  "more paths than fit": [
    {
      ...good,
      guardedPaths: {
        install: {
          ...guard,
          paths: Array.from({ length: 40 }, (_, i) => ({ path: `/a-long-path-${i}.php` })),
        },
      },
    },
    /one regular expression of 508 characters/,
  ],
  "two guards of one priority": [{ ...good, guardedPaths: { a: guard, b: guard } }, /different priority/],
  "two groups of one priority": [
    { ...good, managedRuleGroups: { ...common, AWSManagedRulesLinuxRuleSet: { priority: 30 } } },
    /different priority/,
  ],
  "a group without a priority": [
    { ...good, managedRuleGroups: { AWSManagedRulesLinuxRuleSet: { priority: 100 } } },
    /at most 99/,
  ],
  "a misspelt rule": [
    {
      ...good,
      managedRuleGroups: {
        AWSManagedRulesCommonRuleSet: {
          priority: 1,
          overrides: { NoUserAgent: { action: "count", reason } },
        },
      },
    },
    /AWS would ignore a misspelt one/,
  ],
  "an override without a reason": [
    {
      ...good,
      managedRuleGroups: {
        AWSManagedRulesCommonRuleSet: {
          priority: 1,
          overrides: { NoUserAgent_HEADER: { action: "count", reason: "" } },
        },
      },
    },
    /must say why/,
  ],
  "an exception without a reason": [
    { ...good, exceptions: { a: { ...exception, reason: "because" } } },
    /must say why/,
  ],
  "an exception to a group that is not used": [
    { ...good, managedRuleGroups: common, exceptions: { a: exception } },
    /must name a group that is in managedRuleGroups/,
  ],
  "an exception to a misspelt rule": [
    { ...good, exceptions: { a: { ...exception, rule: "SQLI_BODY" } } },
    /and a rule that it has/,
  ],
  "two exceptions to one rule": [
    { ...good, exceptions: { a: exception, b: { ...exception, priority: 20 } } },
    /must not name a rule twice/,
  ],
  "an exception to an overridden rule": [
    {
      ...good,
      managedRuleGroups: {
        AWSManagedRulesSQLiRuleSet: { priority: 1, overrides: { SQLi_BODY: { action: "count", reason } } },
      },
      exceptions: { a: exception },
    },
    /nor one that its group overrides/,
  ],
  "an exception to an unknown group without a label": [
    {
      ...good,
      managedRuleGroups: { Acme: { priority: 1, vendor: "Acme" } },
      exceptions: { a: { ...exception, group: "Acme", rule: "Any" } },
    },
    /must give the label/,
  ],
  "a rate below WAF's least": [{ ...good, rateLimit: { requests: 5 } }, /at least 10/],
  "a window that WAF does not have": [
    { ...good, rateLimit: { windowSeconds: 90 } },
    /must be 60, 120, 300 or 600/,
  ],
  "a header in capitals": [{ ...good, redactedHeaders: ["Cookie"] }, /lower case/],
  "a scope in lower case": [{ ...good, scope: "regional" }, /must be one of REGIONAL, CLOUDFRONT/],
};
