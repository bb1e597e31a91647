import type { InputsOf } from "../../../lib/module";
import type { Distribution } from "../../../modules/distribution";
import { loadBalancerArn } from "./base";

type Complete = InputsOf<typeof Distribution.definition.inputs>;

const server = {
  path: "/v1",
  port: 8443,
  plainHttp: { reason: "Trial without a certificate" },
  readTimeoutSeconds: 60,
  keepaliveTimeoutSeconds: 50,
} as const;

const common = {
  name: "complete",
  api: {
    pathPattern: "/fhir/*",
    origin: { domainName: "api.example.org", ...server },
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  defaultRootObject: "index.html",
  trustedKeyGroupIds: { files: "KVFM9UXZG1H3CX" },
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  securityHeaders: {
    strictTransportSecurity: { maxAgeSeconds: 63_072_000, includeSubdomains: true, preload: true },
    contentSecurityPolicy: { "default-src": ["'self'"], "frame-ancestors": ["'none'"] },
    frameOptions: "SAMEORIGIN",
    referrerPolicy: "no-referrer",
    permissionsPolicy: { camera: ["self", "https://video.example.org"] },
  },
  cors: {
    allowedOrigins: ["https://app.example.org"],
    allowedMethods: ["GET", "HEAD"],
    allowedHeaders: ["authorization"],
    exposedHeaders: ["ETag"],
    allowCredentials: true,
    maxAgeSeconds: 60,
  },
  webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/app/11111111-2222-3333-4444-555555555555",
  priceClass: "PriceClass_200",
  allowedCountries: ["US", "CA"],
  accessLogs: { bucketArn: "arn:aws:s3:::logs", queryStrings: true },
} as const satisfies Partial<Complete>;

/** Every input, with everything that can be given at once. */
export const completes: Readonly<Record<"bucket" | "server", Complete>> = {
  bucket: {
    ...common,
    bucketOrigin: { domainName: "files.s3.us-west-2.amazonaws.com", path: "/v1", listable: true },
    singlePageApp: { page: "/index.html" },
    aliases: { app: "app.example.org", second: "second.example.org" },
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    records: { zoneId: "Z0123456789ABCDEFGHIJ" },
  },
  server: {
    ...common,
    httpOrigin: { domainName: "redcap.example.org", hostHeader: "viewer", vpcOrigin: "blue", ...server },
    vpcOrigins: { blue: { arn: loadBalancerArn("blue") }, green: { arn: loadBalancerArn("green") } },
    cachedPaths: ["*.css", "/static/*"],
    uncachedPaths: ["*.php*"],
    defaultCertificate: { reason: "Trial without a domain" },
  },
};
