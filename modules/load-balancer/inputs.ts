import { z } from "zod";
import {
  arn,
  bucketName,
  cidrBlock,
  entryName,
  namePrefix,
  securityGroupId,
  subnetId,
  tagReason,
  unique,
  uniqueValues,
  vpcId,
} from "../../lib/aws/inputs";
import { RULES_PER_SECURITY_GROUP } from "../../lib/aws/quotas";
import { notReserved } from "../../lib/aws/reserved-names";
import { snakeCase } from "../../lib/names";
import { constrain } from "../../lib/requirements";
import { type Rule, rulesOver } from "../../lib/rules";
import { ipv6CidrBlock } from "./ipv6";
import { mutualAuthentication } from "./mutual-authentication-input";
import { refusedHeaders } from "./refused-headers-input";

/**
 * TLS policies with TLS 1.2 or later and forward secrecy only. PQ policies add a key exchange that withstands quantum
 * computers, for clients that support it; FIPS policies use validated modules only.
 */
export const sslPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
] as const;

const prefixListId = () =>
  z.string().regex(/^pl-[0-9a-f]{8,17}$/, "must be the ID of a managed prefix list, like pl-3b927c52");

/** Ranges by a name that says whose they are. */
const rangesByName = <T extends z.ZodType<string>>(range: T) => uniqueValues(z.record(entryName(), range));

export const inputs = {
  name: notReserved(namePrefix(32), "securityGroups", "loadBalancers").describe(
    "Name of the load balancer and prefix of the names of its parts.",
  ),
  vpcId: vpcId().describe("VPC of the load balancer."),
  subnetIds: unique(z.array(subnetId()).min(2)).describe(
    "Subnets, one in each of two or more zones: public ones, or app subnets with `internal`.",
  ),
  internal: z
    .boolean()
    .default(false)
    .describe("Gives the load balancer private addresses only, for hospital networks."),
  certificateArn: arn("acm", "certificate/")
    .optional()
    .describe(
      "Certificate of the HTTPS listener, in the same region. Exactly one of certificateArn and plainHttp.",
    ),
  plainHttp: z
    .strictObject({
      reason: tagReason().describe("Why this is acceptable, for auditors. It becomes a tag of the listener."),
    })
    .optional()
    .describe(
      "Serves HTTP without encryption, for trials without a domain. Never with patients' data (45 CFR 164.312(e)(1)).",
    ),
  allowedCidrs: rangesByName(cidrBlock())
    .default({ internet: "0.0.0.0/0" })
    .describe("IPv4 ranges that may connect, by a name of your choice. Default: any address."),
  allowedIpv6Cidrs: rangesByName(ipv6CidrBlock())
    .default({})
    .describe(
      "IPv6 ranges that may connect, by a name of your choice. Any entry makes the load balancer dual-stack, which needs " +
        "subnets with IPv6 ranges.",
    ),
  allowedPrefixListIds: uniqueValues(z.record(entryName(), prefixListId()))
    .default({})
    .describe(
      "Managed prefix lists whose addresses may connect, by a name of your choice, to the port that serves and no other: AWS counts a " +
        "list as as many rules as it may have entries, 55 for CloudFront's of the 60 that a security group may have.",
    ),
  rulesPerSecurityGroup: z
    .int()
    .min(1)
    .max(1000)
    .default(RULES_PER_SECURITY_GROUP)
    .describe(
      "Rules that a security group may have in this account. Default: AWS's quota until it is raised (Service Quotas, L-0EA8095F). Each " +
        "range takes two, for the ports 80 and 443; IPv6 is counted apart.",
    ),
  additionalSecurityGroupIds: unique(z.array(securityGroupId()).max(15))
    .default([])
    .describe(
      "Existing security groups that the load balancer has in addition to its own. With `allowedCidrs = {}` they alone decide " +
        "who may connect. AWS allows 5 groups in all, 16 with a raised quota.",
    ),
  sslPolicy: z
    .enum(sslPolicies)
    .default("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")
    .describe(
      "TLS versions and ciphers. Default: TLS 1.2 and 1.3 with forward secrecy, post-quantum key exchange where the client " +
        "supports it, as AWS recommends. The FIPS policies use FIPS 140-3 validated modules.",
    ),
  strictTransportSecurity: z
    .string()
    .regex(
      /^max-age=[0-9]+(; includeSubDomains(; preload)?)?$/,
      "must look like max-age=31536000; includeSubDomains",
    )
    .default("max-age=31536000")
    .describe(
      "HSTS header of HTTPS responses. Default: one year, without includeSubDomains, since other names below an apex domain " +
        "may not support HTTPS yet.",
    ),
  accessLogsBucket: bucketName().describe(
    "Bucket in this region for access and connection logs, such as that of the log-bucket module.",
  ),
  accessLogsPrefix: constrain(
    z
      .string()
      .min(1)
      .max(255)
      .regex(
        /^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*$/,
        "must not begin or end with a slash, like alb/research",
      ),
    {
      message: "must not contain AWSLogs, which load balancers append themselves and refuse in a prefix",
      check: (value) => !value.includes("AWSLogs"),
      condition: (ref) => `!strcontains(${ref}, "AWSLogs")`,
    },
  )
    .optional()
    .describe(
      "Prefix of the logs in the bucket, whose policy must allow it: load_balancer_prefixes of the log-bucket module. Default: none.",
    ),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Protects the load balancer from destruction until set to false and applied."),
  idleTimeoutSeconds: z
    .int()
    .min(1)
    .max(4000)
    .default(60)
    .describe(
      "Seconds without data after which a connection ends. Raise it for long exports; the application's own limit applies, too. " +
        "The server must keep idle connections open for longer than this: a request on a connection that the server is just " +
        "closing gets 502.",
    ),
  desyncMitigation: z
    .enum(["defensive", "strictest"])
    .default("defensive")
    .describe(
      "Treatment of malformed requests. defensive blocks those that can smuggle others and serves the merely unusual ones, " +
        "which old API clients send; strictest serves only what RFC 7230 allows.",
    ),
  forwardedFor: z
    .enum(["append", "preserve"])
    .default("append")
    .describe(
      "X-Forwarded-For header that targets get. `append`: with the address that the connection comes from as its last entry. " +
        "`preserve`: as it came, for a load balancer that nobody reaches but a proxy that appends the client's address itself, such as a " +
        "CloudFront distribution; any other client could claim to be anybody.",
    ),
  mutualAuthentication,
  refusedHeaders,
};

