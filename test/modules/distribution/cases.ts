import type { Inputs } from "../synthesis";
import {
  certificateArn,
  loadBalancerArn,
  vpc,
  webAclArn,
  trial,
  bucketOrigin,
  defaultCertificate,
  bare,
  app,
  server,
  security,
  policy,
  http,
  api,
  cors,
} from "./base";
import { headersRefused } from "./header-cases";

export const accepted: Readonly<Record<string, Inputs>> = {
  "a bucket under CloudFront's own name": trial,
  "a bucket under its own name": app,
  "an HTTP server": server,
  "a wildcard": { ...app, aliases: { all: "*.example.org", apex: "example.org" } },
  "an app with an API next to it": { ...api({}), singlePageApp: {}, defaultRootObject: "index.html" },
  "static files of an HTTP server": { ...server, cachedPaths: ["*.css", "/static/*"], api: api({})["api"] },
  "a private load balancer": vpc({ blue: loadBalancerArn("blue") }),
  "private load balancers, of which one serves": vpc({
    blue: loadBalancerArn("blue"),
    green: loadBalancerArn("green"),
  }),
  "a private instance": vpc({ blue: "arn:aws:ec2:us-west-2:123456789012:instance/i-0123456789abcdef0" }),
  "paths that are never cached": { ...server, cachedPaths: ["/static/*"], uncachedPaths: ["*.php*"] },
  "a server that decides about frames": { ...server, securityHeaders: { frameOptions: "none" } },
  "a port of its own": http({ port: 8443 }),
  "HTTP without encryption, with a reason": http({ plainHttp: { reason: "Trial without a certificate" } }),
  "sources of every kind": policy({
    "default-src": ["'none'"],
    "script-src": [
      "'self'",
      "'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='",
      "https://*.example.org",
    ],
    "script-src-elem": ["'strict-dynamic'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'", "fonts.example.org"],
    "img-src": ["data:", "blob:", "https:", "*"],
    "connect-src": [
      "wss://live.example.org:8443",
      "https://api.example.org/fhir/R4/",
      "http://localhost:8103",
    ],
    "upgrade-insecure-requests": [],
  }),
  "no policy of CloudFront's for an HTTP server": {
    ...server,
    securityHeaders: { contentSecurityPolicy: {} },
  },
  "framing that the policy decides": security({
    frameOptions: "none",
    contentSecurityPolicy: { "default-src": ["'self'"], "frame-ancestors": ["https://app.example.org"] },
  }),
  "preloaded HSTS": security({
    strictTransportSecurity: { maxAgeSeconds: 63_072_000, includeSubdomains: true, preload: true },
  }),
  "no permissions policy": security({ permissionsPolicy: {} }),
  "any origin": { ...app, cors: { allowedOrigins: ["*"] } },
  "credentials of named origins": cors({ allowCredentials: true, allowedHeaders: ["authorization"] }),
  "a web ACL and countries": { ...app, webAclArn, allowedCountries: ["US", "CA"] },
  "signed URLs": { ...app, trustedKeyGroupIds: { files: "KVFM9UXZG1H3CX" } },
};

const own = "arn:aws:cloudfront::123456789012:vpcorigin/vo_0123456789";

