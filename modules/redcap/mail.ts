import { policy } from "../../lib/aws/policy";
import { type Expression, reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { Email } from "../email";
import { zoneId } from "../foundation/zone";
import type { Inputs } from "./inputs";
import { mailPart } from "./parts";

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
  /** Generation of the login that the secret holds; 1 for one that exists already. */
  readonly smtpGeneration: Expression;
  /** IAM policies (JSON) that let the instances' role send: one, or none. */
  readonly policies: Expression;
  readonly dnsRecords: Expression;
  /** Topic of bounces and complaints. */
  readonly topicArn: Expression;
  /** Whether the alarms on SES's rates, which are this region's, are those of REDCap's mail. */
  readonly watched: Expression;
}

/** An SES identity for REDCap, or the use of an existing one, or no mail at all. */
export function mail(module: ModuleStack, input: Inputs, kmsKeyArn: Expression, region: string): Sending {
  const wanted = input.mail.orNull;
  const existing = wanted.existing.orNull;
  const own = local(module, "own_mail", tf`${input.mail.given} && !${wanted.existing.given}`);
  const transport = local(module, "mail_transport", tf`coalesce(${wanted.transport}, "none")`);
  const fromAddress = local(
    module,
    "from_address",
    tf`${own} ? coalesce(${wanted.fromAddress}, join("@", ["redcap", ${wanted.domain}])) : ${wanted.fromAddress}`,
  );
  const zone = zoneId(module, "mail", "mail.zone", wanted.zone, wanted.domain);
  const email = new Email(
    module,
    "email",
    {
      name: input.name,
      kmsKeyArn,
      ...mailPart.from(wanted),
      // Whether there is a zone is what the caller says, since its ID may be known after apply.
      zone: tf`${wanted.zone.given} ? { id = ${zone} } : null`,
      fromAddresses: [fromAddress],
      accessKey: {
        generation: wanted.accessKey.generation,
        keepPrevious: wanted.accessKey.keepPrevious,
        // Made later, since its alarms watch the mail.
        reminder: { topicArn: reference("module.monitoring.topic_arn") },
      },
    },
    { when: own },
  ).outputs;
  const configurationSet = tf`${own} ? ${email.configurationSetName} : ${existing.configurationSetName}`;
  const policyJson = tf`${own} ? ${email.sendPolicyJson} : ${existingPolicy(module, existing, fromAddress)}`;
  const here = tf`coalesce(${existing.region}, ${region})`;
  return {
    smtp: tf`${transport} == "smtp"`,
    transport,
    region: here,
    fromAddress,
    configured: tf`${own} || ${existing.configurationSetName} != null`,
    configurationSet,
    smtpSecretArn: tf`${own} ? ${email.smtpSecretArn} : ${existing.smtpSecretArn}`,
    smtpGeneration: local(module, "smtp_generation", tf`${own} ? ${wanted.accessKey.generation} : 1`),
    policies: tf`${transport} == "api" ? [${policyJson}] : []`,
    dnsRecords: email.dnsRecords,
    topicArn: email.topicArn,
    watched: tf`${input.mail.given} && ${existing.region} == null`,
  };
}

type Existing = Inputs["mail"]["orNull"]["existing"]["orNull"];

/** The right to send as an existing identity. */
function existingPolicy(
  module: ModuleStack,
  { identityArn, configurationSetName }: Existing,
  fromAddress: Expression,
) {
  // The configuration set is in the identity's account and region.
  const owner = tf`regex("^(.+):identity/", ${identityArn})[0]`;
  return policy(module, "existing_mail", {
    Sid: "SendMail",
    Effect: "Allow",
    Action: ["ses:SendEmail", "ses:SendRawEmail"],
    Resource: tf`compact([${identityArn}, try(join(":configuration-set/", [${owner}, ${configurationSetName}]), null)])`,
    Condition: { StringEquals: { "ses:FromAddress": fromAddress } },
  });
}
