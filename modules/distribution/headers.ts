import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { reference, tf } from "../../lib/expression";
import { local } from "../../lib/local";
import type { ModuleStack } from "../../lib/stack";
import { policyHeader, strictPolicy } from "./content-security-policy";
import type { Inputs } from "./inputs";

/** Security headers and CORS of all answers but the API's. */
export function addHeaders(module: ModuleStack, input: Inputs): CloudfrontResponseHeadersPolicy {
  const { name, securityHeaders: security } = input;
  // A bucket sends none of these. A server knows its own pages, so that its headers win.
  const override = input.bucketOrigin.given;
  const policy = new CloudfrontResponseHeadersPolicy(module, "headers", {
    name,
    comment: `${name}: security headers`,
    securityHeadersConfig: {
      contentTypeOptions: { override: true },
      strictTransportSecurity: {
        accessControlMaxAgeSec: security.strictTransportSecurity.maxAgeSeconds,
        includeSubdomains: security.strictTransportSecurity.includeSubdomains,
        preload: security.strictTransportSecurity.preload,
        override: true,
      },
      referrerPolicy: { referrerPolicy: security.referrerPolicy, override },
    },
    // A policy in use cannot be deleted, so that the distribution gets the new one first.
    lifecycle: { createBeforeDestroy: true },
  });
  const own = security.contentSecurityPolicy;
  const header = local(
    module,
    "content_security_policy",
    tf`${own.given} ? ${policyHeader(own)} : ${strictPolicy}`,
  );
  policy.addOverride("security_headers_config.dynamic", {
    content_security_policy: [
      {
        for_each: tf`(${own.given} ? length(${own}) > 0 : ${override}) ? [1] : []`,
        content: { content_security_policy: header, override },
      },
    ],
    frame_options: [
      {
        for_each: tf`${security.frameOptions} == "none" ? [] : [1]`,
        content: { frame_option: security.frameOptions, override },
      },
    ],
  });
  policy.addOverride("dynamic", {
    cors_config: [corsBlock(input)],
    custom_headers_config: [
      {
        for_each: tf`length(${security.permissionsPolicy}) > 0 ? [1] : []`,
        content: {
          items: { header: "Permissions-Policy", value: permissionsHeader(module, security), override },
        },
      },
    ],
  });
  return policy;
}

/** The Permissions-Policy header: `camera=(), payment=(self "https://pay.example.org")`. */
function permissionsHeader(module: ModuleStack, security: Inputs["securityHeaders"]) {
  const { permissionsPolicy } = security;
  const allowed = tf`join(" ", [for origin in origins : origin == "self" ? origin : jsonencode(origin)])`;
  return local(
    module,
    "permissions_policy",
    tf`join(", ", [for feature, origins in ${permissionsPolicy} : format("%s=(%s)", feature, ${allowed})])`,
  );
}

function corsBlock({ cors }: Inputs): object {
  const given = cors.in("cors_config");
  return {
    for_each: tf`${cors}[*]`,
    content: {
      access_control_allow_credentials: given.allowCredentials,
      access_control_allow_headers: { items: given.allowedHeaders },
      access_control_allow_methods: { items: given.allowedMethods },
      access_control_allow_origins: { items: given.allowedOrigins },
      access_control_max_age_sec: given.maxAgeSeconds,
      origin_override: true,
      dynamic: {
        access_control_expose_headers: [
          {
            for_each: tf`length(${given.exposedHeaders}) > 0 ? [${given.exposedHeaders}] : []`,
            content: { items: reference("access_control_expose_headers.value") },
          },
        ],
      },
    },
  };
}
