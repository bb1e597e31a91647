import { z } from "zod";
import { bucketName } from "../../lib/aws/inputs";
import { part } from "../../lib/part";
import type { Rule } from "../../lib/rules";
import { AuditTrail } from "../audit-trail";

export const auditPart = part(AuditTrail, [
  "existingLogGroup",
  "multiRegion",
  "logGroupName",
  "logRetentionDays",
  "dataEventBuckets",
  "dataEvents",
  "insights",
  "thresholds",
  "disabledAlarms",
  "guardDuty",
  "publicAccessBlock",
  "ebsEncryption",
  "sessionManager",
  "passwordPolicy",
]);

/** What an application's callers may say of the account's audit trail. */
export const auditInput = z
  .strictObject({
    ...auditPart.shape,
    dataEventBuckets: auditPart.shape.dataEventBuckets.describe(
      "Further buckets of which every read and write of an object is recorded, by a name of your choice. The files of the application and " +
        "state_bucket always are.",
    ),
    stateBucket: z
      .strictObject({ name: bucketName().describe("Name of the bucket.") })
      .optional()
      .describe(
        "Bucket of Terraform's state, which is recorded like the files. Default: for environments of this project, theirs.",
      ),
    existingTopic: AuditTrail.definition.inputs.existingTopic.describe(
      "Existing SNS topic of the security alarms. Default: the one of all other alarms.",
    ),
  })
  .optional()
  .describe(
    "CloudTrail with the alarms of the CIS benchmark, and settings of the whole account. One application of an account has it: a second trail " +
      "costs, and a second owner of a setting undoes it. Default: none.",
  );

type Given = Readonly<{ name: string; auditTrail?: { existingLogGroup?: object; stateBucket?: object } }>;

export const auditRules: readonly Rule[] = [
  {
    inputs: ["name", "auditTrail"],
    message:
      "must have at least 3 characters and no two hyphens in a row with auditTrail: names of trails do",
    check: ({ name, auditTrail }: Given) => !auditTrail || (name.length >= 3 && !name.includes("--")),
    condition: 'var.audit_trail == null || (length(var.name) >= 3 && !strcontains(var.name, "--"))',
  },
  {
    inputs: ["auditTrail"],
    at: "auditTrail.stateBucket",
    message: "must not be given with existingLogGroup: its trail is not this module's",
    check: ({ auditTrail }: Given) => !auditTrail?.existingLogGroup || auditTrail.stateBucket === undefined,
    condition:
      "var.audit_trail == null ? true : var.audit_trail.existing_log_group == null || var.audit_trail.state_bucket == null",
  },
  ...auditPart.rules({
    inputs: ["auditTrail"],
    at: (input) => `auditTrail.${input}`,
    given: ({ auditTrail }: Given) => auditTrail,
  }),
];
