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
import type { Inputs } from "../synthesis";

const arn = (rest: string): string => `arn:aws:${rest}`;
const secret = (name: string): string => arn(`secretsmanager:us-east-1:${account}:secret:${name}-AbCdEf`);
const key = arn(`kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`);

const ipSet = (name: string) =>
  arn(`wafv2:us-east-1:${account}:regional/ipset/${name}/11111111-2222-3333-4444-555555555555`);

const reason = "Trials without patients need it";
const application = {
  administratorEmail: "admins@example.edu",
  institution: "Example University Hospital",
  timezone: "America/Chicago",
  uploadLimitMb: 256,
  secretKmsKeyArns: [key],
  cron: true,
  externalAdministrator: { username: "jane@example.edu", reason: "Tried on staging" },
};

const everywhere = {
  environments: {
    blue: {
      minInstances: 1,
      maxInstances: 3,
      instanceTypes: ["t4g.small"],
      phpVersion: "8.4",
      cnamePrefix: "example-redcap-blue",
      versionLabel: "redcap-16.0.18",
    },
    green: { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running PHP 8.5" },
  },
  activeEnvironment: "blue",
  allowedCidrs: { campus: "192.0.2.0/24" },
  loadBalancer: {
    internal: true,
    sslPolicy: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    idleTimeoutSeconds: 900,
    rulesPerSecurityGroup: 100,
  },
  applicationUpgrades: "easy_upgrade",
  web: {
    instanceTypes: ["t4g.small"],
    ec2Key: { name: "operators" },
    proxy: "apache",
    autoscaling: { upperCpuPercent: 70, lowerCpuPercent: 30, periodMinutes: 1, breachMinutes: 2 },
    deploymentPolicy: "RollingWithAdditionalBatch",
    managedUpdates: { enabled: true, startTime: "Sat:01:00", level: "patch", instanceRefresh: false },
    rootVolumeSizeGb: 30,
    unencryptedRootVolume: { reason },
    logVolumeSizeGb: 32,
    egress: {
      https: { port: 443, cidr: "0.0.0.0/0" },
      directory: { port: 636, securityGroupId: "sg-0123456789abcdef0" },
    },
    environmentVariables: { AGENT_REGION: "us-1" },
    environmentSecrets: { AGENT_TOKEN: `${secret("agent")}:token` },
    instancePolicies: [
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}',
    ],
    systemsManager: {
      sessionKmsKeyArn: key,
      sessionLogGroupArn: arn(`logs:us-east-1:${account}:log-group:/sessions`),
      sessionLogBucket: { name: "example-sessions", kmsKeyArn: key },
      patching: true,
      inventory: true,
      distributor: true,
    },
  },
  database: {
    engineVersion: "8.0.mysql_aurora.3.10.5",
    instanceClass: "db.r8g.large",
    serverlessV2Scaling: { minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 600 },
    readers: {
      reports: { instanceClass: "db.serverless", promotionTier: 2, availabilityZone: "us-east-1b" },
    },
    ...ofDatabase,
    parameters: { long_query_time: { value: "2", applyMethod: "immediate" } },
    logTypes: ["audit", "error"],
    databaseName: "redcap_main",
    username: "redcap_web",
    upgradeUsername: "redcap_ddl",
    readReplica: true,
  },
  application: {
    ...application,
    authentication: "shibboleth_table",
    shibboleth: {
      secretArn: secret("shibboleth"),
      identityProvider: {
        entityId: "https://idp.example.edu/idp",
        signedMetadata: { url: "https://federation.example.org/metadata.xml" },
      },
      entityId: "https://redcap.example.edu/sp",
      usernameAttribute: "uid",
      packageKeyFingerprint: "DCAA15007BED9DE690CD9523378B845402277962",
    },
    saltReplicaKmsKeyArns: { west: arn(`kms:us-west-2:${account}:key/11111111-2222-3333-4444-555555555555`) },
    cronHours: { from: 22, to: 6 },
  },
  setupHours: 8,
  files: {
    bucketName: "example-redcap-files",
    noncurrentVersionDays: 90,
    archive: { afterDays: 60, storageClass: "GLACIER_IR" },
    replication: ofReplication,
    accessKey: { generation: 2, keepPrevious: true },
  },
  firewall: {
    mode: "observe",
    observeUntil: "2037-01-31",
    admitOnly: {
      cidrs: ["198.51.100.0/24"],
      ipSetArns: { office: ipSet("office") },
      mode: "block",
      observeUntil: "2037-01-31",
    },
    allowIpSetArns: { monitors: ipSet("monitors") },
    denyIpSetArns: { abuse: ipSet("abuse") },
    administratorCidrs: ["192.0.2.0/24", "2001:db8::/32"],
    allowCidrs: ["198.51.100.0/24"],
    denyCidrs: ["203.0.113.0/24"],
    denyCountries: ["KP"],
    knownAddresses: { cidrs: ["198.18.0.0/24"], ipSetArns: { clinic: ipSet("clinic") }, requests: 60_000 },
    requestsPerFiveMinutes: 9000,
    exceptions: {
      plugin: {
        priority: 60,
        group: "AWSManagedRulesPHPRuleSet",
        rule: "PHPHighRiskMethodsVariables_BODY",
        label: "awswaf:managed:aws:php-app:PHPHighRiskMethodsVariables_Body",
        paths: [{ match: "exact", path: "/plugins/php" }],
        reason: "A plugin that takes code",
      },
    },
    exceptionPaths: [{ match: "prefix", path: "/plugins" }],
  },
  ...operations,
};

