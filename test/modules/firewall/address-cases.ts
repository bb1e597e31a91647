import type { Inputs } from "../synthesis";

// What decides by addresses: good inputs' parts, and what is wrong with others.

export const good: Inputs = {
  name: "redcap",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
};

export type Refused = Readonly<Record<string, readonly [Inputs, RegExp]>>;

export const guard = { priority: 10, paths: [{ path: "/install.php" }] };
/** An existing IP set, by where its ARN says that it is. */
const setIn = (region: string, kind: "regional" | "global") =>
  `arn:aws:wafv2:${region}:123456789012:${kind}/ipset/office/11111111-2222-3333-4444-555555555555`;
export const regionalSet = setIn("us-east-1", "regional");
export const globalSet = setIn("us-east-1", "global");
export const cloudfront: Inputs = { ...good, scope: "CLOUDFRONT" };

export const guards = (guardedPaths: object): Inputs => ({ ...good, guardedPaths });
export const guarding = (changes: object): Inputs => guards({ install: { ...guard, ...changes } });
export const pathOf = (path: object): Inputs => guarding({ paths: [path] });
/** What the only admitted addresses, and existing IP sets, can get wrong. */
export const addresses: Refused = {
  "nobody at all": [{ ...good, admitOnly: {} }, /admitOnly must have cidrs or ipSetArns/],
  "an address of nobody's": [
    { ...good, admitOnly: { cidrs: ["192.0.2.1"] } },
    /admitOnly\.cidrs\[0\] must be an IPv4 or IPv6 range/,
  ],
  "an admission that counts": [
    { ...good, admitOnly: { cidrs: ["192.0.2.0/24"], mode: "count" } },
    /admitOnly\.mode must be one of block, observe/,
  ],
  "a regional set for CloudFront": [
    { ...cloudfront, allowIpSetArns: { office: regionalSet } },
    /allowIpSetArns\.office must be an IP set of the web ACL's scope.*global\/ipset/,
  ],
  "CloudFront's set for a load balancer": [
    { ...good, denyIpSetArns: { abuse: globalSet } },
    /denyIpSetArns\.abuse must be an IP set of the web ACL's scope.*regional\/ipset/,
  ],
  "a set of another region for CloudFront": [
    { ...cloudfront, admitOnly: { ipSetArns: { office: setIn("eu-west-1", "global") } } },
    /admitOnly\.ipSetArns\.office must be an IP set of the web ACL's scope.*us-east-1/,
  ],
  "a name for an IP set": [
    { ...good, admitOnly: { ipSetArns: { office: "office" } } },
    /admitOnly\.ipSetArns\.office must be the ARN of an IP set/,
  ],
  "a name for a trusted IP set": [
    { ...good, allowIpSetArns: { office: "office" } },
    /allowIpSetArns\.office must be the ARN of an IP set/,
  ],
  "an IP set with a name in capitals": [
    { ...good, denyIpSetArns: { Office: regionalSet } },
    /must be 1 to 40 lower-case letters/,
  ],
};

/** What observation can get wrong. */
export const observation: Refused = {
  "a date as people write it": [
    { ...good, rateLimit: { mode: "observe", observeUntil: "31.01.2027" } },
    /rateLimit\.observeUntil must be a date like 2027-01-31/,
  ],
  "a day that no year has": [
    {
      ...good,
      managedRuleGroups: {
        AWSManagedRulesCommonRuleSet: { priority: 30, mode: "observe", observeUntil: "2027-02-30" },
      },
    },
    /AWSManagedRulesCommonRuleSet\.observeUntil must be a date/,
  ],
  "a day that this year does not have": [
    guarding({ observeUntil: "2027-02-29" }),
    /observeUntil must be a date/,
  ],
  "a time of day": [
    { ...good, admitOnly: { cidrs: ["192.0.2.0/24"], observeUntil: "2027-01-31T12:00:00Z" } },
    /admitOnly\.observeUntil must be a date/,
  ],
};

/** What guarded paths can get wrong. */
export const guardedPaths: Refused = {
  "a guard with a name in capitals": [guards({ Install: guard }), /must be 1 to 40 lower-case letters/],
  "a guard of a priority beyond those of guards": [
    guarding({ priority: 100 }),
    /priority must be at most 99/,
  ],
  "a guard of a negative priority": [guarding({ priority: -1 }), /priority must be at least 0/],
  "a guard without paths": [guarding({ paths: [] }), /install\.paths must have at least 1 item/],
  "a guard with an empty path": [pathOf({ path: "" }), /path must have at least 1 character/],
  "a guard with a relative path": [pathOf({ path: "install.php" }), /begins with \//],
  "a guard with a path too long": [
    pathOf({ path: `/${"a".repeat(200)}` }),
    /must have at most 200 characters/,
  ],
  "a guard with a broken expression": [
    pathOf({ match: "regex", path: "^/(install" }),
    /install\.paths\[0\] must be .*valid regular expression/,
  ],
  "a guard that matches in a way of its own": [
    pathOf({ match: "suffix", path: "/install.php" }),
    /match must be one of exact, prefix, regex/,
  ],
  "more paths than fit": [
    guarding({ paths: Array.from({ length: 40 }, (_, i) => ({ path: `/a-long-path-${i}.php` })) }),
    /one regular expression of 508 characters/,
  ],
  "a guard for an address": [
    guarding({ allowedCidrs: ["192.0.2.1"] }),
    /install\.allowedCidrs\[0\] must be an IPv4 or IPv6 range/,
  ],
  "a guard that counts": [guarding({ mode: "count" }), /install\.mode must be one of block, observe/],
  "two guards of one priority": [
    guards({ a: guard, b: guard, c: { ...guard, priority: 20 } }),
    /guardedPaths\.a must have a priority that no other entry has[^]*guardedPaths\.b must have a priority/,
  ],
};
