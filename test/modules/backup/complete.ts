import type { Inputs } from "../synthesis";

const rule = {
  schedule: "cron(0 3 * * ? *)",
  retentionDays: 365,
  coldStorageAfterDays: 30,
  startWindowMinutes: 120,
  completionWindowMinutes: 600,
};

/** Every input. */
export const complete: Inputs = {
  name: "demo",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0123",
  resources: {
    database: { arn: "arn:aws:rds:us-east-1:123456789012:cluster:demo", continuous: false },
    files: { arn: "arn:aws:s3:::demo-files", continuous: true },
  },
  rules: { nightly: rule, monthly: { ...rule, schedule: "cron(0 5 L * ? *)" } },
  continuous: {
    schedule: "cron(0 1 * * ? *)",
    retentionDays: 14,
    startWindowMinutes: 60,
    completionWindowMinutes: 240,
  },
  copyVaultArns: ["arn:aws:backup:eu-central-1:123456789012:backup-vault:demo"],
  deletionPrincipalArns: ["arn:aws:iam::123456789012:role/break-glass"],
  lock: {
    mode: "compliance",
    minRetentionDays: 7,
    maxRetentionDays: 400,
    changeableForDays: 14,
    irreversible: true,
  },
  notifications: { topicArn: "arn:aws:sns:us-east-1:123456789012:demo" },
  optIn: true,
  forceDestroy: true,
};
