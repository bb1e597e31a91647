import { z } from "zod";
import { arn, bucketName, cidrBlock, namePrefix, tagReason, unique } from "../../lib/aws/inputs";
import type { Rule } from "../../lib/rules";
import { constrain } from "../../lib/requirements";
import { ipv6CidrBlock } from "./ipv6";

/**
 * TLS policies that offer nothing below TLS 1.2 and only ciphers with forward secrecy. PQ policies add a key exchange
 * that withstands quantum computers for clients that know it; FIPS policies use validated modules only.
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

export const inputs = {
  name: constrain(namePrefix(32), {
    message: "must not begin with internal-, which AWS reserves",
    check: (value) => !value.startsWith("internal-"),
    condition: (ref) => `!startswith(${ref}, "internal-")`,
  }).describe("Name of the load balancer and prefix of its parts."),
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]+$/, "must be the ID of a VPC, like vpc-0123456789abcdef0")
    .describe("VPC that the load balancer stands in."),
  subnetIds: unique(
    z
      .array(
        z.string().regex(/^subnet-[0-9a-f]+$/, "must be the ID of a subnet, like subnet-0123456789abcdef0"),
      )
      .min(2),
  ).describe(
    "Subnets in two zones or more, one for each: public ones, or app subnets where `internal` is set.",
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
      reason: tagReason().describe("Why this is acceptable, for auditors; it becomes a tag of the listener."),
    })
    .optional()
    .describe(
      "Serves HTTP without encryption, for trials without a domain. Never with patients' data (45 CFR 164.312(e)(1)).",
    ),
  allowedCidrs: unique(z.array(cidrBlock()))
    .default(["0.0.0.0/0"])
    .describe("IPv4 ranges that may connect. Default: the world. REDCap's CloudFormation: AccessCidr."),
  allowedIpv6Cidrs: unique(z.array(ipv6CidrBlock()))
    .default([])
    .describe(
      "IPv6 ranges that may connect; any makes the load balancer dual-stack, which needs subnets with IPv6.",
    ),
  sslPolicy: z
    .enum(sslPolicies)
    .default("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")
    .describe(
      "TLS versions and ciphers: TLS 1.2 and 1.3 with forward secrecy, post-quantum where the client can, as AWS recommends. " +
        "The FIPS policies use FIPS 140-3 validated modules.",
    ),
  strictTransportSecurity: z
    .string()
    .regex(
      /^max-age=[0-9]+(; includeSubDomains(; preload)?)?$/,
      "must look like max-age=31536000; includeSubDomains",
    )
    .default("max-age=31536000")
    .describe(
      "HSTS header of HTTPS answers. Default: a year, without includeSubDomains, since siblings below an apex domain may " +
        "not speak HTTPS yet.",
    ),
  accessLogsBucket: bucketName().describe(
    "Bucket in this region that receives access and connection logs; the log-bucket module makes one.",
  ),
  deletionProtection: z
    .boolean()
    .default(true)
    .describe("Refuses to destroy the load balancer until this has been set to false and applied."),
  idleTimeoutSeconds: z
    .int()
    .min(1)
    .max(4000)
    .default(60)
    .describe(
      "Seconds without data after which a connection ends. Raise for long exports; the application's own limit counts too.",
    ),
  desyncMitigation: z
    .enum(["defensive", "strictest"])
    .default("defensive")
    .describe(
      "How malformed requests are treated. defensive blocks what can smuggle requests and serves the merely unusual ones, " +
        "which old API clients send; strictest serves only what RFC 7230 allows.",
    ),
};

export const rules: readonly Rule[] = [
  {
    inputs: ["certificateArn", "plainHttp"],
    message:
      "or plainHttp must be given, exactly one: the ARN of a certificate, or a reason for serving without encryption, " +
      'like plainHttp = { reason = "trial without patient data" }',
    check: ({ certificateArn, plainHttp }: { certificateArn?: string; plainHttp?: object }) =>
      (certificateArn === undefined) !== (plainHttp === undefined),
    condition: "(var.certificate_arn == null) != (var.plain_http == null)",
  },
];
