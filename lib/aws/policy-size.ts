import type { TerraformResource } from "cdktf";
import { type Expression, tf } from "../expression";

/**
 * What AWS takes at most, in characters; it says so in the middle of an apply only. IAM counts no white space and all inline policies of
 * a role or a user together (IAM User Guide, "IAM and AWS STS quotas"); S3: "Bucket policies", 20 KB; KMS: "Resource quotas", 32 KB.
 */
const SIZES = {
  role: [10_240, "all inline policies of the role"],
  user: [2_048, "all inline policies of the user"],
  managed: [6_144, "the policy"],
  bucket: [20_480, "the bucket's policy"],
  key: [32_768, "the key's policy"],
} as const;

/**
 * Stops a plan whose policies would be too long. `documents` is a list of text: all that count together.
 * `advice` says which inputs make them so long, and what to do.
 */
export function requireSize(
  resource: TerraformResource,
  kind: keyof typeof SIZES,
  documents: Expression,
  advice: string,
): void {
  const [limit, what] = SIZES[kind];
  const size = tf`length(replace(join("", ${documents}), "/[[:space:]]/", ""))`;
  resource.addOverride("lifecycle.precondition", [
    {
      condition: tf`${size} <= ${limit}`,
      error_message: `${advice} AWS takes ${limit} characters for ${what}; these would have ${size}.`,
    },
  ]);
}
