import type { InputsOf } from "../../../lib/module";
import type { AuditTrail } from "../../../modules/audit-trail";

type Inputs = InputsOf<typeof AuditTrail.definition.inputs>;

const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

/** A trail with a topic of its own and every setting of the account, and alarms alone on another's. */
export const completes = {
  trail: {
    name: "complete",
    kmsKeyArn,
    multiRegion: false,
    bucket: { name: "complete-logs" },
    forceDestroy: true,
    logGroupName: "complete/trail",
    logRetentionDays: 731,
    dataEventBuckets: { files: "arn:aws:s3:::complete-files" },
    dataEvents: {
      tables: {
        resourceType: "AWS::DynamoDB::Table",
        arnPrefixes: { locks: "arn:aws:dynamodb:us-east-1:123456789012:table/locks" },
        calls: "write",
      },
    },
    insights: ["ApiCallRateInsight"],
    thresholds: { "unauthorized-api-calls": 10 },
    disabledAlarms: { "organizations-changes": { reason: "The management account has this alarm" } },
    subscriptions: { "on-call": { protocol: "email", endpoint: "security@example.edu" } },
    guardDuty: { features: ["S3_DATA_EVENTS"], publishingFrequency: "ONE_HOUR", notifyFromSeverity: 7 },
    publicAccessBlock: {},
    ebsEncryption: { key: { arn: kmsKeyArn } },
    sessionManager: {
      idleTimeoutMinutes: 10,
      maxDurationMinutes: 60,
      logRetentionDays: 365,
      encryptSessions: false,
    },
    passwordPolicy: { minimumLength: 16, remembered: 12, maxAgeDays: 365 },
  },
  alarms: {
    name: "alarms",
    kmsKeyArn,
    existingLogGroup: { name: "organization/trail" },
    existingTopic: { arn: "arn:aws:sns:us-east-1:123456789012:security" },
  },
} as const satisfies Readonly<Record<string, Inputs>>;
