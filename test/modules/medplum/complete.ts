import type { InputsOf } from "../../../lib/module";
import type { inputs } from "../../../modules/medplum/inputs";
import { arn, base, certificate, kmsKey, publicKey, secret } from "./base";
import { account, egress, everywhere, subscriptions } from "./complete-everywhere";

type Complete = InputsOf<typeof inputs>;

const api = {
  domainName: "api.example.edu",
  port: 5000,
  internal: true,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  idleTimeoutSeconds: 300,
  loadBalancingAlgorithm: "round_robin",
  allowedCidrs: { campus: "192.0.2.0/24" },
  allowedIpv6Cidrs: { campus: "2001:db8::/32" },
  additionalSecurityGroupIds: ["sg-0123456789abcdef1"],
} as const;

/** A network, a cluster behind a proxy, certificates and an SES identity of its own. */
const made: Complete = {
  ...everywhere,
  name: "example",
  network: {
    cidr: "10.1.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    subnetCidrs: {
      "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
      "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
    },
    natGateways: "single",
    interfaceEndpoints: ["ssm"],
    trustedAccountIds: [account],
  },
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
    snapshot: { identifier: "before-the-move" },
    backupRetentionDays: 14,
    backupWindow: "02:00-03:00",
    maintenanceWindow: "sat:05:00-sat:06:00",
    skipFinalSnapshot: true,
    applyImmediately: true,
    allowMajorVersionUpgrade: true,
    autoMinorVersionUpgrade: true,
    extendedSupport: true,
    storageType: "aurora-iopt1",
    logTypes: ["postgresql"],
    monitoringIntervalSeconds: 30,
    performanceInsights: "advanced",
    masterUsername: "owner",
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
  existingNetwork: {
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: ["subnet-01", "subnet-02"],
    appSubnetIds: ["subnet-03", "subnet-04"],
    dataSubnetIds: ["subnet-05", "subnet-06"],
  },
  existingKmsKey: { arn: kmsKey },
  zone: { name: "example.edu" },
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
    egress,
    reader: { secretArn: secret("reader") },
    kmsKeyArns: [kmsKey],
  },
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

/** Mail's zone by its ID. */
const mailZone: Complete = {
  ...base,
  name: "zone",
  mail: { ...base.mail, zone: { id: "Z0123456789ABCDEFGHIJ" } },
};

/** Another mail server, an engine version that is not reviewed, and an image that a pipeline owns. */
const smtp: Complete = {
  ...everywhere,
  name: "smtp",
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
