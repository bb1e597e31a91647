import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

export const rules: readonly Rule[] = [
  rule.exactlyOne("bucketOrigin", "httpOrigin", "the bucket or the HTTP server that is served"),
  rule.exactlyOne(
    "certificateArn",
    "defaultCertificate",
    "a certificate for the aliases, or the reason for having none",
  ),
  rule(["aliases", "defaultCertificate"], {
    message: "must have an entry with certificateArn, and none with defaultCertificate",
    check: ({ aliases, defaultCertificate }) =>
      Object.keys(aliases).length > 0 === (defaultCertificate === undefined),
    condition: "(length(var.aliases) > 0) == (var.default_certificate == null)",
  }),
  rule(["records", "aliases"], {
    message: "must not be given without aliases",
    check: ({ records, aliases }) => records === undefined || Object.keys(aliases).length > 0,
    condition: "var.records == null || length(var.aliases) > 0",
  }),
  rule(["securityHeaders", "bucketOrigin"], {
    at: "securityHeaders.contentSecurityPolicy",
    message: "must have default-src with bucketOrigin, since S3 sends no policy of its own",
    check: ({ securityHeaders: { contentSecurityPolicy: policy }, bucketOrigin }) =>
      bucketOrigin === undefined || policy === undefined || policy["default-src"] !== undefined,
    condition:
      "var.bucket_origin == null || var.security_headers.content_security_policy == null || " +
      'try(contains(keys(var.security_headers.content_security_policy), "default-src"), false)',
  }),
  rule(["securityHeaders", "httpOrigin"], {
    message:
      "must have frame-ancestors in contentSecurityPolicy with frameOptions none and a bucket, which says nothing itself",
    check: ({ securityHeaders: { frameOptions, contentSecurityPolicy: policy }, httpOrigin }) =>
      frameOptions !== "none" || httpOrigin !== undefined || policy?.["frame-ancestors"] !== undefined,
    condition:
      'var.security_headers.frame_options != "none" || var.http_origin != null || ' +
      'try(contains(keys(var.security_headers.content_security_policy), "frame-ancestors"), false)',
  }),
  rule(["vpcOrigins", "httpOrigin"], {
    message: "must be empty without httpOrigin: a bucket is in no VPC",
    check: ({ vpcOrigins, httpOrigin }) => Object.keys(vpcOrigins).length === 0 || httpOrigin !== undefined,
    condition: "length(var.vpc_origins) == 0 || var.http_origin != null",
  }),
  rule(["httpOrigin", "vpcOrigins"], {
    at: "httpOrigin.vpcOrigin",
    message: "must be a key of vpcOrigins, and is required where there are any",
    check: ({ vpcOrigins, httpOrigin }) =>
      httpOrigin === undefined ||
      (httpOrigin.vpcOrigin === undefined
        ? Object.keys(vpcOrigins).length === 0
        : Object.hasOwn(vpcOrigins, httpOrigin.vpcOrigin)),
    condition:
      "var.http_origin == null ? true : var.http_origin.vpc_origin == null ? length(var.vpc_origins) == 0 : " +
      "contains(keys(var.vpc_origins), var.http_origin.vpc_origin)",
  }),
  rule(["singlePageApp", "bucketOrigin"], {
    message: "must not be given without bucketOrigin: an HTTP server's own errors would become pages",
    check: ({ singlePageApp, bucketOrigin }) => singlePageApp === undefined || bucketOrigin !== undefined,
    condition: "var.single_page_app == null || var.bucket_origin != null",
  }),
  rule(["bucketOrigin", "defaultRootObject"], {
    at: "bucketOrigin.listable",
    message: "must not be true without defaultRootObject: a request for / would list the bucket",
    check: ({ bucketOrigin, defaultRootObject }) =>
      bucketOrigin?.listable !== true || defaultRootObject !== undefined,
    condition: "!try(var.bucket_origin.listable, false) || var.default_root_object != null",
  }),
  rule(["cachedPaths", "httpOrigin"], {
    message: "must be empty without httpOrigin: everything in a bucket is cached",
    check: ({ cachedPaths, httpOrigin }) => cachedPaths.length === 0 || httpOrigin !== undefined,
    condition: "length(var.cached_paths) == 0 || var.http_origin != null",
  }),
  rule(["uncachedPaths", "cachedPaths"], {
    message: "must be empty without cachedPaths: nothing else is cached",
    check: ({ uncachedPaths, cachedPaths }) => uncachedPaths.length === 0 || cachedPaths.length > 0,
    condition: "length(var.uncached_paths) == 0 || length(var.cached_paths) > 0",
  }),
  rule(["cachedPaths", "uncachedPaths"], {
    message: "must not have a pattern of uncachedPaths",
    check: ({ cachedPaths, uncachedPaths }) => !cachedPaths.some((each) => uncachedPaths.includes(each)),
    condition: "length(setintersection(var.cached_paths, var.uncached_paths)) == 0",
  }),
  rule(["cachedPaths", "api"], {
    message: "must not have the API's path pattern",
    check: ({ cachedPaths, api }) => api === undefined || !cachedPaths.includes(api.pathPattern),
    condition: "var.api == null ? true : !contains(var.cached_paths, var.api.path_pattern)",
  }),
];
