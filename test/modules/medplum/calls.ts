import { Medplum } from "../../../modules/medplum";
import { argumentsOf } from "../synthesis";
import { base, changed, kmsKey, mutualTls, publicKey } from "./base";

// A key of the operator's: the version of the signing key's setting depends on it, too.
const call = (changes: object) =>
  argumentsOf(Medplum, changed({ existingKmsKey: { arn: kmsKey }, ...changes }));
const keys = { a: {}, b: {} };
const own = { own: { publicKey } };
const secret = { secretSettings: { signingKey: {} }, secretValues: { signingKey: "private" } };

const disabled = { disabled: { reason: "The hospital's own firewall is before it" } };

/** Of the operator's own, which reads the files. */
const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E0123456789ABC";

/** What one plan shows: the least; additions; and what is the operator's own, or elsewhere. */
export const calls = {
  first: call({ signingKey: { keys } }),
  second: call({
    api: { ...base.api, idleTimeoutSeconds: 300 },
    signingKey: { keys, activeKey: "b" },
    app: {
      ...base.app,
      additionalSources: {
        "connect-src": ["https://terminology.example.edu"],
        "frame-ancestors": ["https://portal.example.edu"],
      },
      apiProxy: {},
    },
    storage: { ...base.storage, bucketName: "files.example.edu" },
    firewall: { api: disabled, storage: disabled },
    settings: { googleClientId: "google", recaptchaSiteKey: "site" },
    malwareScan: { guardduty: { onDemandOnly: true } },
    allowedOrigins: ["https://portal.example.edu", "http://localhost:3000", "http://intranet"],
  }),
  own: call({
    signingKey: { keys: { a: own } },
    ...secret,
    api: { ...base.api, mutualTls },
    firewall: { api: disabled },
    malwareScan: { clamav: {} },
    app: { ...base.app, servedElsewhere: {} },
    storage: { ...base.storage, servedElsewhere: { distribution: { arn: distributionArn } } },
  }),
};
