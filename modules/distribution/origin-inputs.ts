import { z } from "zod";
import { domainName, entryName, tagReason } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";

/** A path below which an origin has what it serves. */
const originPath = () =>
  z
    .string()
    .max(255)
    .regex(/^(\/[A-Za-z0-9_.~-]+)+$/, "must begin with a slash and not end with one, like /v1")
    .optional();

export const bucketOrigin = z.strictObject({
  domainName: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]*\.s3\.[a-z0-9-]+\.amazonaws\.com$/,
      "must be the regional domain name of a bucket, like files.s3.us-west-2.amazonaws.com (the global name redirects to it)",
    )
    .describe("Regional domain name of the bucket: bucket_regional_domain_name of aws_s3_bucket."),
  path: originPath().describe(
    "Path that is put before that of each request. Default: none, the bucket's root.",
  ),
  listable: z
    .boolean()
    .default(false)
    .describe(
      "Whether the bucket's policy lets the distribution list it (s3:ListBucket), so that S3 answers 404 and not 403 for what is " +
        "missing. singlePageApp then leaves 403 alone, by which a web ACL refuses requests. Not without defaultRootObject: a request " +
        "for / would list the bucket.",
    ),
});

const server = {
  domainName: domainName().describe(
    "Domain name, for which the server needs a publicly trusted certificate.",
  ),
  path: originPath().describe("Path that is put before that of each request. Default: none."),
  port: constrain(z.int(), {
    message: "must be 80, 443, or 1024 to 65535: CloudFront connects to no other ports",
    check: (port) => port === 80 || port === 443 || (port >= 1024 && port <= 65_535),
    condition: (ref) => `${ref} == 80 || ${ref} == 443 || (${ref} >= 1024 && ${ref} <= 65535)`,
  })
    .optional()
    .describe("Port. Default: 443; 80 with plainHttp."),
  plainHttp: z
    .strictObject({
      reason: tagReason().describe(
        "Why this is acceptable, for auditors. It becomes a tag of the distribution.",
      ),
    })
    .optional()
    .describe(
      "Reaches the server over HTTP without encryption, for trials without a certificate. Never with patients' data (45 CFR " +
        "164.312(e)(1)). Default: HTTPS, TLS 1.2 or later.",
    ),
  readTimeoutSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(30)
    .describe("Seconds that CloudFront waits for an answer, and between two packets of it."),
  keepaliveTimeoutSeconds: z
    .int()
    .min(1)
    .max(120)
    .default(5)
    .describe("Seconds that an idle connection stays open. Keep it below the server's own idle timeout."),
};

export const httpOrigin = z.strictObject({
  ...server,
  domainName: server.domainName.describe(
    "Domain name, for which the server needs a publicly trusted certificate; with vpcOrigin that of the load balancer or instance, " +
      "which is not looked up.",
  ),
  vpcOrigin: entryName()
    .optional()
    .describe("Key of vpcOrigins: the one that serves. Required where there are any."),
  hostHeader: z
    .enum(["origin", "viewer"])
    .default("origin")
    .describe(
      "Host header that the server gets: its own domain name, or `viewer`, the one that the browser sent. With `viewer` the " +
        "server's certificate must be for the aliases.",
    ),
});

export const vpcOrigin = z.strictObject({
  arn: z
    .string()
    .regex(
      /^arn:aws(-[a-z-]+)?:(elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer\/(app|net)\/.+|ec2:[a-z0-9-]+:[0-9]{12}:instance\/i-[0-9a-f]+)$/,
      "must be the ARN of an application or network load balancer, or of an instance",
    )
    .describe(
      "ARN of the load balancer or instance, in this account. Its VPC needs an internet gateway, and its security group must admit the " +
        "prefix list com.amazonaws.global.cloudfront.origin-facing.",
    ),
});

/** A managed or own cache policy. */
export const cachePolicyId = () =>
  z
    .string()
    .regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      "must be the ID of a cache policy, like 658327ea-f89d-4fab-a63d-7e88639e58f6",
    )
    .optional();

export const pathPattern = () =>
  z
    .string()
    .max(255)
    .regex(
      /^[A-Za-z0-9_.$\/~"'@:+&?*-]+$/,
      "must be a path pattern of letters, digits and _ - . * ? $ / ~ \" ' @ : + &, like /api/*",
    );

export const api = z.strictObject({
  pathPattern: pathPattern()
    .default("/api/*")
    .describe("Requests that go to the API. The API sees the whole path."),
  origin: z.strictObject(server).describe("The API's server."),
  cachePolicyId: cachePolicyId().describe(
    "Cache policy of your own: its cache key must have all that an answer depends on, the Authorization header included. " +
      "Default: nothing is cached.",
  ),
});
