import type { InputsOf } from "../../../lib/module";
import type { StaticSite } from "../../../modules/static-site";
import { completes as distributions } from "../distribution/complete";
import { certificate, kmsKey, reason, zone } from "./base";

type Complete = InputsOf<typeof StaticSite.definition.inputs>;

const { bucket } = distributions;
const common = {
  bucketName: "complete-site",
  noncurrentVersionDays: 7,
  bucketAccessLogs: { bucketName: "complete-logs", prefix: "s3/site/" },
  defaultRootObject: "home.html",
  singlePageApp: bucket.singlePageApp,
  api: bucket.api,
  cachePolicyId: bucket.cachePolicyId,
  securityHeaders: bucket.securityHeaders,
  cors: bucket.cors,
  webAclArn: bucket.webAclArn,
  priceClass: bucket.priceClass,
  allowedCountries: bucket.allowedCountries,
  accessLogs: bucket.accessLogs,
  forceDestroy: true,
} satisfies Partial<Complete>;

/** Every input, with everything that can be given at once. */
export const completes: Readonly<Record<"issued" | "existing" | "trial", Complete>> = {
  issued: {
    ...common,
    name: "issued",
    domainName: "app.example.org",
    alternativeNames: ["www.example.org", "*.app.example.org"],
    zone,
    kmsKey,
  },
  existing: { ...common, name: "existing", domainName: "app.example.org", existingCertificate: certificate },
  trial: {
    ...common,
    name: "trial",
    defaultCertificate: reason as NonNullable<Complete["defaultCertificate"]>,
  },
};

/** The certificate compares its further names with the first. */
export const known = { issued: ["domainName"] };