/** Without IP sets, since each is for load balancers or for CloudFront. */
const firewallOfBoth = {
  ...everywhere.firewall,
  admitOnly: { ...everywhere.firewall.admitOnly, ipSetArns: {} },
  allowIpSetArns: {},
  denyIpSetArns: {},
};

/** A network, a name, a login and an SES identity of its own. */
const made: Inputs = {
  ...everywhere,
  name: "example",
  network,
  domain: { name: "redcap.example.edu", zone: { id: "Z0123456789ABCDEFGHIJ" } },
  edge: {
    existingCertificate: {
      arn: arn(`acm:us-east-1:${account}:certificate/66666666-7777-8888-9999-000000000000`),
    },
    openEnvironments: ["green"],
    readTimeoutSeconds: 60,
    cachedPaths: ["/redcap_v*/Resources/*", "/modules/*.css"],
    ipv6: true,
    strictTransportSecurity: { maxAgeSeconds: 63_072_000, includeSubdomains: true, preload: true },
    priceClass: "PriceClass_200",
    allowedCountries: ["US"],
  },
  firewall: firewallOfBoth,
  redcapSource: {
    kind: "community",
    redcapVersion: "16.0.18",
    credentialsSecretArn: secret("community"),
    sha256: "0123456789abcdef".repeat(4),
    previousVersion: "15.0.9",
    overlay: { bucket: "example-overlay", prefix: "overlay/", trustedAccounts: ["111122223333"] },
    overlayRevision: "2",
    kmsKeyArns: [key],
    reservedConcurrency: 1,
  },
  mail: {
    transport: "smtp",
    domain: "example.edu",
    zone: { id: "Z0123456789ABCDEFGHIJ" },
    mailFromSubdomain: "bounces",
    dmarcPolicy: "reject",
    dmarcReportAddress: "dmarc@example.edu",
    accessKey: { generation: 2, keepPrevious: true },
    fromAddress: "redcap@example.edu",
    subscriptions: { postmaster: { protocol: "email", endpoint: "postmaster@example.edu" } },
  },
};

const existingMail = {
  region: "us-west-2",
  identityArn: arn(`ses:us-west-2:${account}:identity/example.edu`),
  configurationSetName: "redcap",
  smtpSecretArn: secret("smtp"),
};

/** A network, a key, a certificate, a zip and an SES that exist already. */
const existing: Inputs = {
  ...everywhere,
  name: "moved",
  existingNetwork,
  auditTrail: othersTrail,
  malwareScan: scansOnRequest,
  existingKmsKey: { arn: key, logsArn: key, backupsArn: key },
  domain: {
    name: "redcap.example.edu",
    zone: { name: "example.edu" },
    existingCertificate: {
      arn: arn(`acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555`),
    },
  },
  redcapSource: {
    kind: "s3",
    bucket: "example-sources",
    key: "redcap16.0.18.zip",
    versionId: "v1",
    otherRegion: { name: "us-west-2" },
  },
  mail: {
    fromAddress: "redcap@example.edu",
    zone: { name: "example.edu" },
    existing: existingMail,
  },
  firewall: { ...everywhere.firewall, denyCountries: [], allowCountries: ["US"] },
};

/** A trial: no name, no mail, a ready bundle. */
const trial: Inputs = {
  ...everywhere,
  name: "trial",
  network: { availabilityZones: ["us-east-1a", "us-east-1b"] },
  plainHttp: { reason },
  application: {
    ...application,
    existingSalt: { secretArn: secret("salt") },
    cron: false,
    copy: { snapshot: "redcap-prod-copy-20261127-180000" },
    authentication: "openid_connect_table",
    identityProvider: { secretArn: secret("identity-provider") },
  },
  redcapSource: {
    kind: "bundle",
    bucket: "example-bundles",
    key: "bundle.zip",
    versionId: "1",
    versionLabel: "one",
  },
  // Rules take the provider longer than all the rest; the other sets have all kinds of them.
  firewall: { administratorCidrs: ["192.0.2.0/24"] },
};

export const completes = { made, existing, trial };
