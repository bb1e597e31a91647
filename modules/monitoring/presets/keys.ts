import type { Events } from "../compose";
import type { Expression } from "../../../lib/expression";

/**
 * Calls that make keys unusable, also those that were denied. EventBridge gets them from CloudTrail, and only where a trail of the account or
 * of its organization records management events.
 */
export function keyEvents({ keyArns }: { readonly keyArns: Expression }): Events {
  return {
    "key-deletion": {
      description: "A KMS key was disabled, or its deletion scheduled: what it encrypts becomes unreadable.",
      pattern: {
        source: ["aws.kms"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
          eventSource: ["kms.amazonaws.com"],
          eventName: ["DisableKey", "ScheduleKeyDeletion"],
          resources: { ARN: keyArns },
        },
      },
    },
  };
}
