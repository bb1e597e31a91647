import { z } from "zod";
import { country } from "../../lib/aws/countries";
import { arn, entryName, namePrefix, tagReason, unique, uniqueValues, zoneId } from "../../lib/aws/inputs";
import type { InputReferences } from "../../lib/module";
import { cors, securityHeaders } from "./headers-input";
import { api, bucketOrigin, cachePolicyId, httpOrigin, pathPattern, vpcOrigin } from "./origin-inputs";

/** A DNS name, or a wildcard for one label of it. */
export const alias = () =>
  z
    .string()
    .max(253)
    .regex(
      /^([*][.])?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "must be a domain name in lower case, like www.example.edu",
    );

/** The ARN of a certificate that CloudFront takes. */
export const certificateArn = () =>
  z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:acm:us-east-1:[0-9]{12}:certificate\/.+$/,
      "must be the ARN of an ACM certificate in us-east-1, the only region whose certificates CloudFront uses",
    );

export const inputs = {
  name: namePrefix(48).describe("Name of the distribution's parts, unique in the account, and its comment."),
  bucketOrigin: bucketOrigin
    .optional()
    .describe(
      "S3 bucket that is served, through an origin access control: its policy must allow the distribution to read. Exactly one of " +
        "bucket_origin and http_origin.",
    ),
  httpOrigin: httpOrigin.optional().describe("HTTP server that is served, such as a load balancer."),
  vpcOrigins: z
    .record(entryName(), vpcOrigin)
    .default({})
    .describe(
      "Load balancers or instances in private subnets, by a name of your choice: each becomes a VPC origin, and httpOrigin.vpcOrigin " +
        "says which one serves. With more than one, changing over takes a change of the distribution only. Default: the server of " +
        "http_origin is reached over the internet.",
    ),
  api: api
    .optional()
    .describe("Further HTTP server for the requests of one path pattern, whose answers are not cached."),
  aliases: uniqueValues(z.record(entryName(), alias()))
    .default({})
    .describe("Domain names, by a name of your choice. The certificate must be for all of them."),
  certificateArn: certificateArn()
    .optional()
    .describe(
      "ACM certificate of the aliases, in us-east-1, such as that of the certificate module. Clients need TLS 1.2 or later " +
        "(TLSv1.2_2021). Exactly one of certificateArn and defaultCertificate.",
    ),
  defaultCertificate: z
    .strictObject({
      reason: tagReason().describe(
        "Why this is acceptable, for auditors. It becomes a tag of the distribution.",
      ),
    })
    .optional()
    .describe(
      "CloudFront's own certificate and name, for trials without a domain. CloudFront then allows TLS 1.0, too: never with " +
        "patients' data.",
    ),
  records: z
    .strictObject({ zoneId: zoneId().describe("ID of the hosted zone, to which all aliases belong.") })
    .optional()
    .describe("Makes A and AAAA records of the aliases in a Route 53 zone. Default: you make them."),
  defaultRootObject: z
    .string()
    .max(255)
    .regex(
      /^[A-Za-z0-9_.~-][A-Za-z0-9_.~\/-]*$/,
      "must be a path without a slash at its beginning, like index.html",
    )
    .optional()
    .describe("Object that answers requests for /. Default: none."),
  singlePageApp: z
    .strictObject({
      page: z
        .string()
        .max(255)
        .regex(/^\/[A-Za-z0-9_.~\/-]+$/, "must begin with a slash, like /index.html")
        .default("/index.html")
        .describe("Page that answers with status 200."),
    })
    .optional()
    .describe(
      "For an app that routes in the browser: one page answers all paths for which the bucket has no object. Default: 403 or 404.",
    ),
  trustedKeyGroupIds: uniqueValues(
    z.record(
      entryName(),
      z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "must be the ID of a CloudFront key group"),
    ),
  )
    .default({})
    .describe(
      "Key groups by a name of your choice, such as that of the signing-key module. With any, every URL but the API's must be " +
        "signed by one of their keys. AWS allows 4.",
    ),
  cachePolicyId: cachePolicyId().describe(
    "Cache policy. Default: with bucket_origin AWS's CachingOptimized (by path, a day if the object does not say otherwise); with " +
      "http_origin nothing is cached.",
  ),
  cachedPaths: unique(z.array(pathPattern()).max(20))
    .default([])
    .describe(
      "Path patterns of an HTTP server's static files, such as *.css. They are cached by path, without cookies and query strings, " +
        "for everybody.",
    ),
  uncachedPaths: unique(z.array(pathPattern()).max(10))
    .default([])
    .describe(
      "Path patterns that are never cached, even where one of cachedPaths matches: *.php* for a server that runs " +
        "/index.php/style.css.",
    ),
  securityHeaders,
  cors,
  webAclArn: z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:wafv2:us-east-1:[0-9]{12}:global\/webacl\/[^\/]+\/[^\/]+$/,
      "must be the ARN of a WAF web ACL of scope CLOUDFRONT, which is in us-east-1: arn:aws:wafv2:us-east-1:<account>:global/webacl/…",
    )
    .optional()
    .describe("Web ACL of scope CLOUDFRONT, such as that of the firewall module. Default: none."),
  priceClass: z
    .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
    .default("PriceClass_100")
    .describe(
      "Edge locations: 100 is North America, Europe and Israel, the cheapest; 200 most of the world; All everywhere.",
    ),
  allowedCountries: unique(z.array(country()))
    .default([])
    .describe("Countries from which requests are answered; others get 403. Default: all."),
  accessLogs: z
    .strictObject({
      bucketArn: arn("s3", "").describe(
        "ARN of the bucket, such as that of the log-bucket module, in any region. Logs are below AWSLogs/<account>/CloudFront/.",
      ),
      queryStrings: z
        .boolean()
        .default(false)
        .describe(
          "Logs query strings and referrers. Default: not, since they hold signatures of links, codes of logins and what people " +
            "search for.",
        ),
    })
    .describe("Where access logs go (standard logging v2, as JSON). Cookies are never logged."),
};

export type Inputs = InputReferences<typeof inputs>;
