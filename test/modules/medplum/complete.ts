import type { InputsOf } from "../../../lib/module";
import type { inputs } from "../../../modules/medplum/inputs";
import { serverPart, workerPart } from "../../../modules/medplum/parts";
import { completes as botRuntimes } from "../bot-runtime/complete";
import { complete as cache } from "../cache/complete";
import { completes as services } from "../fargate-service/complete";
import {
  account,
  existingNetwork,
  network,
  ofDatabase,
  ofReplication,
  operations,
  othersTrail,
  scansOnRequest,
} from "../foundation/complete";
import { arn, base, certificate, kmsKey, publicKey, secret } from "./base";

type Complete = InputsOf<typeof inputs>;

const service = services.parameter as Required<(typeof services)["parameter"]>;

const subscriptions = { postmaster: { protocol: "email", endpoint: "postmaster@example.edu" } } as const;
const imageOf = (name: string) => `${account}.dkr.ecr.us-east-1.amazonaws.com/${name}:5.1.12`;

const { "own-role": ownRole, "existing-role": existingRole } = botRuntimes;
const bots = {
  logGroups: { "medplum-bot-lambda-1": { retentionDays: 365 } },
  layer: ownRole.layer,
  layerName: "bot-layer",
  customFunctionArns: [arn(`lambda:us-east-1:${account}:function:our-bot`)],
};
const reason = "The server's own traffic needs it";
const ipSet = (name: string, kind: "regional" | "global") =>
  arn(`wafv2:us-east-1:${account}:${kind}/ipset/${name}/11111111-2222-3333-4444-555555555555`);
const surfaceOf = (kind: "regional" | "global") =>
  ({
    disabled: { reason: "The hospital's own firewall is before it" },
    mode: "observe",
    observeUntil: "2037-01-31",
    admitOnly: {
      cidrs: ["198.51.100.0/24"],
      ipSetArns: { office: ipSet("office", kind) },
      mode: "block",
      observeUntil: "2037-01-31",
    },
    allowCidrs: ["198.51.100.7/32"],
    allowIpSetArns: { monitors: ipSet("monitors", kind) },
    denyCidrs: ["203.0.113.0/24"],
    denyIpSetArns: { abuse: ipSet("abuse", kind) },
    denyCountries: ["KP"],
    knownAddresses: {
      cidrs: ["198.18.0.0/24"],
      ipSetArns: { clinic: ipSet("clinic", kind) },
      requests: 60_000,
    },
    requestsPerFiveMinutes: 50_000,
    exceptions: {
      engine: {
        priority: 60,
        group: "AWSManagedRulesCommonRuleSet",
        rule: "NoUserAgent_HEADER",
        label: "awswaf:managed:aws:core-rule-set:NoUserAgent_Header",
        paths: [{ match: "prefix", path: "/fhir/R4/Agent" }],
        reason,
      },
    },
    exceptionPaths: [{ match: "prefix", path: "/custom" }],
  }) as const;
const server = { ...surfaceOf("regional"), administratorCidrs: ["192.0.2.0/24"] } as const;
const edge = surfaceOf("global");
const allowed = { denyCountries: [], allowCountries: ["US"] } as const;

const everywhere = {
  ...operations,
  malwareScan: { ...operations.malwareScan, reservedConcurrency: { scan: 11, invalidate: 2 } },
  firewall: { api: server, mutualTls: server, app: edge, storage: edge },
  parameterPath: "/medplum/example/",
  app: {
    domainName: "app.example.edu",
    bucketName: "example-medplum-app",
    additionalSources: { "connect-src": ["https://terminology.example.edu"] },
    strictTransportSecurity: { maxAgeSeconds: 63_072_000, includeSubdomains: true, preload: true },
    clientId: "11111111-2222-3333-4444-555555555555",
    priceClass: "PriceClass_200",
    allowedCountries: ["US"],
  },
  storage: {
    domainName: "storage.example.edu",
    priceClass: "PriceClass_200",
    allowedCountries: ["US"],
    bucketName: "example-medplum-files",
    noncurrentVersionDays: 90,
    archive: { afterDays: 60, storageClass: "GLACIER_IR" },
    replication: ofReplication,
    expirations: { bots: { prefix: "bot/", afterDays: 30 } },
  },
  allowedOrigins: ["https://portal.example.edu"],
  server: {
    ...serverPart.from(service),
    healthCheckGracePeriodSeconds: 1200,
    workers: ["subscription", "download"],
  },
  workers: {
    jobs: { ...workerPart.from(service), image: imageOf("medplum-server"), enabled: ["reindex", "batch"] },
  },
  cluster: { containerInsights: "enhanced", fargateSpot: true },
  bots: { ...bots, policies: ownRole.policies, permissionsBoundary: ownRole.permissionsBoundary },
  documentAnalysis: true,
  connectionsPerTask: 20,
  caches: { main: cache.groups.user, "background-jobs": cache.groups.token },
  settings: { maxBatchSize: "1000000" },
  secretSettings: { recaptchaSecretKey: { generation: 1 } },
  secretValues: { recaptchaSecretKey: "secret" },
  administrator: { email: "admin@example.edu", passwordGeneration: 2 },
} as const;

