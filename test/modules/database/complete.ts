import type { Inputs } from "../synthesis";
import { good } from "./cases";

const common: Inputs = {
  ...good,
  additionalSecurityGroupIds: { legacy: "sg-0123456789abcdef1" },
  masterUsername: "owner",
  allowMajorVersionUpgrade: true,
  extendedSupport: true,
  backupRetentionDays: 7,
  backupWindow: "01:00-02:00",
  maintenanceWindow: "tue:03:00-tue:04:00",
  deletionProtection: false,
  skipFinalSnapshot: true,
  applyImmediately: true,
  autoMinorVersionUpgrade: true,
  iamDatabaseAuthentication: true,
  caCertificateIdentifier: "rds-ca-rsa4096-g1",
  storageType: "aurora-iopt1",
  auditLogRetentionDays: 3653,
  logRetentionDays: 30,
  forceDestroyLogs: true,
  logKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/99999999-2222-3333-4444-555555555555",
  monitoringIntervalSeconds: 15,
  performanceInsights: "advanced",
};

/** Every input. A snapshot has to exist at plan, so that it is in a variant of its own. */
export const completes: Readonly<Record<string, Inputs>> = {
  serverless: {
    ...common,
    engineVersion: "8.0.mysql_aurora.3.13.0",
    instanceClass: "db.serverless",
    serverlessV2Scaling: { minCapacity: 0, maxCapacity: 8, secondsUntilAutoPause: 900 },
    readers: {
      standby: { instanceClass: "db.r6g.large", promotionTier: 2, availabilityZone: "us-east-1b" },
    },
    parameters: { max_allowed_packet: { value: "1073741824", applyMethod: "immediate" } },
    instanceParameters: { sort_buffer_size: { value: "2097152", applyMethod: "immediate" } },
    logTypes: ["audit", "error"],
  },
  postgres: {
    ...common,
    engine: "aurora-postgresql",
    unreviewedEngineVersion: { version: "16.9", reason: "The original stack runs it" },
    readerInstanceClass: "db.r6g.xlarge",
    readers: { one: {} },
    parameters: { shared_preload_libraries: { value: "pg_cron" } },
    fixedMasterPassword: {
      reason: "The server reads it at start only",
      generation: 2,
      certificateAuthorities: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
    },
  },
  restored: { ...common, snapshot: { identifier: "before-the-move" } },
};
