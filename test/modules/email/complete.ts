import type { InputsOf } from "../../../lib/module";
import type { inputs } from "../../../modules/email/inputs";

/** Every input and attribute. */
export const complete = {
  name: "demo",
  domain: "redcap.example.edu",
  zone: { id: "Z0123456789ABCDEFGHIJ" },
  mailFromSubdomain: "returned",
  dmarcPolicy: "quarantine",
  dmarcReportAddress: "dmarc@example.edu",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  subscriptions: { ops: { protocol: "email", endpoint: "ops@example.edu" } },
  transport: "smtp",
  accessKey: {
    generation: 3,
    keepPrevious: true,
    reminder: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms", everyMonths: 6 },
  },
  fromAddresses: ["noreply@redcap.example.edu", "*@study.redcap.example.edu"],
} as const satisfies InputsOf<typeof inputs>;
