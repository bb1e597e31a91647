import { completes as audit } from "../audit-trail/complete";
import { ofClamav } from "../malware-scan/complete";

// What the complete inputs of every application have.

export const account = "123456789012";
const arn = (rest: string): string => `arn:aws:${rest}`;

export const network = {
  cidr: "10.1.0.0/16",
  availabilityZones: ["us-east-1a", "us-east-1b"],
  subnetCidrs: {
    "us-east-1a": { public: "10.1.0.0/24", app: "10.1.2.0/24", data: "10.1.4.0/24" },
    "us-east-1b": { public: "10.1.1.0/24", app: "10.1.3.0/24", data: "10.1.5.0/24" },
  },
  natGateways: "single",
  interfaceEndpoints: ["ssm"],
  trustedAccountIds: [account],
} as const;

export const existingNetwork = {
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: ["subnet-01", "subnet-02"],
  appSubnetIds: ["subnet-03", "subnet-04"],
  dataSubnetIds: ["subnet-05", "subnet-06"],
};

/** Copies of files. */
export const ofReplication = {
  bucketArn: "arn:aws:s3:::example-copies",
  kmsKeyArn: "arn:aws:kms:us-west-2:210987654321:key/11111111-2222-3333-4444-555555555555",
  account: "210987654321",
  deletions: false,
  timeControl: true,
};

export const ofDatabase = {
  autoMinorVersionUpgrade: true,
  snapshot: { identifier: "before-the-move" },
  backupRetentionDays: 14,
  backupWindow: "02:00-03:00",
  maintenanceWindow: "sat:05:00-sat:06:00",
  skipFinalSnapshot: true,
  applyImmediately: true,
  allowMajorVersionUpgrade: true,
  extendedSupport: true,
  monitoringIntervalSeconds: 30,
  performanceInsights: "advanced",
  masterUsername: "owner",
} as const;

/** Alarms on the trail of others, in place of the application's own. */
export const othersTrail = {
  existingLogGroup: { name: "organization/trail" },
} as const;

/** Scans on request, in place of the application's own ClamAV. */
export const scansOnRequest = { guardduty: { onDemandOnly: true }, untagged: "refused" } as const;

/** Alarms, backups, the malware scan, the audit trail and retention. */
export const operations = {
  monitoring: {
    subscriptions: { oncall: { protocol: "email", endpoint: "oncall@example.edu" } },
    budget: {
      monthlyUsd: 3000,
      percentages: [80, 100],
      costAllocationTag: { key: "Environment", value: "prod" },
    },
  },
  backup: {
    rules: {
      daily: {
        schedule: "cron(0 3 * * ? *)",
        retentionDays: 200,
        coldStorageAfterDays: 30,
        startWindowMinutes: 120,
        completionWindowMinutes: 600,
      },
    },
    copyVaultArns: [arn(`backup:us-west-2:${account}:backup-vault:copies`)],
    lock: {
      mode: "compliance",
      minRetentionDays: 7,
      maxRetentionDays: 400,
      changeableForDays: 14,
      irreversible: true,
    },
    deletionPrincipalArns: [arn(`iam::${account}:role/backup-admin`)],
    optIn: true,
  },
  malwareScan: {
    prefixes: ["binary/"],
    untagged: "readable",
    clamav: ofClamav,
    reservedConcurrency: { scan: 11 },
  },
  auditTrail: {
    multiRegion: false,
    logGroupName: "example/trail",
    logRetentionDays: 731,
    dataEventBuckets: { records: arn("s3:::example-records") },
    dataEvents: audit.trail.dataEvents,
    insights: ["ApiCallRateInsight"],
    thresholds: { "unauthorized-api-calls": 10 },
    disabledAlarms: audit.trail.disabledAlarms,
    guardDuty: audit.trail.guardDuty,
    publicAccessBlock: {},
    ebsEncryption: audit.trail.ebsEncryption,
    sessionManager: audit.trail.sessionManager,
    passwordPolicy: audit.trail.passwordPolicy,
    stateBucket: { name: "example-state" },
    existingTopic: { arn: arn(`sns:us-east-1:${account}:security`) },
  },
  logRetentionDays: 180,
  deletionProtection: false,
  forceDestroy: { reason: "A rehearsal with invented records" },
} as const;
