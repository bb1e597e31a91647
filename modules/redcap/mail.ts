import { policy } from "../../lib/aws/context";
import { type Expression, tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import { Email } from "../email";
import type { Inputs } from "./inputs";
import { local } from "./values";
import { zoneId } from "./zone";

/** How REDCap's instances send mail. Every value is null where it does not apply. */
export interface Sending {
  /** Whether instances talk SMTP to SES. */
  readonly smtp: Expression;
  readonly transport: Expression;
  readonly region: Expression;
  readonly fromAddress: Expression;
  /** Whether there is a configuration set; known at plan, unlike its name. */
  readonly configured: Expression;
  readonly configurationSet: Expression;
  readonly smtpSecretArn: Expression;
  /** IAM policies (JSON) that let the instances' role send: one, or none. */
  readonly policies: Expression;
  readonly dnsRecords: Expression;
  /** Topic of bounces and complaints. */
  readonly topicArn: Expression;
  /** Whether the alarms on SES's rates, which are this region's, are those of REDCap's mail. */
  readonly watched: Expression;
}

/** An SES identity for REDCap, or the use of one that is there, or no mail at all. */
export function mail(
  module: ModuleStack,
  { name, mail }: Inputs,
  kmsKeyArn: Expression,
  region: string,
): Sending {
  const fromAddress = local(
    module,
    "from_address",
    tf`try(coalesce(${mail}.from_address, try(join("@", ["redcap", ${mail}.domain]), null)), null)`,
  );
  const email = new Email(
    module,
    "email",
    {
      name,
      kmsKeyArn,
      domain: tf`${mail}.domain`,
      zoneId: zoneId(module, "mail", mail, "domain"),
      mailFromSubdomain: tf`${mail}.mail_from_subdomain`,
      dmarcPolicy: tf`${mail}.dmarc_policy`,
      dmarcReportAddress: tf`${mail}.dmarc_report_address`,
      transport: tf`${mail}.transport`,
      fromAddresses: [fromAddress],
      subscriptions: tf`${mail}.subscriptions`,
    },
    { count: tf`try(${mail}.domain, null) == null ? 0 : 1` },
  );
  const existing = tf`try(${mail}.existing, null)`;
  const own = tf`try(${mail}.domain, null) != null`;
  const api = tf`try(${mail}.transport, "none") == "api"`;
  const existingPolicy = policy({
    Sid: "SendMail",
    Effect: "Allow",
    Action: ["ses:SendEmail", "ses:SendRawEmail"],
    Resource: tf`compact([
      try(${existing}.identity_arn, null),
      try(join(":configuration-set/", [regex("^(.+):identity/", ${existing}.identity_arn)[0], ${existing}.configuration_set_name]), null)
    ])`,
    Condition: { StringEquals: { "ses:FromAddress": fromAddress } },
  });
  return {
    smtp: tf`try(${mail}.transport, "none") == "smtp"`,
    transport: tf`try(${mail}.transport, "none")`,
    region: tf`try(${mail}.existing.region, ${region})`,
    fromAddress,
    configured: tf`${own} || try(${existing}.configuration_set_name, null) != null`,
    configurationSet: tf`${own} ? ${email.outputs.configurationSetName} : try(${existing}.configuration_set_name, null)`,
    smtpSecretArn: tf`${own} ? ${email.outputs.smtpSecretArn} : try(${existing}.smtp_secret_arn, null)`,
    policies: tf`${api} ? [${own} ? ${email.outputs.sendPolicyJson} : ${existingPolicy}] : []`,
    dnsRecords: email.outputs.dnsRecords,
    topicArn: email.outputs.topicArn,
    watched: tf`${mail} != null && try(${existing}.region, ${region}) == ${region}`,
  };
}
