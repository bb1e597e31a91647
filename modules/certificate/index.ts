import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { TerraformLocal } from "cdktf";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { reference, tf } from "../../lib/expression";
import { arn, unique, zoneId } from "../../lib/aws/inputs";
import { terraformModule } from "../../lib/module";
import { rulesOver } from "../../lib/rules";

/** A DNS name, or a wildcard for one label of it. */
const certificateName = () =>
  z
    .string()
    .max(253)
    .regex(
      /^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be a domain name in lower case, like redcap.example.edu or *.example.edu",
    );

const inputs = {
  domainName: certificateName().describe(
    "Name that the certificate is for. REDCap's CloudFormation: DomainName and HostedZoneName.",
  ),
  subjectAlternativeNames: unique(z.array(certificateName()).max(99))
    .default([])
    .describe(
      "Further names, each in the same zone. ACM's own quota is 10 names in all until raised. A change issues a new " +
        "certificate before the old one goes.",
    ),
  zoneId: zoneId()
    .optional()
    .describe(
      "ID of the public hosted zone in which a new certificate is validated. Exactly one of zoneId and existingCertificate.",
    ),
  existingCertificate: z
    .strictObject({ arn: arn("acm", "certificate/").describe("ARN of the certificate.") })
    .optional()
    .describe("Existing certificate, which the module passes through."),
  keyAlgorithm: z
    .enum(["RSA_2048", "EC_prime256v1", "EC_secp384r1"])
    .default("RSA_2048")
    .describe(
      "Key of a new certificate. RSA_2048 by default, as old API clients and inspecting proxies in hospitals accept " +
        "nothing else; EC_prime256v1 makes handshakes faster. A change issues a new certificate.",
    ),
};

const rule = rulesOver<typeof inputs>();

const rules = [
  rule.exactlyOne(
    "zoneId",
    "existingCertificate",
    "a zone to issue a certificate in, or an existing certificate",
  ),
];

/**
 * A TLS certificate: issued by ACM, proven by records in a Route 53 zone and renewed without anyone's help, or one that
 * the caller already has. For CloudFront, pass a provider of us-east-1 as `aws`.
 */
export const Certificate = terraformModule({
  name: "certificate",
  summary: "A validated ACM certificate from a Route 53 zone, or an existing one by ARN.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    arn: "ARN of the certificate, once it is valid.",
    domainName: "Name that the certificate is for.",
  },
  resources(module, input) {
    const { domainName, subjectAlternativeNames, zoneId, existingCertificate, keyAlgorithm } = input;
    // The object decides: a zone or a certificate made by the same configuration has no ID yet at plan.
    const issued = tf`!(${existingCertificate.given})`;
    const certificate = new AcmCertificate(module, "this", {
      domainName,
      subjectAlternativeNames,
      validationMethod: "DNS",
      keyAlgorithm,
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: domainName },
    });
    certificate.addOverride("count", tf`${issued} ? 1 : 0`);

    // A wildcard and the name below which it stands are proven by one and the same record.
    const base = (name: string) => `trimprefix(${name}, "*.")`;
    const proofs = new TerraformLocal(
      module,
      "proofs",
      tf`{for proof in flatten(${certificate.fqn}[*].domain_validation_options) : ${reference(base("proof.domain_name"))} => proof...}`,
    );
    const proof = (attribute: string) =>
      tf`${reference(proofs.fqn)}[each.key][0].${reference(attribute)}`.string;
    const record = new Route53Record(module, "validation", {
      zoneId,
      name: proof("resource_record_name"),
      type: proof("resource_record_type"),
      records: [proof("resource_record_value")],
      ttl: 300,
      // The record is the same for every certificate of a name in this account, such as CloudFront's twin in us-east-1.
      allowOverwrite: true,
    });
    record.addOverride(
      "for_each",
      tf`toset([for name in concat([${domainName}], ${subjectAlternativeNames}) : ${reference(base("name"))} if ${issued}])`,
    );
    const validation = new AcmCertificateValidation(module, "issued", {
      certificateArn: tf`${certificate.fqn}[0].arn`.string,
      validationRecordFqdns: tf`values(${record.fqn})[*].fqdn`.list,
    });
    validation.addOverride("count", tf`${issued} ? 1 : 0`);
    return {
      arn: tf`${issued} ? one(${validation.fqn}[*].certificate_arn) : ${existingCertificate.orNull.arn}`,
      domainName,
    };
  },
});
