import { policyOf, type Statement } from "../../plan/statements";
import { companionVerdict } from "../ask";
import { ENCRYPTED_IN_TRANSIT } from "../controls";
import { hasHiddenStatement } from "../hidden";
import type { Rule } from "../rule";

export const bucketTlsOnly: Rule = {
  id: "bucket-tls-only",
  title: "Buckets refuse requests without TLS",
  reason: "Over HTTP, whoever is on the way reads the files.",
  controls: [...ENCRYPTED_IN_TRANSIT, "45 CFR 164.312(c)(2)"],
  covers: ["HIPAA.Security-S3BucketSSLRequestsOnly"],
  types: ["aws_s3_bucket"],
  check: (bucket, side) =>
    companionVerdict(
      side,
      bucket,
      {
        type: "aws_s3_bucket_policy",
        argument: "bucket",
        message: "it has no policy that refuses requests without TLS",
      },
      (policy) => {
        const read = policyOf(side.value(policy, "policy"));
        if (read.statements.some(refusesHttp)) return undefined;
        // A statement that could not be read may be the one.
        return hasHiddenStatement(read)
          ? { unread: "a statement of its policy cannot be read" }
          : "its policy does not refuse requests without TLS";
      },
    ),
};

const refusesHttp = ({ effect, principals, actions, conditions }: Statement): boolean =>
  effect === "Deny" &&
  principals.includes("*") &&
  actions.some((action) => action === "*" || action === "s3:*") &&
  Object.keys(conditions).length === 1 &&
  (conditions["Bool aws:SecureTransport"] ?? []).includes("false");
