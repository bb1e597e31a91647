import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { z } from "zod";
import { awsProvider } from "../../lib/aws/providers";
import { reference, tf } from "../../lib/expression";
import { arn, unique, zoneId } from "../../lib/aws/inputs";
import { local } from "../../lib/local";
import { terraformModule } from "../../lib/module";
import { rulesOver } from "../../lib/rules";
import { decides } from "../../lib/schema";

/** A DNS name, or a wildcard for one label of it. */
const certificateName = () =>
  z
    .string()
    .max(253)
    .regex(
      /^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be a domain name in lower case, like www.example.edu or *.example.edu",
    );

const inputs = {
  domainName: certificateName().describe(
    "Domain name of the certificate. With subjectAlternativeNames it must be known at plan, as these must.",
  ),
  subjectAlternativeNames: decides(
    unique(z.array(certificateName()).max(99))
      .default([])
      .describe(
        "Further names, each in the same zone. ACM's default quota is 10 names in all. A change issues a new certificate " +
          "before the old one is deleted.",
      ),
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
      "Key algorithm of a new certificate. Default: RSA_2048, as old API clients and inspecting proxies in hospitals accept " +
        "nothing else; EC_prime256v1 makes handshakes faster. A change issues a new certificate.",
    ),
};

const rule = rulesOver<typeof inputs>();

const rules = [
  rule.exactlyOne(
    "zoneId",
    "existingCertificate",
    "a zone to validate a new certificate in, or an existing certificate",
  ),
];

/**
 * A TLS certificate: issued by ACM, validated by records in a Route 53 zone and renewed automatically, or an existing one.
 * For CloudFront, pass a provider of us-east-1 as `aws`.
 */
export const Certificate = terraformModule({
  name: "certificate",
  summary: "A validated ACM certificate from a Route 53 zone, or an existing one by ARN.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    arn: "ARN of the certificate, once it is valid.",
    domainName: "Domain name of the certificate.",
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

    // A wildcard and the name below which it is have one and the same record.
    const options = local(
      module,
      "validation_options",
      tf`{for option in flatten(${certificate.fqn}[*].domain_validation_options) : trimprefix(option.domain_name, "*.") => option...}`,
    );
    const option = (attribute: string) => tf`${options}[each.value][0].${reference(attribute)}`.string;
    const record = new Route53Record(module, "validation", {
      zoneId,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: 300,
      // Every certificate of a name in this account has the same record, such as CloudFront's in us-east-1.
      allowOverwrite: true,
    });
    // The domain has a key of its own, so that its name may be unknown at plan; the others are compared with it.
    const base = tf`trimprefix(${domainName}, "*.")`;
    const others = tf`toset([for name in ${subjectAlternativeNames} : trimprefix(name, "*.")])`;
    record.addOverride(
      "for_each",
      tf`${issued} ? merge({ domain = ${base} }, {for name in ${others} : name => name if name != ${base}}) : {}`,
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
