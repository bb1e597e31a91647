import type { Inputs } from "../synthesis";
import { security, policy, source, cors } from "./base";

/** What security headers and CORS cannot have. */
export const headersRefused: Readonly<Record<string, readonly [Inputs, RegExp]>> = {
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
    /securityHeaders must have frame-ancestors in contentSecurityPolicy with frameOptions none and a bucket/,
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
};
