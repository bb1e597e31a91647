import { z } from "zod";
import { arn, domainName, emailAddress, namePrefix } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import type { Rule } from "../../lib/rules";

export const inputs = {
  name: namePrefix(32).describe("Name of the configuration set and prefix of every name."),
  domain: domainName().describe(
    "Domain that mail is sent from. SES keeps one identity for a domain in an account and region.",
  ),
  zoneId: z
    .string()
    .regex(/^[A-Z0-9]{1,32}$/, "must be the ID of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ")
    .optional()
    .describe(
      "Public hosted zone of the domain, known before the apply. Default: none; the output dns_records says what to " +
        "create elsewhere.",
    ),
  mailFromSubdomain: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be one label of a domain name, like redcap-bounce")
    .optional()
    .describe(
      "Label below the domain for the return path (MAIL FROM), which must have no other record and receive no other " +
        "mail. Default: <name>-bounce, which nobody has; mail.<domain> often exists.",
    ),
  dmarcPolicy: z
    .enum(["none", "quarantine", "reject", "unmanaged"])
    .default("unmanaged")
    .describe(
      "What receivers do with mail that pretends to be from the domain. Default: `unmanaged`, no record of the module's, " +
        "since the domain may have one, or inherit it. For a domain that only this module sends from: `quarantine`. " +
        "Where others send from it and there is no record yet: `none`, read the reports, then go on.",
    ),
  dmarcReportAddress: emailAddress()
    .optional()
    .describe(
      "Address for aggregate DMARC reports; needs a dmarcPolicy. An address in another domain needs that domain's consent " +
        "(RFC 7489, 7.1).",
    ),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the topic and of the SMTP secret. Its policy must let ses.amazonaws.com use it.",
  ),
  subscriptions: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, "must be lower-case letters, digits and underscores"),
      z.strictObject({
        protocol: z
          .enum(["email", "email-json", "https", "lambda", "sqs"])
          .describe("How the endpoint is reached."),
        endpoint: z
          .string()
          .min(3)
          .describe("Address, URL or ARN. A person must confirm an e-mail subscription."),
      }),
    )
    .default({})
    .describe(
      "Who hears of bounces, complaints, rejects and delays, by name. They hold recipients' addresses.",
    ),
  transport: z
    .enum(["api", "smtp"])
    .default("api")
    .describe(
      "How the application sends. `api`: with the role of its instances, by the output send_policy_json; there is no " +
        "credential. `smtp`: with an IAM user's key, in Secrets Manager, for software that knows nothing else.",
    ),
  fromAddresses: z
    .array(z.string().regex(/^[^@ ]+@[^@ ]+$/, "must be an address or a pattern like *@example.edu"))
    .default([])
    .describe("Sender addresses that may be used, with * and ?. Default: every address of the domain."),
};

export type Inputs = InputReferences<typeof inputs>;

export const rules: readonly Rule[] = [
  {
    inputs: ["dmarcReportAddress", "dmarcPolicy"],
    message: "needs a dmarcPolicy other than unmanaged: the address is part of the module's own record",
    check: (v: { dmarcReportAddress?: string; dmarcPolicy: string }) =>
      v.dmarcReportAddress === undefined || v.dmarcPolicy !== "unmanaged",
    condition: 'var.dmarc_report_address == null || var.dmarc_policy != "unmanaged"',
  },
  {
    inputs: ["fromAddresses", "domain"],
    message: "must all be addresses of the domain or of its subdomains",
    check: ({ fromAddresses, domain }: { fromAddresses: string[]; domain: string }) =>
      fromAddresses.every((address) => address.endsWith(`@${domain}`) || address.endsWith(`.${domain}`)),
    condition:
      'alltrue([for address in var.from_addresses : endswith(address, "@${var.domain}") || endswith(address, ".${var.domain}")])',
  },
];
