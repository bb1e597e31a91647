import { type Rule, rulesOver } from "../../lib/rules";
import { holds, holdsHcl } from "../foundation/domains";
import type { inputs } from "./inputs";
import { mailPart } from "./parts";

const rule = rulesOver<typeof inputs>();

const domainOf = (address: string): string => address.replace(/^.*@/, "");
const domainOfHcl = (address: string): string => `replace(${address}, "/^.*@/", "")`;

export const mailRules: readonly Rule[] = [
  rule(["mail"], {
    message:
      "must have exactly one of domain (a new SES identity), existing (an existing one) and smtp (another mail server)",
    check: ({ mail }) =>
      [mail.domain, mail.existing, mail.smtp].filter((way) => way !== undefined).length === 1,
    condition:
      "length([for given in [var.mail.domain != null, var.mail.existing != null, var.mail.smtp != null] : given if given]) == 1",
  }),
  rule(["mail"], {
    at: "mail.zone",
    message: "must be given with domain only, whose records are created in it",
    check: ({ mail }) => !mail.zone || mail.domain !== undefined,
    condition: "var.mail.zone == null || var.mail.domain != null",
  }),
  rule(["mail"], {
    at: "mail.zone.name",
    message: "must be mail.domain itself or a domain above it",
    check: ({ mail }) => holds(mail.zone?.name, mail.domain),
    condition: holdsHcl("var.mail.zone.name", "var.mail.domain"),
  }),
  rule(["mail"], {
    at: "mail.supportEmail",
    message: "must be an address of mail.domain or of its subdomains: SES sends from no other",
    check: ({ mail }) => holds(mail.domain, domainOf(mail.supportEmail)),
    condition: holdsHcl("var.mail.domain", domainOfHcl("var.mail.support_email")),
  }),
  rule(["mail"], {
    at: "mail.approvedSenderEmails",
    message: "must be an address of mail.domain or of its subdomains: SES sends from no other",
    check: ({ mail }) =>
      [...mail.approvedSenderEmails.keys()].filter(
        (i) => !holds(mail.domain, domainOf(mail.approvedSenderEmails[i]!)),
      ),
    offenders: `[for i, address in var.mail.approved_sender_emails : i if !${holdsHcl("var.mail.domain", domainOfHcl("address"))}]`,
  }),
  rule(["mail", "secretSettings"], {
    at: "mail.smtp",
    message: "requires smtp.password in secretSettings",
    check: ({ mail, secretSettings }) => !mail.smtp || Object.hasOwn(secretSettings, "smtp.password"),
    condition: 'var.mail.smtp == null || contains(keys(var.secret_settings), "smtp.password")',
  }),
  rule(["secretSettings", "mail"], {
    message: "must not have smtp.password without mail.smtp: the server would send by SMTP, not by SES",
    check: ({ mail, secretSettings }) =>
      mail.smtp !== undefined || !Object.hasOwn(secretSettings, "smtp.password"),
    condition: 'var.mail.smtp != null || !contains(keys(var.secret_settings), "smtp.password")',
  }),
  ...mailPart.rules({
    inputs: ["mail"],
    at: (input) => `mail.${input}`,
    given: ({ mail }: { mail: { domain?: string } }) =>
      mail.domain ? { ...mail, fromAddresses: [] } : undefined,
  }),
];
