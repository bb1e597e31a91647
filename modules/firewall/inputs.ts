import { isIPv6 } from "node:net";
import { z } from "zod";
import { arn, logRetention, namePrefix, parseCidr } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { pathList } from "./paths";

const mode = () =>
  z
    .enum(["block", "observe"])
    .default("block")
    .describe(
      "`observe` counts and logs what would be blocked: for the first days of a new rule, not for ever.",
    );

const reason = () =>
  z
    .string()
    .min(10, "must say why, in 10 characters or more")
    .max(200)
    .describe("Why the rule is weakened; shows up in the module's outputs.");

/** Names become parts of rule and metric names. */
const ruleName = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "must be 1 to 40 lower-case letters, digits and hyphens");

const order = (what: string) => z.int().min(0).max(99).describe(`Order among ${what}, unique. Leave gaps.`);

function canonical(value: string): boolean {
  const range = parseCidr(value);
  if (range) return range.prefix > 0 && range.start % 2 ** (32 - range.prefix) === 0;
  const [address = "", prefix = ""] = value.split("/");
  return isIPv6(address) && /^[1-9][0-9]{0,2}$/.test(prefix) && Number(prefix) <= 128;
}

const ipRange = () =>
  constrain(z.string(), {
    message: "must be an IPv4 or IPv6 range like 192.0.2.0/24 or 2001:db8::/32 (WAF has no /0)",
    check: canonical,
    condition: (reference) =>
      `!endswith(${reference}, "/0") && (can(regex("^[0-9.]+/[0-9]+$", ${reference})) ? ` +
      `try(cidrsubnet(${reference}, 0, 0) == ${reference}, false) : ` +
      `can(regex("^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/[1-9][0-9]*$", ${reference})) && can(cidrhost(${reference}, 0)))`,
  });

const country = () =>
  z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 country code of two capital letters, like US");

const managedRuleGroup = z.strictObject({
  priority: order("the managed groups"),
  vendor: z.string().min(1).default("AWS").describe("Vendor; other than AWS is bought in the Marketplace."),
  version: z
    .string()
    .min(1)
    .optional()
    .describe("Fixed version. Default: the vendor's default version, updated by it."),
  mode: mode(),
  overrides: z
    .record(
      z.string().min(1),
      z.strictObject({
        action: z
          .enum(["count", "allow", "block", "captcha", "challenge"])
          .describe("What the rule does instead."),
        reason: reason(),
      }),
    )
    .default({})
    .describe(
      "Other actions for single rules of the group, everywhere. For some paths only, use exceptions.",
    ),
  skip: z
    .strictObject({ paths: pathList().describe("Paths that the group does not look at."), reason: reason() })
    .optional()
    .describe("Leaves paths out of the whole group. The coarsest way: prefer exceptions."),
});

const exception = z.strictObject({
  priority: order("the exceptions"),
  group: z
    .string()
    .min(1)
    .describe("Managed rule group that the web ACL has, such as AWSManagedRulesSQLiRuleSet."),
  rule: z.string().min(1).describe("Rule of the group, such as SQLi_BODY."),
  label: z
    .string()
    .regex(/^[0-9A-Za-z_:-]+$/, "must be a label like awswaf:managed:aws:sql-database:SQLi_Body")
    .optional()
    .describe("Label that the rule adds. Default: known for AWS's groups; needed for others."),
  paths: pathList().describe("Paths where the rule does not block. It blocks everywhere else."),
  reason: reason(),
});

export const inputs = {
  name: namePrefix(64).describe("Name of the web ACL, and prefix of every other name."),
  scope: z
    .enum(["REGIONAL", "CLOUDFRONT"])
    .default("REGIONAL")
    .describe(
      "What it protects: load balancers of this region, or CloudFront (then pass a provider for us-east-1).",
    ),
  defaultAction: z
    .enum(["allow", "block"])
    .default("allow")
    .describe("What happens to a request that no rule decides. `block` admits only allowCidrs."),
  denyCidrs: z.array(ipRange()).default([]).describe("IPv4 and IPv6 ranges that are always blocked."),
  denyCountries: z
    .array(country())
    .default([])
    .describe("Countries that are blocked, ISO 3166 codes. Not together with allowCountries."),
  allowCountries: z
    .array(country())
    .default([])
    .describe("The only countries that are not blocked, ISO 3166 codes. Not together with denyCountries."),
  guardedPaths: z
    .record(
      ruleName(),
      z.strictObject({
        priority: order("the guarded paths"),
        paths: pathList().describe("Paths that only allowedCidrs may call."),
        allowedCidrs: z.array(ipRange()).default([]).describe("Who may call them. Default: nobody."),
        mode: mode(),
      }),
    )
    .default({})
    .describe("Paths closed to the world (installers, upgrades, cron), by a name of your choice."),
  allowCidrs: z
    .array(ipRange())
    .default([])
    .describe("Ranges trusted without any further rule: neither rate limit nor managed groups look at them."),
  rateLimit: z
    .strictObject({
      requests: z
        .int()
        .min(10)
        .max(2_000_000_000)
        .default(2000)
        .describe(
          "Most requests of one address in the window. A hospital behind one address needs more, or allowCidrs.",
        ),
      windowSeconds: constrain(z.int(), {
        message: "must be 60, 120, 300 or 600",
        check: (value) => [60, 120, 300, 600].includes(value),
        condition: (reference) => `contains([60, 120, 300, 600], ${reference})`,
      })
        .default(300)
        .describe("Window in seconds."),
      mode: mode(),
    })
    .prefault({})
    .describe("Limit of requests by address."),
  managedRuleGroups: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, "must be a rule group's name"), managedRuleGroup)
    .prefault({
      AWSManagedRulesAmazonIpReputationList: { priority: 10 },
      AWSManagedRulesKnownBadInputsRuleSet: { priority: 20 },
      AWSManagedRulesCommonRuleSet: { priority: 30 },
      AWSManagedRulesSQLiRuleSet: { priority: 40 },
      AWSManagedRulesLinuxRuleSet: { priority: 50 },
    })
    .describe(
      "Managed rule groups by name. Default: bad addresses, known bad inputs (Log4j), common, SQL, Linux; they block.",
    ),
  exceptions: z
    .record(ruleName(), exception)
    .default({})
    .describe(
      "Rules of managed groups that must not block on some paths, each with its reason, by a name of your choice.",
    ),
  resourceArns: z
    .record(ruleName(), z.string().min(1))
    .default({})
    .describe(
      "What a REGIONAL web ACL protects: ARN (load balancer, API stage) by name. CloudFront names the ACL itself.",
    ),
  kmsKeyArn: arn("kms", "key/").describe("Key that encrypts the log group; in us-east-1 for CLOUDFRONT."),
  logRetentionDays: logRetention().default(365).describe("Days to keep the log."),
  logged: z
    .enum(["all", "blocked_and_counted"])
    .default("all")
    .describe(
      "Requests to log. `blocked_and_counted` costs a fraction; the load balancer's access log has the rest.",
    ),
  redactedHeaders: z
    .array(z.string().regex(/^[a-z0-9-]{1,64}$/, "must be a header's name in lower case"))
    .default(["authorization", "cookie"])
    .describe("Headers whose values never reach the log."),
  redactQueryString: z
    .boolean()
    .default(true)
    .describe(
      "Keeps query strings out of the log. Default: on, as REDCap's survey links carry their secret there.",
    ),
  sampledRequests: z
    .boolean()
    .default(false)
    .describe(
      "Lets the console show sampled requests of the last hours, unredacted. Default: off, they may hold PHI.",
    ),
} as const;
