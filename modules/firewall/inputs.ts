import { z } from "zod";
import { arn, forceDestroyLogs, logRetention, namePrefix } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { oneOf } from "../../lib/requirements";
import { decides } from "../../lib/schema";
import { addressInputs } from "./address-inputs";
import { modeInputs } from "./mode-inputs";
import { order, ruleName } from "./names";
import { pathList } from "./paths";
import { rateLimit } from "./rate-inputs";

const reason = () =>
  z
    .string()
    .min(10, "must say why, in 10 characters or more")
    .max(200)
    .describe("Why the rule is weakened; an output of the module lists all reasons.");

const managedRuleGroup = z.strictObject({
  priority: order("the managed groups"),
  vendor: z
    .string()
    .min(1)
    .default("AWS")
    .describe("Vendor. Groups of other vendors than AWS need a subscription in AWS Marketplace."),
  version: z
    .string()
    .min(1)
    .optional()
    .describe("Fixed version. Default: the vendor's default version, which the vendor updates."),
  ...modeInputs(),
  overrides: z
    .record(
      z.string().min(1),
      z.strictObject({
        action: decides(
          z.enum(["count", "allow", "block", "captcha", "challenge"]).describe("What the rule does instead."),
        ),
        reason: reason(),
      }),
    )
    .default({})
    .describe(
      "Other actions for single rules of the group, on all paths. For some paths only, use exceptions.",
    ),
  skip: z
    .strictObject({ paths: pathList().describe("Paths that the group does not inspect."), reason: reason() })
    .optional()
    .describe("Leaves paths out of the whole group. The coarsest way: prefer exceptions."),
});

const exception = z.strictObject({
  priority: decides(order("the exceptions")),
  group: decides(
    z
      .string()
      .min(1)
      .describe("Managed rule group that the web ACL has, such as AWSManagedRulesSQLiRuleSet."),
  ),
  rule: decides(z.string().min(1).describe("Rule of the group, such as SQLi_BODY.")),
  label: z
    .string()
    .regex(/^[0-9A-Za-z_:-]+$/, "must be a label like awswaf:managed:aws:sql-database:SQLi_Body")
    .optional()
    .describe("Label that the rule adds. Default: that of AWS's rule; required for other vendors' groups."),
  paths: decides(pathList().describe("Paths on which the rule does not block. It blocks on all others.")),
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
  defaultAction: decides(
    z
      .enum(["allow", "block"])
      .default("allow")
      .describe(
        "What happens to a request that no rule decides. `block` admits only allowCidrs and allowIpSetArns, uninspected; see admitOnly.",
      ),
  ),
  ...addressInputs,
  rateLimit,
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
      "Managed rule groups by name. Default: IP reputation, known bad inputs (Log4j), common rules, SQL injection, Linux; " +
        "all block.",
    ),
  bodyInspectionKb: decides(
    oneOf(z.number(), [16, 32, 48, 64])
      .default(16)
      .describe(
        "KB of each body that are inspected behind CLOUDFRONT; AWS fixes 8 KB for load balancers. Default: 16, which the price " +
          "includes; inspecting larger bodies costs extra for each further 16 KB.",
      ),
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
      "What a REGIONAL web ACL protects: ARNs (load balancer, API stage) by name. A CloudFront distribution names its web ACL " +
        "itself.",
    ),
  kmsKeyArn: arn("kms", "key/").describe("Key that encrypts the log group; in us-east-1 for CLOUDFRONT."),
  logRetentionDays: logRetention().default(365).describe("Days to keep the log."),
  forceDestroyLogs: forceDestroyLogs(),
  logged: decides(
    z
      .enum(["all", "blocked_and_counted"])
      .default("all")
      .describe(
        "Requests to log. `blocked_and_counted` costs a fraction; the load balancer's access log has the rest.",
      ),
  ),
  redactedHeaders: z
    .array(z.string().regex(/^[a-z0-9-]{1,64}$/, "must be a header's name in lower case"))
    .default(["authorization", "cookie"])
    .describe("Headers whose values are kept out of the log."),
  redactQueryString: decides(
    z
      .boolean()
      .default(true)
      .describe("Keeps query strings out of the log. Default: on, as links may carry their secret there."),
  ),
  sampledRequests: z
    .boolean()
    .default(false)
    .describe(
      "Lets the console show sampled requests of the last hours, unredacted. Default: off, since they may hold PHI.",
    ),
} as const;

export type Inputs = InputReferences<typeof inputs>;
