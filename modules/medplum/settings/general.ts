import type { Setting, Settings } from "./setting";

const integer = (byDefault?: number, others: Partial<Setting> = {}): Setting => ({
  parsing: "integer",
  default: byDefault,
  ...others,
});
const text: Setting = { parsing: "text" };
const secret: Setting = { parsing: "text", secret: true };
const json: Setting = { parsing: "json" };
const jsonSecret: Setting = { parsing: "json", secret: true };
/** A number that stays text, which the server's arithmetic tolerates. */
const textNumber = (byDefault?: number): Setting => ({
  parsing: "text",
  meaning: "integer",
  default: byDefault,
});
const url = (others: Partial<Setting> = {}): Setting => ({
  parsing: "text",
  pattern: "^https?://[^/\\s]+(/\\S*)?$",
  mustBe: "a URL",
  ...others,
});
const derived = url({ note: "Derived from baseUrl." });
const unparsedObject: Setting = {
  parsing: "text",
  meaning: "object",
  note: "Write its keys, joined by a dot.",
};

/** Everything that is neither on or off nor a connection. */
export const general: Settings = {
  port: integer(8103, { note: "Must be the container's port, to which the load balancer sends." }),

  baseUrl: url({
    required: true,
    pattern: "^https?://[^/\\s]+/(\\S*/)?$",
    mustBe: "a URL that ends with a slash",
  }),
  appBaseUrl: url({
    required: true,
    note: "Without it, every request from a browser fails with 500.",
  }),
  storageBaseUrl: url({ note: "Must not begin with baseUrl: the server would sign and serve files itself." }),
  issuer: derived,
  jwksUrl: derived,
  authorizeUrl: derived,
  tokenUrl: derived,
  userInfoUrl: derived,
  introspectUrl: derived,
  registerUrl: derived,
  allowedOrigins: { ...text, note: "Comma-separated." },

  binaryStorage: {
    ...text,
    pattern: "^s3:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
    mustBe: "s3: and the name of a bucket",
  },
  signingKeyId: { ...text, note: "CloudFront's ID of the public key." },
  signingKey: secret,
  signingKeyPassphrase: { ...secret, note: "Leave it out for a key that is not encrypted." },
  sseCustomerKey: secret,

  awsRegion: { ...text, default: "us-east-1" },
  botLambdaRoleArn: text,
  botLambdaLayerName: { ...text, default: "medplum-bot-layer" },
  bcryptHashSalt: integer(),
  base64BinaryMaxBytes: integer(),
  maxJsonSize: { ...text, default: "1mb" },
  maxBatchSize: { ...text, default: "50mb" },
  transactionAttempts: integer(),
  maxSearchOffset: integer(10_000),
  accurateCountThreshold: integer(1_000_000),
  mfaAuthenticatorWindow: integer(),
  keepAliveTimeout: integer(90_000, {
    note: "Milliseconds. Must be longer than the load balancer's idle timeout, or it answers 502.",
  }),
  heartbeatMilliseconds: integer(10_000),
  shutdownTimeoutMilliseconds: integer(30_000),
  mtlsCertHeader: {
    ...text,
    note: "The server takes the client's certificate from this header on every request.",
  },

  defaultRateLimit: integer(60_000, { note: "Requests a minute by address. -1 switches rate limits off." }),
  defaultAuthRateLimit: integer(160),
  defaultLoginRateLimit: textNumber(5),
  defaultFhirQuota: integer(50_000),
  defaultMaxUserWebSocketSubscriptions: textNumber(),
  asyncDelayScaling: textNumber(),

  supportEmail: text,
  approvedSenderEmails: text,
  blockedEmailDomains: { ...text, since: "5.2.13", note: "Comma-separated." },
  emailProvider: { ...text, default: "awsses" },
  smtp: { ...jsonSecret, note: "Where it is given, mail goes by SMTP, whatever emailProvider says." },
  "smtp.host": text,
  "smtp.port": integer(),
  "smtp.username": text,
  "smtp.password": secret,

  googleClientId: text,
  googleClientSecret: secret,
  recaptchaSiteKey: text,
  recaptchaSecretKey: secret,
  externalAuthProviders: jsonSecret,
  defaultOAuthClients: jsonSecret,
  defaultSuperAdminEmail: secret,
  defaultSuperAdminPassword: { ...secret, note: "Used once, at the first start." },
  defaultSuperAdminClientId: secret,
  defaultSuperAdminClientSecret: secret,
  defaultProjectFeatures: json,
  defaultProjectSystemSetting: json,

  arrayColumnPadding: json,
  subscriptionAutoDisable: json,
  dataWarehouse: { ...json, since: "5.1.23" },
  workers: json,
  "workers.enabled": json,
  "workers.bullmq": json,
  bullmq: unparsedObject,
  "bullmq.concurrency": integer(20),
  "bullmq.removeOnFail": { ...unparsedObject, note: "There is no way to write it as a parameter." },
  fission: unparsedObject,
  "fission.routerPort": integer(),

  audience: { ...text, dead: "Older versions did." },
  auditEventLogGroup: {
    ...text,
    dead: "It no longer writes to CloudWatch Logs; logAuditEvents sends audit events to its own log.",
  },
  auditEventLogStream: {
    ...text,
    dead: "It no longer writes to CloudWatch Logs; logAuditEvents sends audit events to its own log.",
  },
  disablePostDeployMigrations: { ...text, dead: "The key is database.disableRunPostDeployMigrations." },
};