const api = {
  domainName: "api.example.edu",
  port: 5000,
  internal: true,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  idleTimeoutSeconds: 300,
  rulesPerSecurityGroup: 100,
  loadBalancingAlgorithm: "round_robin",
  allowedCidrs: { campus: "192.0.2.0/24" },
  allowedIpv6Cidrs: { campus: "2001:db8::/32" },
  additionalSecurityGroupIds: ["sg-0123456789abcdef1"],
} as const;

/** A network, a cluster behind a proxy, certificates and an SES identity of its own. */
const made: Complete = {
  ...everywhere,
  name: "example",
  network,
  zone: { id: "Z0123456789ABCDEFGHIJ" },
  api: {
    ...api,
    mutualTls: {
      domainName: "mtls.example.edu",
      internal: false,
      allowedCidrs: { partner: "198.51.100.0/24" },
    },
  },
  database: {
    engineVersion: "16.8",
    instanceClass: "db.r8g.large",
    readerInstanceClass: "db.serverless",
    serverlessV2Scaling: { minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 600 },
    readers: {
      reports: { instanceClass: "db.serverless", promotionTier: 2, availabilityZone: "us-east-1b" },
    },
    parameters: { work_mem: { value: "65536", applyMethod: "immediate" } },
    ...ofDatabase,
    storageType: "aurora-iopt1",
    logTypes: ["postgresql"],
    databaseName: "medplum_main",
    passwordGeneration: 2,
    certificateAuthorities: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
  },
  databaseProxy: {
    idleClientTimeoutSeconds: 3600,
    connectionPool: {
      maxConnectionsPercent: 80,
      maxIdleConnectionsPercent: 40,
      borrowTimeoutSeconds: 60,
      initQuery: "SET x = 1",
      excludeVariableSets: true,
    },
    inUse: false,
  },
  signingKey: { keys: { a: {}, b: {} }, activeKey: "b" },
  mail: {
    supportEmail: "support@example.edu",
    approvedSenderEmails: ["noreply@example.edu"],
    domain: "example.edu",
    zone: { name: "example.edu" },
    mailFromSubdomain: "bounces",
    dmarcPolicy: "reject",
    dmarcReportAddress: "dmarc@example.edu",
    subscriptions,
  },
};

/** A network, a key, a database, certificates, a signing key and an SES identity that exist already. */
const existing: Complete = {
  ...everywhere,
  name: "moved",
  firewall: {
    api: { ...server, ...allowed },
    mutualTls: { ...server, ...allowed },
    app: { ...edge, ...allowed },
    storage: { ...edge, ...allowed },
  },
  existingNetwork,
  auditTrail: othersTrail,
  malwareScan: scansOnRequest,
  existingKmsKey: { arn: kmsKey, logsArn: kmsKey, backupsArn: kmsKey },
  zone: { name: "example.edu" },
  app: { ...everywhere.app, existingCertificate: certificate },
  storage: { ...everywhere.storage, existingCertificate: certificate },
  api: {
    ...api,
    existingCertificate: certificate,
    mutualTls: {
      domainName: "mtls.example.edu",
      existingCertificate: certificate,
      trustStore: {
        bucketName: "example-authorities",
        key: "clients.pem",
        objectVersion: "3sL4kqtJlcpXroDTDmJ",
      },
    },
  },
  existingDatabase: {
    secretArn: secret("database"),
    egress: service.egress,
    reader: { secretArn: secret("reader") },
    kmsKeyArns: [kmsKey],
  },
  bots: { ...bots, existingRole: existingRole.existingRole },
  signingKey: { keys: { a: { own: { publicKey } } }, activeKey: "a", encrypted: true },
  secretSettings: { signingKey: { generation: 1 }, signingKeyPassphrase: { generation: 1 } },
  secretValues: { signingKey: "private", signingKeyPassphrase: "secret" },
  mail: {
    supportEmail: "support@example.edu",
    existing: {
      identityArn: arn(`ses:us-east-1:${account}:identity/example.edu`),
      configurationSetName: "medplum",
    },
  },
};

/** Mail's zone by its ID; app and files under names that another stack has. */
const mailZone: Complete = {
  ...base,
  name: "zone",
  malwareScan: { guardduty: {} },
  app: { ...base.app, servedElsewhere: {} },
  storage: {
    ...base.storage,
    servedElsewhere: { distribution: { arn: arn(`cloudfront::${account}:distribution/E0123456789ABC`) } },
  },
  mail: { ...base.mail, zone: { id: "Z0123456789ABCDEFGHIJ" } },
};

/** Another mail server, an engine version that is not reviewed, an image that a pipeline owns, and the API under the app's name, too. */
const smtp: Complete = {
  ...everywhere,
  name: "smtp",
  app: { ...everywhere.app, apiProxy: {} },
  network: { availabilityZones: ["us-east-1a", "us-east-1b"] },
  zone: { name: "example.edu" },
  api: { domainName: "api.example.edu" },
  server: { ...everywhere.server, imageOwner: "pipeline", imageParameter: undefined },
  database: { unreviewedEngineVersion: { version: "16.9", reason: "The original stack runs it" } },
  secretSettings: { "smtp.password": { generation: 1 } },
  secretValues: { "smtp.password": "secret" },
  mail: {
    supportEmail: "support@example.org",
    smtp: { host: "smtp.example.org", port: 465, username: "medplum" },
  },
};

export const completes = { made, mailZone, existing, smtp };
