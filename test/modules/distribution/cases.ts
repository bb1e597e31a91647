import type { Inputs } from "../synthesis";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
const webAclArn =
  "arn:aws:wafv2:us-east-1:123456789012:global/webacl/app/11111111-2222-3333-4444-555555555555";
const reason = "Trial without a domain";

const trial: Inputs = {
  name: "files",
  bucketOrigin: { domainName: "files.s3.us-west-2.amazonaws.com" },
  defaultCertificate: { reason },
  accessLogs: { bucketArn: "arn:aws:s3:::logs" },
};
const { bucketOrigin, defaultCertificate, ...bare } = trial;
const app: Inputs = {
  ...bare,
  bucketOrigin,
  aliases: { app: "app.example.org" },
  certificateArn,
};
const server: Inputs = {
  ...bare,
  httpOrigin: { domainName: "redcap.example.org" },
  aliases: { app: "app.example.org" },
  certificateArn,
};
const security = (securityHeaders: object): Inputs => ({ ...app, securityHeaders });
const policy = (contentSecurityPolicy: object): Inputs => security({ contentSecurityPolicy });
const source = (...sources: string[]): Inputs => policy({ "default-src": sources });
const http = (more: object): Inputs => ({
  ...server,
  httpOrigin: { domainName: "redcap.example.org", ...more },
});
const api = (more: object): Inputs => ({
  ...app,
  api: { origin: { domainName: "api.example.org" }, ...more },
});
const cors = (more: object): Inputs => ({
  ...app,
  cors: { allowedOrigins: ["https://app.example.org"], ...more },
});

export const accepted: Readonly<Record<string, Inputs>> = {
  "a bucket under CloudFront's own name": trial,
  "a bucket under its own name": app,
  "an HTTP server": server,
  "a wildcard": { ...app, aliases: { all: "*.example.org", apex: "example.org" } },
  "an app with an API next to it": { ...api({}), singlePageApp: {}, defaultRootObject: "index.html" },
  "static files of an HTTP server": { ...server, cachedPaths: ["*.css", "/static/*"], api: api({})["api"] },
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
  "a policy that forgets most of a bucket's files": [
    policy({ "script-src": ["'self'"] }),
    /securityHeaders\.contentSecurityPolicy must have default-src with bucketOrigin/,
  ],
  "no policy for a bucket": [policy({}), /must have default-src with bucketOrigin, since S3 sends no policy/],
  "a source without its quotes": [
    source("self"),
    /default-src\[0\] must be a CSP source: a keyword or a hash in/,
  ],
  "a source that is no source": [source("https://"), /must be a CSP source/],
  "a source without encryption": [
    source("'self'", "http://cdn.example.org"),
    /default-src\[1\] must be a CSP source/,
  ],
  "two sources in one": [source("'self' https://cdn.example.org"), /must be a CSP source/],
  "another directive within a source": [source("'self'; script-src *"), /must be a CSP source/],
  "a nonce, which would be everybody's": [source("'nonce-abc'"), /must be a CSP source/],
  "a source given twice": [source("'self'", "'self'"), /must not repeat an earlier item/],
  "nothing and something": [
    source("'none'", "'self'"),
    /contentSecurityPolicy\.default-src must have no other source next to 'none'/,
  ],
  "a directive without sources": [
    source(),
    /contentSecurityPolicy\.default-src must have sources, 'none' for nothing/,
  ],
  "a directive that takes no sources, with one": [
    policy({ "default-src": ["'self'"], "upgrade-insecure-requests": ["'self'"] }),
    /upgrade-insecure-requests must have sources, 'none' for nothing; upgrade-insecure-requests has none/,
  ],
  "a directive that does not exist": [
    policy({ "default-src": ["'self'"], "scripts-src": ["'self'"] }),
    /scripts-src must be a directive that lists sources/,
  ],
  "frames that nothing decides": [
    security({ frameOptions: "none" }),
    /securityHeaders must have frame-ancestors in contentSecurityPolicy with frameOptions none/,
  ],
  "frame options that browsers ignore": [
    security({ frameOptions: "ALLOW-FROM" }),
    /frameOptions must be one of DENY, SAMEORIGIN, none/,
  ],
  "a referrer policy that leaks paths": [
    security({ referrerPolicy: "unsafe-url" }),
    /referrerPolicy must be one of no-referrer/,
  ],
  "an HSTS of minutes": [
    security({ strictTransportSecurity: { maxAgeSeconds: 300 } }),
    /maxAgeSeconds must be at least 86400/,
  ],
  "an HSTS of longer than the header holds": [
    security({ strictTransportSecurity: { maxAgeSeconds: 2_147_483_648 } }),
    /maxAgeSeconds must be at most 2147483647/,
  ],
  "part of a second of HSTS": [
    security({ strictTransportSecurity: { maxAgeSeconds: 86_400.5 } }),
    /maxAgeSeconds must be a whole number/,
  ],
  "preloading without subdomains": [
    security({ strictTransportSecurity: { preload: true } }),
    /strictTransportSecurity must have includeSubdomains and maxAgeSeconds of 31536000 or more with preload/,
  ],
  "a feature in upper case": [
    security({ permissionsPolicy: { Camera: [] } }),
    /permissionsPolicy\.Camera must be a feature in lower case/,
  ],
  "a feature for somebody in quotes": [
    security({ permissionsPolicy: { camera: ["'self'"] } }),
    /permissionsPolicy\.camera\[0\] must be self or an origin/,
  ],
  "an origin with a path": [
    cors({ allowedOrigins: ["https://app.example.org/"] }),
    /cors\.allowedOrigins\[0\] must be an origin without a path/,
  ],
  "CORS for nobody": [cors({ allowedOrigins: [] }), /cors\.allowedOrigins must have at least 1 item/],
  "CORS without methods": [cors({ allowedMethods: [] }), /cors\.allowedMethods must have at least 1 item/],
  "a method that is none": [cors({ allowedMethods: ["FETCH"] }), /allowedMethods\[0\] must be one of GET/],
  "CORS without request headers": [
    cors({ allowedHeaders: [] }),
    /cors\.allowedHeaders must have at least 1 item/,
  ],
  "a header with a space": [
    cors({ exposedHeaders: ["ETag X"] }),
    /must be the name of a header, or \* for any/,
  ],
  "credentials of any header": [
    cors({ allowCredentials: true }),
    /cors must have no \* in its lists with allowCredentials/,
  ],
  "a preflight answer for a week": [cors({ maxAgeSeconds: 604_800 }), /maxAgeSeconds must be at most 86400/],
  "a preflight answer for less than no time": [
    cors({ maxAgeSeconds: -1 }),
    /maxAgeSeconds must be at least 0/,
  ],
  "half a second of preflight": [cors({ maxAgeSeconds: 0.5 }), /cors\.maxAgeSeconds must be a whole number/],
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
  "a country's name": [{ ...app, allowedCountries: ["Canada"] }, /allowedCountries\[0\] must be an ISO 3166/],
  "a log bucket's name": [
    { ...app, accessLogs: { bucketArn: "logs" } },
    /accessLogs\.bucketArn must be an ARN like arn:aws:s3/,
  ],
};
