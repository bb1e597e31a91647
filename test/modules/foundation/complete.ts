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

export const ofDatabase = {
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

/** Alarms, backups and retention. */
export const operations = {
  monitoring: { subscriptions: { oncall: { protocol: "email", endpoint: "oncall@example.edu" } } },
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
  logRetentionDays: 180,
  deletionProtection: false,
} as const;
