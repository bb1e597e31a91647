import { z } from "zod";
import { arn, logRetention, unique } from "../../lib/aws/inputs";

/** What GuardDuty can watch in addition to management events, VPC flow and DNS. Without agents, which Runtime Monitoring needs. */
export const guardDutyFeatures = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "S3_DATA_EVENTS",
] as const;

/**
 * Settings of the whole account, or of the account in this region. Each has one owner: a second one undoes it when it is destroyed,
 * and some cannot be made twice. Hence nothing of it exists unless it is asked for, and `{}` is the strict form.
 */
export const baselineInputs = {
  guardDuty: z
    .strictObject({
      features: unique(z.array(z.enum(guardDutyFeatures)))
        .default(["EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"])
        .describe("Protection plans that are on, each with a price of its own; the others are turned off."),
      publishingFrequency: z
        .enum(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"])
        .default("FIFTEEN_MINUTES")
        .describe("How often findings that occur again are published."),
      notifyFromSeverity: z
        .number()
        .min(1)
        .max(10)
        .default(4)
        .describe("Severity from which findings notify the topic: 4 is medium, 7 high, 9 critical."),
    })
    .optional()
    .describe(
      "GuardDuty in this region, and its findings on the topic. A region has one detector: where one exists, import it or leave this out. " +
        "Default: none.",
    ),
  publicAccessBlock: z
    .strictObject({})
    .optional()
    .describe(
      "Keeps every bucket of the account from becoming public, whatever its own settings. Default: as it is.",
    ),
  ebsEncryption: z
    .strictObject({
      key: z
        .strictObject({ arn: arn("kms", "key/").describe("ARN of the key.") })
        .optional()
        .describe(
          "Key of volumes for which none is named. Every role that starts instances must be allowed to use it. Default: AWS's own, aws/ebs.",
        ),
    })
    .optional()
    .describe("Encrypts every new EBS volume and snapshot in this region. Default: as it is."),
  sessionManager: z
    .strictObject({
      idleTimeoutMinutes: z
        .int()
        .min(1)
        .max(60)
        .default(20)
        .describe("Minutes without input after which a session ends."),
      maxDurationMinutes: z
        .int()
        .min(1)
        .max(1440)
        .default(480)
        .describe("Minutes after which every session ends."),
      logRetentionDays: logRetention()
        .default(2192)
        .describe("Days to keep logs of sessions. Default: six years, as 45 CFR 164.316(b)(2)(i) requires."),
      encryptSessions: z
        .boolean()
        .default(true)
        .describe(
          "Encrypts what is typed and shown with the key, in addition to TLS. The instances' roles must be allowed to decrypt with it.",
        ),
    })
    .optional()
    .describe(
      "Preferences of Session Manager in this region: what is typed and shown goes to an encrypted log group. Instances whose roles lack the " +
        "output session_policy_json can start no session then. Default: as they are.",
    ),
  passwordPolicy: z
    .strictObject({
      minimumLength: z.int().min(14).max(128).default(14).describe("Minimum length; CIS asks for 14."),
      remembered: z
        .int()
        .min(1)
        .max(24)
        .default(24)
        .describe("Number of earlier passwords that cannot be used again."),
      maxAgeDays: z
        .int()
        .min(1)
        .max(1095)
        .optional()
        .describe("Days after which a password must be changed. Default: never, as NIST SP 800-63B advises."),
    })
    .optional()
    .describe("Password policy of the account's IAM users. Default: as it is."),
};