export const refused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
  "neither a bucket nor a server": [
    { ...bare, defaultCertificate },
    /bucketOrigin or httpOrigin must be given, exactly one: the bucket or the HTTP server/,
  ],
  "a bucket and a server": [
    { ...app, httpOrigin: { domainName: "redcap.example.org" } },
    /bucketOrigin or httpOrigin must be given, exactly one/,
  ],
  "no certificate and no reason": [
    { ...bare, bucketOrigin },
    /certificateArn or defaultCertificate must be given, exactly one/,
  ],
  "a certificate and a reason for none": [
    { ...app, defaultCertificate },
    /certificateArn or defaultCertificate must be given, exactly one/,
  ],
  "a certificate without aliases": [
    { ...app, aliases: {} },
    /aliases must have an entry with certificateArn/,
  ],
  "aliases without a certificate": [
    { ...trial, aliases: { app: "app.example.org" } },
    /aliases must have an entry with certificateArn, and none with defaultCertificate/,
  ],
  "records without aliases": [
    { ...trial, records: { zoneId: "Z0123456789ABCDEFGHIJ" } },
    /records must not be given without aliases/,
  ],
  "a certificate in another region": [
    { ...app, certificateArn: certificateArn.replace("us-east-1", "us-west-2") },
    /certificateArn must be the ARN of an ACM certificate in us-east-1, the only region whose/,
  ],
  "a web ACL of a region": [
    { ...app, webAclArn: webAclArn.replace("global", "regional") },
    /webAclArn must be the ARN of a WAF web ACL of scope CLOUDFRONT/,
  ],
  "a web ACL in another region": [
    { ...app, webAclArn: webAclArn.replace("us-east-1", "eu-west-1") },
    /webAclArn must be the ARN of a WAF web ACL of scope CLOUDFRONT, which is in us-east-1/,
  ],
  ...headersRefused,
  "a VPC origin of a bucket": [
    { ...app, vpcOrigins: { blue: { arn: loadBalancerArn("blue") } } },
    /vpcOrigins must be empty without httpOrigin/,
  ],
  "a VPC origin that is not there": [
    vpc({ green: loadBalancerArn("green") }),
    /httpOrigin\.vpcOrigin must be a key of vpcOrigins/,
  ],
  "VPC origins of which none serves": [
    { ...server, vpcOrigins: { blue: { arn: loadBalancerArn("blue") } } },
    /httpOrigin\.vpcOrigin must be a key of vpcOrigins, and is required where there are any/,
  ],
  "a VPC origin's own ARN": [
    vpc({ blue: own }),
    /vpcOrigins\.blue\.arn must be the ARN of an application or network load balancer, or of an instance/,
  ],
  "a VPC origin of an impossible name": [
    { ...http({ vpcOrigin: "blue one" }), vpcOrigins: { blue: { arn: loadBalancerArn("blue") } } },
    /httpOrigin\.vpcOrigin must be/,
  ],
  "uncached paths without cached ones": [
    { ...server, uncachedPaths: ["*.php*"] },
    /uncachedPaths must be empty without cachedPaths/,
  ],
  "a path that is cached and is not": [
    { ...server, cachedPaths: ["*.css", "*.js"], uncachedPaths: ["*.js"] },
    /cachedPaths must not have a pattern of uncachedPaths/,
  ],
  "too many uncached paths": [
    { ...server, cachedPaths: ["*.css"], uncachedPaths: Array.from({ length: 11 }, (_, i) => `/${i}/*`) },
    /uncachedPaths must have at most 10/,
  ],
  "an uncached path that is too long": [
    { ...server, cachedPaths: ["*.css"], uncachedPaths: ["a".repeat(256)] },
    /uncachedPaths\[0\] must have at most 255/,
  ],
  "a page in place of a server's errors": [
    { ...server, singlePageApp: {} },
    /singlePageApp must not be given without bucketOrigin/,
  ],
  "a page without a slash": [
    { ...app, singlePageApp: { page: "index.html" } },
    /singlePageApp\.page must begin with a slash/,
  ],
  "a page with a path that is too long": [
    { ...app, singlePageApp: { page: `/${"a".repeat(255)}` } },
    /singlePageApp\.page must have at most 255/,
  ],
  "a bucket whose list anybody could read": [
    { ...trial, bucketOrigin: { domainName: "files.s3.us-west-2.amazonaws.com", listable: true } },
    /bucketOrigin\.listable must not be true without defaultRootObject/,
  ],
  "a root object with a slash": [
    { ...app, defaultRootObject: "/index.html" },
    /defaultRootObject must be a path without a slash at its beginning/,
  ],
  "a root object that is too long": [
    { ...app, defaultRootObject: "a".repeat(256) },
    /defaultRootObject must have at most 255/,
  ],
  "cached paths of a bucket": [
    { ...app, cachedPaths: ["*.css"] },
    /cachedPaths must be empty without httpOrigin: everything in a bucket is cached/,
  ],
  "a cached path that is the API's": [
    { ...server, cachedPaths: ["/api/*"], api: api({})["api"] },
    /cachedPaths must not have the API's path pattern/,
  ],
  "too many cached paths": [
    { ...server, cachedPaths: Array.from({ length: 21 }, (_, i) => `/${i}/*`) },
    /cachedPaths must have at most 20/,
  ],
  "a path pattern with a space": [api({ pathPattern: "/api /*" }), /api\.pathPattern must be a path pattern/],
  "a path pattern that is too long": [
    api({ pathPattern: "a".repeat(256) }),
    /api\.pathPattern must have at most 255/,
  ],
  "a cached path that is too long": [
    { ...server, cachedPaths: ["a".repeat(256)] },
    /cachedPaths\[0\] must have at most 255/,
  ],
  "a cache policy's name": [
    { ...app, cachePolicyId: "CachingOptimized" },
    /cachePolicyId must be the ID of a cache policy/,
  ],
  "a bucket's global name": [
    { ...app, bucketOrigin: { domainName: "files.s3.amazonaws.com" } },
    /bucketOrigin\.domainName must be the regional domain name of a bucket/,
  ],
  "a website endpoint": [
    { ...app, bucketOrigin: { domainName: "files.s3-website-us-east-1.amazonaws.com" } },
    /bucketOrigin\.domainName must be the regional domain name of a bucket/,
  ],
  "an origin's path with a slash at its end": [
    { ...app, bucketOrigin: { domainName: "files.s3.us-west-2.amazonaws.com", path: "/v1/" } },
    /bucketOrigin\.path must begin with a slash and not end with one/,
  ],
  "an origin's path that is too long": [http({ path: `/${"a".repeat(255)}` }), /path must have at most 255/],
  "a server's URL": [
    http({ domainName: "https://redcap.example.org" }),
    /httpOrigin\.domainName must be a domain name in lower case/,
  ],
  "a port that CloudFront does not connect to": [
    http({ port: 22 }),
    /httpOrigin\.port must be 80, 443, or 1024/,
  ],
  "a server that never answers": [
    http({ readTimeoutSeconds: 121 }),
    /readTimeoutSeconds must be at most 120/,
  ],
  "a server that answers at once": [http({ readTimeoutSeconds: 0 }), /readTimeoutSeconds must be at least 1/],
  "half a second to answer": [http({ readTimeoutSeconds: 1.5 }), /readTimeoutSeconds must be a whole number/],
  "connections for ever": [
    http({ keepaliveTimeoutSeconds: 121 }),
    /keepaliveTimeoutSeconds must be at most 120/,
  ],
  "connections for no time": [
    http({ keepaliveTimeoutSeconds: 0 }),
    /keepaliveTimeoutSeconds must be at least 1/,
  ],
  "half a second of keep-alive": [
    http({ keepaliveTimeoutSeconds: 1.5 }),
    /keepaliveTimeoutSeconds must be a whole number/,
  ],
  "plain HTTP for no reason": [
    http({ plainHttp: { reason: "trial" } }),
    /reason must have at least 10 characters/,
  ],
  "an alias with a path": [
    { ...app, aliases: { app: "app.example.org/x" } },
    /aliases\.app must be a domain name in lower case/,
  ],
  "an alias that is too long": [
    { ...app, aliases: { app: `${"a.".repeat(125)}example` } },
    /aliases\.app must have at most 253/,
  ],
  "an alias given twice": [
    { ...app, aliases: { app: "app.example.org", same: "app.example.org" } },
    /aliases\.app must not have the same value as another entry/,
  ],
  "a key group's name": [
    { ...app, trustedKeyGroupIds: { files: "files prod" } },
    /trustedKeyGroupIds\.files must be the ID of a CloudFront key group/,
  ],
  "a price class that does not exist": [{ ...app, priceClass: "PriceClass_50" }, /priceClass must be one of/],
  "a code that no country has": [
    { ...app, allowedCountries: ["EU"] },
    /allowedCountries\[0\] must be an ISO 3166/,
  ],
  "a country's name": [{ ...app, allowedCountries: ["Canada"] }, /allowedCountries\[0\] must be an ISO 3166/],
  "a log bucket's name": [
    { ...app, accessLogs: { bucketArn: "logs" } },
    /accessLogs\.bucketArn must be an ARN like arn:aws:s3/,
  ],
};
