import { awsProvider } from "../../lib/aws/providers";
import { awsContext } from "../../lib/aws/context";
import { requireKeyInRegion } from "../../lib/aws/same-region";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { dnsRecords } from "./dns";
import { eventTopic } from "./events";
import { identity, returnPath } from "./identity";
import { inputs, rules } from "./inputs";
import { sendPolicy, smtpCredential } from "./sending";

/**
 * Mail from one domain through Amazon SES: a signed identity, its own return path, a configuration set that insists on
 * TLS to the recipient's server (45 CFR 164.312(e)(1)), and every bounce and complaint on an encrypted topic.
 */
export const Email = terraformModule({
  name: "email",
  summary:
    "An SES domain identity with DKIM, MAIL FROM, SPF and DMARC, bounces and complaints on a topic, and the right to send.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    identityArn: "ARN of the domain identity.",
    domain: "Domain that mail is sent from.",
    mailFromDomain: "Domain of the return path.",
    configurationSetName: "Configuration set; the identity's default, so that messages need not name it.",
    configurationSetArn: "ARN of the configuration set.",
    topicArn: "Topic with bounces, complaints, rejects and delays.",
    dkimRecords: "CNAME records of DKIM: target by name.",
    dnsRecords:
      "Every DNS record that the domain needs: name, type and values. To be created by hand where no zone is given.",
    sendPolicyJson: "IAM policy that lets a role send, from the allowed addresses only. Null with smtp.",
    smtpSecretArn: "Secret with username, password, host and port. Null with api.",
  },
  resources(module, inputs) {
    requireKeyInRegion(module, "identityArn", { kms_key_arn: inputs.kmsKeyArn });
    const aws = awsContext(module);
    const mail = identity(module, inputs);
    const dns = dnsRecords(module, aws, inputs, mail.identity);
    const bounces = returnPath(module, inputs, mail.identity, dns.resource);
    const topic = eventTopic(module, aws, inputs, mail.configurationSet);
    const sending = sendPolicy(module, inputs, [
      // By their names, which a first plan knows, so that it shows the whole policy.
      aws.arn("ses", `identity/${mail.identity.emailIdentity}`),
      aws.arn("ses", `configuration-set/${mail.configurationSet.configurationSetName}`),
    ]);
    return {
      identityArn: mail.identity.arn,
      domain: mail.identity.emailIdentity,
      mailFromDomain: bounces.mailFromDomain,
      configurationSetName: mail.configurationSet.configurationSetName,
      configurationSetArn: mail.configurationSet.arn,
      topicArn: topic.arn,
      dkimRecords: dns.dkim,
      dnsRecords: dns.all,
      sendPolicyJson: tf`${inputs.transport} == "api" ? ${sending} : null`,
      smtpSecretArn: smtpCredential(module, aws, inputs, sending),
    };
  },
});
