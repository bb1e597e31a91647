import { type Rule, rulesOver } from "../../lib/rules";
import { distributionPart, type inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule.exactlyOne("domainName", "defaultCertificate", "a domain name, or the reason for having none"),
  rule(["existingCertificate", "zone", "domainName"], {
    message:
      "must be given where domainName is given and no zone: ACM validates new certificates in the zone",
    check: ({ existingCertificate, zone, domainName }) =>
      domainName === undefined || zone !== undefined || existingCertificate !== undefined,
    condition: "var.domain_name == null || var.zone != null || var.existing_certificate != null",
  }),
  ...(
    [
      ["existingCertificate", "var.existing_certificate == null"],
      ["zone", "var.zone == null"],
      ["alternativeNames", "length(var.alternative_names) == 0"],
    ] as const
  ).map(([input, absent]) =>
    rule([input, "defaultCertificate"], {
      message: "must not be given with defaultCertificate, which is for CloudFront's own name only",
      check: (values) => {
        const { [input]: value } = values as Partial<Record<typeof input, object | readonly string[]>>;
        const given = Array.isArray(value) ? value.length > 0 : value !== undefined;
        return values.defaultCertificate === undefined || !given;
      },
      condition: `var.default_certificate == null || ${absent}`,
    }),
  ),
  rule(["alternativeNames", "domainName"], {
    message: "must not repeat domainName",
    check: ({ alternativeNames, domainName }) =>
      domainName === undefined || !alternativeNames.includes(domainName),
    condition: "var.domain_name == null ? true : !contains(var.alternative_names, var.domain_name)",
  }),
  ...distributionPart.rules({
    inputs: ["securityHeaders", "singlePageApp"],
    at: (input) => input,
    given: (values: object) => ({
      ...values,
      aliases: {},
      cachedPaths: [],
      bucketOrigin: { domainName: "bucket" },
    }),
  }),
];