const rule = rulesOver<typeof inputs>();

/** Rules that ranges take of the security group: one for each port that is open. */
const fits = (input: "allowedCidrs" | "allowedIpv6Cidrs"): Rule => {
  const variable = `var.${snakeCase(input)}`;
  const rulesHcl = `length(${variable}) * (var.plain_http == null ? 2 : 1)`;
  return rule([input, "plainHttp", "rulesPerSecurityGroup"], {
    message:
      "must need no more rules than a security group has: give larger ranges, groups of your own (additionalSecurityGroupIds), the " +
      "ranges as an IP set of a firewall, or the raised quota (rulesPerSecurityGroup)",
    detail: {
      text: ({ [input]: ranges, plainHttp, rulesPerSecurityGroup: quota }) =>
        `: ${Object.keys(ranges).length * (plainHttp ? 1 : 2)} of ${quota}`,
      expression: `format(": %d of %d", ${rulesHcl}, var.rules_per_security_group)`,
    },
    check: ({ [input]: ranges, plainHttp, rulesPerSecurityGroup: quota }) =>
      Object.keys(ranges).length * (plainHttp ? 1 : 2) <= quota,
    condition: `${rulesHcl} <= var.rules_per_security_group`,
  });
};

export const rules: readonly Rule[] = [
  fits("allowedCidrs"),
  fits("allowedIpv6Cidrs"),
  rule.exactlyOne(
    "certificateArn",
    "plainHttp",
    'a certificate, or a reason to serve without encryption, like plainHttp = { reason = "trial without patient data" }',
    // The load balancer need not wait until a certificate is issued.
    { carrier: "certificateArn" },
  ),
  rule(["mutualAuthentication", "plainHttp"], {
    message: "must not be given with plainHttp: clients present certificates in TLS only",
    check: ({ mutualAuthentication: mutual, plainHttp }) => mutual === undefined || plainHttp === undefined,
    condition: "var.mutual_authentication == null || var.plain_http == null",
  }),
  rule(["refusedHeaders", "plainHttp"], {
    message: "must not have priority 1 with plainHttp: port 80 keeps it for the redirect",
    check: ({ refusedHeaders: headers, plainHttp }) =>
      Object.keys(headers).filter((name) => plainHttp !== undefined && headers[name] === 1),
    offenders:
      "[for name, priority in var.refused_headers : name if var.plain_http != null && priority == 1]",
  }),
];
