import { z } from "zod";
import { unique } from "../../lib/aws/inputs";
import { constrain } from "../../lib/requirements";
import { contentSecurityPolicy } from "./content-security-policy";

const referrerPolicies = [
  "no-referrer",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
] as const;

/** Browsers' preload list takes no shorter age. */
const preloadSeconds = 31_536_000;

export const strictTransportSecurity = constrain(
  z.strictObject({
    maxAgeSeconds: z
      .int()
      .min(86_400)
      .max(2_147_483_647)
      .default(31_536_000)
      .describe("Seconds for which browsers use HTTPS only. Default: one year."),
    includeSubdomains: z
      .boolean()
      .default(false)
      .describe(
        "Whether it holds for all names below the domain, which may not support HTTPS yet. Default: no.",
      ),
    preload: z
      .boolean()
      .default(false)
      .describe(
        "Allows browsers to ship the domain in their lists, from which nobody is removed for months.",
      ),
  }),
  {
    message: `must have includeSubdomains and maxAgeSeconds of ${preloadSeconds} or more with preload, or no list takes the domain`,
    check: ({ preload, includeSubdomains, maxAgeSeconds }) =>
      !preload || (includeSubdomains && maxAgeSeconds >= preloadSeconds),
    condition: (ref) =>
      `!${ref}.preload || (${ref}.include_subdomains && ${ref}.max_age_seconds >= ${preloadSeconds})`,
  },
)
  .prefault({})
  .describe("Strict-Transport-Security header (HSTS).");

const permissionsPolicy = z
  .record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a feature in lower case, like camera"),
    unique(
      z.array(
        z
          .string()
          .regex(
            /^(self|https:\/\/([*]\.)?([a-z0-9-]+\.)+[a-z0-9-]+(:[0-9]+)?)$/,
            "must be self or an origin, like https://video.example.org",
          ),
      ),
    ),
  )
  .default({ camera: [], geolocation: [], microphone: [], payment: [], usb: [] })
  .describe(
    "Permissions-Policy header: who may use a feature of the browser, by its name; nobody with an empty list. Default: nobody may " +
      "use camera, geolocation, microphone, payment or usb. `{}` leaves the header out.",
  );

/** What browsers are told about every answer. */
export const securityHeaders = z
  .strictObject({
    strictTransportSecurity,
    contentSecurityPolicy: contentSecurityPolicy
      .optional()
      .describe(
        "Content-Security-Policy header: lists of sources by directive. Default: with bucket_origin everything from the distribution " +
          "itself, in no frame; with http_origin no header, since the server knows what its pages need.",
      ),
    frameOptions: z
      .enum(["DENY", "SAMEORIGIN", "none"])
      .default("DENY")
      .describe(
        "X-Frame-Options header: which pages may frame these. `none` leaves it to frame-ancestors of the policy, or to the server of " +
          "http_origin.",
      ),
    referrerPolicy: z
      .enum(referrerPolicies)
      .default("strict-origin-when-cross-origin")
      .describe("Referrer-Policy header: what other sites get of an address that links to them."),
    permissionsPolicy,
  })
  .prefault({})
  .describe(
    "Security headers of all answers but the API's, in addition to X-Content-Type-Options: nosniff. They replace what a bucket " +
      "sends; an HTTP server's own win, but for HSTS and nosniff.",
  );

const headers = () =>
  unique(
    z.array(
      z.string().regex(/^([*]|[A-Za-z0-9!#$%&'+.^_`|~-]+)$/, "must be the name of a header, or * for any"),
    ),
  );

export const cors = constrain(
  z.strictObject({
    allowedOrigins: unique(
      z
        .array(
          z
            .string()
            .regex(
              /^([*]|https?:\/\/([*]\.)?[a-z0-9.-]*[a-z0-9](:[0-9]{1,5})?)$/,
              "must be an origin without a path, like https://app.example.org or https://*.example.org, or * for any",
            ),
        )
        .min(1),
    ).describe("Origins of the pages that may read answers: scheme, host and port."),
    allowedMethods: unique(
      z.array(z.enum(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])).min(1),
    )
      .default(["GET", "HEAD", "OPTIONS"])
      .describe("Methods that they may use."),
    allowedHeaders: headers()
      .min(1)
      .default(["*"])
      .describe("Request headers that they may send. Default: any."),
    exposedHeaders: headers()
      .default([])
      .describe("Response headers that they may read. Default: the usual ones."),
    allowCredentials: z
      .boolean()
      .default(false)
      .describe("Whether browsers send cookies with such requests. Every list must then be without *."),
    maxAgeSeconds: z
      .int()
      .min(0)
      .max(86_400)
      .default(600)
      .describe("Seconds for which a browser remembers the answer to its preflight request."),
  }),
  {
    message: "must have no * in its lists with allowCredentials: browsers take it for nothing then",
    check: ({ allowCredentials, allowedOrigins, allowedHeaders, exposedHeaders }) =>
      !allowCredentials || ![...allowedOrigins, ...allowedHeaders, ...exposedHeaders].includes("*"),
    condition: (ref) =>
      `!${ref}.allow_credentials || ` +
      `!contains(concat(${ref}.allowed_origins, ${ref}.allowed_headers, ${ref}.exposed_headers), "*")`,
  },
)
  .optional()
  .describe(
    "Lets pages of other origins read answers in the browser (CORS). A preflight request for a bucket needs CORS of the bucket, too. " +
      "Default: browsers refuse.",
  );
