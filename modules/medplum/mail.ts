import type { AwsContext } from "../../lib/aws/context";
import { policy } from "../../lib/aws/policy";
import { requireForOutput } from "../../lib/checks";
import { type Expression, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Email } from "../email";
import { zoneId } from "../foundation/zone";
import type { Inputs } from "./inputs";
import { mailPart } from "./parts";

/** How the server sends mail. */
export interface Sending {
  /** IAM policies (JSON) that let the tasks send: one, or none with another mail server. */
  readonly policies: Expression;
  readonly dnsRecords: Expression;
  /** Topic of bounces and complaints; null without an identity made here. */
  readonly topicArn: Expression;
  /** Whether SES sends, whose rates are then watched. */
  readonly bySes: Expression;
  /** Rules that lead to another mail server, by name. */
  readonly egress: Expression;
}

/** An SES identity of this region, new or existing, or another mail server. */
export function mail(module: ModuleStack, aws: AwsContext, input: Inputs, kmsKeyArn: Expression): Sending {
  const { supportEmail, approvedSenderEmails, domain, existing, smtp } = input.mail;
  // Not from the domain, whose value may be known after apply.
  const own = tf`!(${existing.given} || ${smtp.given})`;
  const senders = local(module, "senders", tf`distinct(concat([${supportEmail}], ${approvedSenderEmails}))`);
  const zone = zoneId(module, "mail", "mail.zone", input.mail.zone, domain);
  const email = new Email(
    module,
    "email",
    {
      name: input.name,
      kmsKeyArn,
      ...mailPart.from(input.mail),
      // Whether there is a zone is what the caller says, since its ID may be known after apply.
      zone: tf`${input.mail.zone.given} ? { id = ${zone} } : null`,
      fromAddresses: senders,
    },
    { when: own },
  ).outputs;
  const { account, region } = aws;
  requireForOutput(module, "mailDnsRecords", [
    {
      condition: tf`${existing.given} ? startswith(element(split(":ses:", ${existing.orNull.identityArn}), 1), ${`${region}:${account}:`}) : true`,
      message:
        `mail.existing.identity_arn must be an identity of ${region} in the account ${account}: the server sends from no other ` +
        `(got ${tf`coalesce(${existing.orNull.identityArn}, "none")`}).`,
    },
  ]);
  const existingJson = existingPolicy(module, existing.orNull, senders);
  return {
    policies: local(
      module,
      "mail_policies",
      tf`${smtp.given} ? [] : [${own} ? ${email.sendPolicyJson} : ${existingJson}]`,
    ),
    dnsRecords: email.dnsRecords,
    topicArn: email.topicArn,
    bySes: tf`!(${smtp.given})`,
    egress: local(
      module,
      "mail_egress",
      tf`${smtp.given} ? ${{ smtp: { port: smtp.orNull.port, cidr: "0.0.0.0/0" } }} : {}`,
    ),
  };
}

type Existing = Inputs["mail"]["existing"]["orNull"];

/** The right to send as an existing identity, with its default configuration set: SES requires both. */
function existingPolicy(
  module: ModuleStack,
  { identityArn, configurationSetName }: Existing,
  senders: Expression,
): string {
  const owner = tf`try(regex("^(.+):identity/", ${identityArn})[0], "none")`;
  return policy(module, "existing_mail", {
    Sid: "SendMail",
    Effect: "Allow",
    Action: ["ses:SendEmail", "ses:SendRawEmail"],
    Resource: tf`compact([${identityArn}, try(join(":configuration-set/", [${owner}, ${configurationSetName}]), null)])`,
    Condition: { StringEquals: { "ses:FromAddress": senders } },
  });
}
