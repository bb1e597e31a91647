import type { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Sesv2ConfigurationSet } from "@cdktf/provider-aws/lib/sesv2-configuration-set";
import { Sesv2EmailIdentity } from "@cdktf/provider-aws/lib/sesv2-email-identity";
import { Sesv2EmailIdentityMailFromAttributes } from "@cdktf/provider-aws/lib/sesv2-email-identity-mail-from-attributes";
import { tf } from "../../lib/expression";
import type { ModuleStack } from "../../lib/stack";
import type { Inputs } from "./inputs";

/** The domain, how its mail is signed, and under which rules it is sent. */
export function identity(module: ModuleStack, { name, domain }: Inputs) {
  const configurationSet = new Sesv2ConfigurationSet(module, "this", {
    configurationSetName: name,
    deliveryOptions: { tlsPolicy: "REQUIRE" },
    reputationOptions: { reputationMetricsEnabled: true },
    sendingOptions: { sendingEnabled: true },
    suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
  });
  const sender = new Sesv2EmailIdentity(module, "domain", {
    emailIdentity: domain,
    configurationSetName: configurationSet.configurationSetName,
    dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
  });
  return { configurationSet, identity: sender };
}

/** Name of the domain below the identity's to which bounces go. */
export function returnPathDomain({ name, domain, mailFromSubdomain }: Inputs): string {
  return `${tf`coalesce(${mailFromSubdomain}, ${`${name}-bounce`})`.string}.${domain}`;
}

/** The domain below the identity's to which bounces go; `records` are those that make it valid. */
export function returnPath(
  module: ModuleStack,
  inputs: Inputs,
  sender: Sesv2EmailIdentity,
  records: Route53Record,
): Sesv2EmailIdentityMailFromAttributes {
  return new Sesv2EmailIdentityMailFromAttributes(module, "return_path", {
    emailIdentity: sender.emailIdentity,
    mailFromDomain: returnPathDomain(inputs),
    // Mail still goes out, with SES's own return path, while the record is not there: DKIM alone satisfies DMARC.
    behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    // SES looks for the MX record as soon as it hears of the return path.
    dependsOn: [records],
  });
}
