import type { Inputs } from "../synthesis";
import {
  addresses,
  cloudfront,
  globalSet,
  good,
  guard,
  guardedPaths,
  guarding,
  guards,
  observation,
  pathOf,
  type Refused,
  regionalSet,
} from "./address-cases";

export { good } from "./address-cases";

const reason = "Calculated fields look like SQL";
const exception = {
  priority: 10,
  group: "AWSManagedRulesSQLiRuleSet",
  rule: "SQLi_BODY",
  paths: [{ path: "/redcap_v" }],
  reason,
};
const override = { action: "count", reason };
const balancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/b";

const groups = (managedRuleGroups: object): Inputs => ({ ...good, managedRuleGroups });
const common = (changes: object): Inputs =>
  groups({ AWSManagedRulesCommonRuleSet: { priority: 30, ...changes } });
const overriding = (overrides: object): Inputs => common({ overrides });
const excepting = (changes: object): Inputs => ({
  ...good,
  exceptions: { a: { ...exception, ...changes } },
});
/** One range more than an IP set has. */
const ranges = Array.from({ length: 10_001 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`);
const acme = { Acme: { priority: 1, vendor: "Acme" } };

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
  "guarded paths": guards({ install: guard, cron: { priority: 20, paths: [{ path: "/cron.php" }] } }),
  "a path as a regular expression": pathOf({ match: "regex", path: "^/redcap_v[0-9.]+/upgrade" }),
  "an exception": excepting({}),
  "an exception to a group that we do not know, with its label": {
    ...groups(acme),
    exceptions: { one: { ...exception, group: "Acme", rule: "Any", label: "acme:any" } },
  },
  "an override": overriding({ NoUserAgent_HEADER: override }),
  "no managed group": groups({}),
  "another rate limit": { ...good, rateLimit: { requests: 500, windowSeconds: 60, mode: "observe" } },
  "load balancers": { ...good, resourceArns: { app: balancer } },
  CloudFront: cloudfront,
  "CloudFront with larger bodies": { ...cloudfront, bodyInspectionKb: 64 },
  "existing IP sets of the region": {
    ...good,
    denyIpSetArns: { abuse: regionalSet },
    allowIpSetArns: { office: regionalSet },
    admitOnly: { ipSetArns: { office: regionalSet } },
  },
  "existing IP sets of CloudFront": {
    ...cloudfront,
    denyIpSetArns: { abuse: globalSet },
    allowIpSetArns: { office: globalSet },
    admitOnly: { ipSetArns: { office: globalSet } },
  },
  "some ranges only": { ...good, admitOnly: { cidrs: ["192.0.2.0/24"], mode: "observe" } },
  "a rate limit that is observed until the last day of a February": {
    ...good,
    rateLimit: { mode: "observe", observeUntil: "2028-02-29" },
  },
  // So that one line ends the observation.
  "a last day of observation where it has ended": guarding({ observeUntil: "2027-01-31" }),
};

/** What one input can get wrong. */
const values: Refused = {
  "a name in capitals": [{ ...good, name: "REDCap" }, /name must be 2 to 64 lower-case letters/],
  "the United Kingdom by another code": [
    { ...good, allowCountries: ["UK"] },
    /allowCountries\[0\] must be .*the United Kingdom is GB/,
  ],
  "a country's name": [{ ...good, denyCountries: ["France"] }, /denyCountries\[0\] must be .*two capital/],
  "a country in lower case": [{ ...good, allowCountries: ["US", "ca"] }, /allowCountries\[1\] must be/],
  "an address without its length": [
    { ...good, denyCidrs: ["192.0.2.1"] },
    /denyCidrs\[0\] must be an IPv4 or IPv6 range/,
  ],
  "a range with host bits": [{ ...good, denyCidrs: ["192.0.2.1/24"] }, /must be an IPv4 or IPv6 range/],
  everybody: [{ ...good, allowCidrs: ["0.0.0.0/0"] }, /allowCidrs\[0\] must be .*WAF has no \/0/],
  "everybody in IPv6": [{ ...good, allowCidrs: ["::/0"] }, /WAF has no \/0/],
  "no IPv6 address": [{ ...good, allowCidrs: ["2001:db8:::/32"] }, /must be an IPv4 or IPv6 range/],
  "a scope in lower case": [{ ...good, scope: "regional" }, /must be one of REGIONAL, CLOUDFRONT/],
  "a default action that counts": [
    { ...good, defaultAction: "count" },
    /defaultAction must be one of allow, block/,
  ],
  "a rate below WAF's least": [{ ...good, rateLimit: { requests: 5 } }, /requests must be at least 10/],
  "a rate above WAF's most": [
    { ...good, rateLimit: { requests: 2_000_000_001 } },
    /must be at most 2000000000/,
  ],
  "half a request": [{ ...good, rateLimit: { requests: 10.5 } }, /requests must be a whole number/],
  "known addresses that are none": [
    { ...good, rateLimit: { known: {} } },
    /rateLimit\.known must have cidrs or ipSetArns/,
  ],
  "known addresses that may send less than all others": [
    { ...good, rateLimit: { requests: 5000, known: { cidrs: ["192.0.2.0/24"], requests: 1000 } } },
    /rateLimit\.known\.requests must not be below requests/,
  ],
  "known addresses in a set of another scope": [
    { ...cloudfront, rateLimit: { known: { ipSetArns: { clinic: regionalSet } } } },
    /rateLimit\.known\.ipSetArns\.clinic must be an IP set of the web ACL's scope/,
  ],
  "a folder of static files without an end": [
    { ...good, rateLimit: { staticFiles: { folders: ["/assets"] } } },
    /rateLimit\.staticFiles\.folders\[0\] must begin and end with a slash/,
  ],
  "a folder that is no expression": [
    { ...good, rateLimit: { staticFiles: { folders: ["/assets(/"] } } },
    /rateLimit\.staticFiles\.folders\[0\] must be a valid regular expression/,
  ],
  "an extension with a dot": [
    { ...good, rateLimit: { staticFiles: { folders: ["/assets/"], extensions: [".css"] } } },
    /rateLimit\.staticFiles\.extensions\[0\] must be an extension without a dot/,
  ],
  "folders that no expression can hold": [
    {
      ...good,
      rateLimit: { staticFiles: { folders: ["a", "b", "c"].map((one) => `/${one.repeat(190)}/`) } },
    },
    /rateLimit\.staticFiles must fit into one regular expression of/,
  ],
  "a window that WAF does not have": [
    { ...good, rateLimit: { windowSeconds: 90 } },
    /windowSeconds must be one of 60, 120, 300, 600/,
  ],
  "a rate limit that neither blocks nor observes": [
    { ...good, rateLimit: { mode: "count" } },
    /rateLimit\.mode must be one of block, observe/,
  ],
  "a resource without a name": [{ ...good, resourceArns: { "": balancer } }, /must be 1 to 40 lower-case/],
  "a resource without an ARN": [
    { ...good, resourceArns: { app: "" } },
    /resourceArns\.app must have at least 1/,
  ],
  "an alias for a key": [
    { ...good, kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/logs" },
    /kmsKeyArn must be an ARN like/,
  ],
  "a body size that WAF does not have": [
    { ...cloudfront, bodyInspectionKb: 24 },
    /bodyInspectionKb must be one of 16, 32, 48, 64/,
  ],
  "a retention that CloudWatch does not have": [{ ...good, logRetentionDays: 100 }, /must be one of 1, 3, 5/],
  "a log of what was allowed": [{ ...good, logged: "allowed" }, /must be one of all, blocked_and_counted/],
  "a header in capitals": [
    { ...good, redactedHeaders: ["Cookie"] },
    /redactedHeaders\[0\] must be .*lower case/,
  ],
};

/** What managed groups can get wrong. */
const managedRuleGroups: Refused = {
  "a group with a space in its name": [
    groups({ "Acme Rules": { priority: 1 } }),
    /must be a rule group's name/,
  ],
  "a group of a priority beyond those of groups": [common({ priority: 100 }), /priority must be at most 99/],
  "a group of a negative priority": [common({ priority: -1 }), /priority must be at least 0/],
  "a group without a vendor": [common({ vendor: "" }), /vendor must have at least 1 character/],
  "a group without a version": [common({ version: "" }), /version must have at least 1 character/],
  "a group that counts": [common({ mode: "count" }), /mode must be one of block, observe/],
  "two groups of one priority": [
    groups({
      AWSManagedRulesCommonRuleSet: { priority: 30 },
      AWSManagedRulesLinuxRuleSet: { priority: 30 },
    }),
    /managedRuleGroups\.AWSManagedRulesCommonRuleSet must have a priority that no other entry has/,
  ],
  "an override without a name": [
    groups({ Acme: { ...acme.Acme, overrides: { "": override } } }),
    /must have at least 1 character/,
  ],
  "an override of a misspelt rule": [
    overriding({ NoUserAgent: override }),
    /managedRuleGroups\.AWSManagedRulesCommonRuleSet must override only rules that the group has/,
  ],
  "an override that observes": [
    overriding({ NoUserAgent_HEADER: { action: "observe", reason } }),
    /action must be one of count, allow, block, captcha, challenge/,
  ],
  "an override without a reason": [
    overriding({ NoUserAgent_HEADER: { action: "count", reason: "" } }),
    /reason must say why/,
  ],
  "an override with a long story": [
    overriding({ NoUserAgent_HEADER: { action: "count", reason: "x".repeat(201) } }),
    /reason must have at most 200 characters/,
  ],
  "a group that skips no path": [
    common({ skip: { paths: [], reason } }),
    /skip\.paths must have at least 1 item/,
  ],
  "a group that skips paths for no reason": [
    common({ skip: { paths: [{ path: "/api/" }], reason: "because" } }),
    /skip\.reason must say why/,
  ],
};

/** What exceptions can get wrong. */
const exceptions: Refused = {
  "an exception with a name in capitals": [
    { ...good, exceptions: { A: exception } },
    /must be 1 to 40 lower-case letters/,
  ],
  "an exception of a priority beyond those of exceptions": [
    excepting({ priority: 100 }),
    /must be at most 99/,
  ],
  "an exception of a negative priority": [excepting({ priority: -1 }), /must be at least 0/],
  "an exception without a reason": [excepting({ reason: "because" }), /exceptions\.a\.reason must say why/],
  "an exception without a path": [excepting({ paths: [] }), /exceptions\.a\.paths must have at least 1 item/],
  "an exception without a group": [
    excepting({ group: "", label: "acme:any" }),
    /group must have at least 1 character/,
  ],
  "an exception without a rule": [
    { ...groups(acme), exceptions: { a: { ...exception, group: "Acme", rule: "", label: "acme:any" } } },
    /rule must have at least 1 character/,
  ],
  "an exception with a sentence for a label": [excepting({ label: "SQL injection" }), /must be a label like/],
  "two exceptions of one priority": [
    { ...good, exceptions: { a: exception, b: { ...exception, rule: "SQLi_COOKIE" } } },
    /exceptions\.b must have a priority that no other entry has/,
  ],
  "an exception to a group that is not used": [
    { ...common({}), exceptions: { a: exception } },
    /exceptions\.a must name a group that is in managedRuleGroups/,
  ],
  "an exception to a misspelt rule": [
    excepting({ rule: "SQLI_BODY" }),
    /exceptions\.a must name a rule that its group has/,
  ],
  "two exceptions to one rule": [
    { ...good, exceptions: { a: exception, b: { ...exception, priority: 20 } } },
    /exceptions\.b must not name the rule of another exception/,
  ],
  "an exception to an overridden rule": [
    {
      ...groups({ AWSManagedRulesSQLiRuleSet: { priority: 1, overrides: { SQLi_BODY: override } } }),
      exceptions: { a: exception },
    },
    /exceptions\.a must not name a rule that its group overrides/,
  ],
  "an exception to an unknown group without a label": [
    { ...groups(acme), exceptions: { a: { ...exception, group: "Acme", rule: "Any" } } },
    /exceptions\.a must have the label of its rule/,
  ],
};

/** What only several inputs together can get wrong. */
const together: Refused = {
  "both lists of countries": [
    { ...good, denyCountries: ["KP"], allowCountries: ["US"] },
    /denyCountries must be empty if allowCountries is given: one list decides/,
  ],
  "an association with CloudFront": [
    { ...good, scope: "CLOUDFRONT", resourceArns: { app: balancer } },
    /resourceArns must be empty for the scope CLOUDFRONT.*web_acl_id/,
  ],
  "larger bodies behind a load balancer": [
    { ...good, bodyInspectionKb: 32 },
    /bodyInspectionKb must be 16 for the scope REGIONAL.*8 KB/,
  ],
};

/** Inputs that are not fine, by what is wrong, with what the message must say. */
export const refused: Refused = {
  ...values,
  ...addresses,
  ...observation,
  ...guardedPaths,
  ...managedRuleGroups,
  ...exceptions,
  ...together,
  "more ranges than AWS allows": [
    { ...good, denyCidrs: ranges },
    /denyCidrs must have at most 10000 entries/,
  ],
};
