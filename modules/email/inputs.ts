import { z } from "zod";
import { accessKeyShape } from "../../lib/aws/access-key";
import { arn, domainName, emailAddress, namePrefix, zoneId } from "../../lib/aws/inputs";
import { subscriptions } from "../../lib/aws/subscriptions";
import type { InputReferences } from "../../lib/module";
import { type Rule, rulesOver } from "../../lib/rules";
import { decides } from "../../lib/schema";

export const inputs = {
  name: namePrefix(32).describe("Name of the configuration set, and prefix of every other name."),
  domain: domainName().describe(
    "Domain that mail is sent from. SES keeps one identity for a domain in an account and region.",
  ),
  zone: z
    .strictObject({ id: zoneId().describe("ID of the zone.") })
    .optional()
    .describe(
      "Public hosted zone in which the domain's records are made. Default: none; the output dns_records lists what to create " +
        "elsewhere.",
    ),
  mailFromSubdomain: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be one label of a domain name, like study-bounce")
    .optional()
    .describe(
      "Label below the domain for the return path (MAIL FROM), which must have no other record and receive no other " +
        "mail. Default: <name>-bounce, which is hardly ever taken; mail.<domain> often is.",
    ),
  dmarcPolicy: decides(
    z
      .enum(["none", "quarantine", "reject", "unmanaged"])
      .default("unmanaged")
      .describe(
        "What receivers do with mail that pretends to be from the domain. Default: `unmanaged`, no DMARC record is made, " +
          "since the domain may have one, or inherit it. For a domain that only this module sends from: `quarantine`. " +
          "Where others send from it and there is no record yet: `none`, read the reports, then tighten it.",
      ),
  ),
  dmarcReportAddress: emailAddress()
    .optional()
    .describe(
      "Address for aggregate DMARC reports; requires a dmarcPolicy. An address in another domain needs that domain's " +
        "consent (RFC 7489, 7.1).",
    ),
  kmsKeyArn: arn("kms", "key/").describe(
    "Key of the topic and of the SMTP secret. Its policy must let ses.amazonaws.com use it.",
  ),
  subscriptions: subscriptions(
    z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, "must be lower-case letters, digits and underscores"),
    ["email", "email-json", "https", "lambda", "sqs"],
  )
    .default({})
    .describe(
      "Who is notified of bounces, complaints, rejects and delays, by name. Notifications hold recipients' addresses.",
    ),
  transport: decides(
    z
      .enum(["api", "smtp"])
      .default("api")
      .describe(
        "How the application sends. `api`: with the role of its instances and the output send_policy_json; no credential " +
          "exists. `smtp`: with an IAM user's key, in Secrets Manager, for software that supports nothing else.",
      ),
  ),
  accessKey: z
    .strictObject(accessKeyShape)
    .prefault({})
    .describe(
      "Replacement of the access key, with smtp: two applies, and no moment without a credential (see the README).",
    ),
  fromAddresses: z
    .array(z.string().regex(/^[^@ ]+@[^@ ]+$/, "must be an address or a pattern like *@example.edu"))
    .default([])
    .describe("Sender addresses that may be used, with * and ?. Default: every address of the domain."),
};

export type Inputs = InputReferences<typeof inputs>;

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule(["dmarcReportAddress", "dmarcPolicy"], {
    message: "requires a dmarcPolicy other than unmanaged: the address is part of the DMARC record",
    check: ({ dmarcReportAddress, dmarcPolicy }) =>
      dmarcReportAddress === undefined || dmarcPolicy !== "unmanaged",
    condition: 'var.dmarc_report_address == null || var.dmarc_policy != "unmanaged"',
  }),
  rule(["fromAddresses", "domain"], {
    message: "must be an address of the domain or of its subdomains",
    check: ({ fromAddresses, domain }) =>
      [...fromAddresses.keys()].filter(
        (i) => !fromAddresses[i]!.endsWith(`@${domain}`) && !fromAddresses[i]!.endsWith(`.${domain}`),
      ),
    offenders:
      "[for i, address in var.from_addresses : i " +
      'if !endswith(address, "@${var.domain}") && !endswith(address, ".${var.domain}")]',
  }),
];
