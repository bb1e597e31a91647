import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { awsProvider } from "../../lib/aws/providers";
import { tf } from "../../lib/expression";
import { terraformModule } from "../../lib/module";
import { addAccessLogs } from "./access-logs";
import { defaultBehavior, orderedBehaviors, pageFunction } from "./behaviors";
import { addHeaders } from "./headers";
import { type Inputs, inputs } from "./inputs";
import { originBlocks } from "./origins";
import { addRecords } from "./records";
import { rules } from "./rules";
import { addPageFunction, errorPages } from "./single-page-app";
import { addVpcOrigins } from "./vpc-origins";

/**
 * A CloudFront distribution: a bucket or an HTTP server, and perhaps an API, behind TLS 1.2, security headers and access logs.
 * Its provider is one of us-east-1, where CloudFront has its certificates, its web ACLs and the delivery of its logs.
 */
export const Distribution = terraformModule({
  name: "distribution",
  summary: "A CloudFront distribution of a bucket or an HTTP server, with security headers and access logs.",
  providers: [awsProvider],
  inputs,
  rules,
  outputs: {
    id: "ID of the distribution.",
    arn: "ARN of the distribution, for the policy of its bucket (aws:SourceArn).",
    domainName: "CloudFront's own name of the distribution.",
    hostedZoneId: "ID of CloudFront's hosted zone, for alias records.",
    aliases: "Domain names by the names given to them.",
  },
  resources(module, input) {
    const { name, aliases, certificateArn, allowedCountries } = input;
    const accessControl = new CloudfrontOriginAccessControl(module, "bucket", {
      name,
      description: `${name}: reads its bucket`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      // One in use cannot be deleted, so that the distribution loses it first.
      lifecycle: { createBeforeDestroy: true },
    });
    accessControl.addOverride("count", tf`${input.bucketOrigin.given} ? 1 : 0`);
    const headers = addHeaders(module, input);
    const page = addPageFunction(module, input);
    const vpcOriginId = addVpcOrigins(module, input);
    const ownCertificate = tf`!(${input.defaultCertificate.given})`;
    const distribution = new CloudfrontDistribution(module, "this", {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: input.priceClass,
      aliases: tf`values(${aliases})`.list,
      webAclId: input.webAclArn,
      defaultRootObject: input.defaultRootObject,
      origin: [],
      defaultCacheBehavior: defaultBehavior(input, headers.id),
      restrictions: {
        geoRestriction: {
          restrictionType: tf`length(${allowedCountries}) > 0 ? "whitelist" : "none"`.string,
          locations: allowedCountries,
        },
      },
      viewerCertificate: {
        cloudfrontDefaultCertificate: tf`${ownCertificate} ? null : true`,
        acmCertificateArn: certificateArn,
        sslSupportMethod: tf`${ownCertificate} ? "sni-only" : null`.string,
        minimumProtocolVersion: tf`${ownCertificate} ? "TLSv1.2_2021" : "TLSv1"`.string,
      },
    });
    distribution.addOverride("origin", undefined);
    distribution.addOverride("dynamic", {
      origin: originBlocks(input, { accessControlId: tf`one(${accessControl.fqn}[*].id)`, vpcOriginId }),
      ordered_cache_behavior: orderedBehaviors(input, headers.id),
      custom_error_response: errorPages(input),
    });
    distribution.addOverride("default_cache_behavior.dynamic.function_association", pageFunction(page));
    distribution.addOverride("tags", tags(input));
    addAccessLogs(module, input, distribution);
    addRecords(module, input, distribution);
    return {
      id: distribution.id,
      arn: distribution.arn,
      domainName: distribution.domainName,
      hostedZoneId: distribution.hostedZoneId,
      aliases,
    };
  },
});

/** The name, and the reasons for what is not encrypted or allows old TLS. */
function tags({ name, defaultCertificate, httpOrigin, api }: Inputs) {
  const reasons = {
    DefaultCertificateReason: defaultCertificate.orNull.reason,
    PlainHttpReason: httpOrigin.orNull.plainHttp.orNull.reason,
    ApiPlainHttpReason: api.orNull.origin.plainHttp.orNull.reason,
  };
  return tf`{for key, value in ${{ Name: name, ...reasons }} : key => value if value != null}`;
}
