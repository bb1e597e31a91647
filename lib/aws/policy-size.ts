import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { IamUserPolicy } from "@cdktf/provider-aws/lib/iam-user-policy";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { type Expression, tf } from "../expression";

/**
 * What AWS takes at most, in characters; it says so in the middle of an apply only. IAM counts no white space and all inline policies of
 * a role or a user together (IAM User Guide, "IAM and AWS STS quotas"); S3: "Bucket policies", 20 KB; KMS: "Resource quotas", 32 KB.
 */
const SIZES = {
  aws_iam_role_policy: [10_240, "all inline policies of the role"],
  aws_iam_user_policy: [2_048, "all inline policies of the user"],
  aws_iam_policy: [6_144, "the policy"],
  aws_s3_bucket_policy: [20_480, "the bucket's policy"],
  aws_kms_key: [32_768, "the key's policy"],
} as const;

/**
 * Stops a plan whose policies would be too long. `advice` says which inputs make them so long, and what to do. `documents` is a list of
 * text: all that count together. Default: the resource's own policy.
 */
export function requireSize(
  resource: IamPolicy | IamRolePolicy | IamUserPolicy | KmsKey | S3BucketPolicy,
  advice: string,
  documents: Expression = tf`[${resource.policyInput}]`,
): void {
  const [limit, what] = SIZES[resource.terraformResourceType as keyof typeof SIZES];
  const size = tf`length(replace(join("", ${documents}), "/[[:space:]]/", ""))`;
  resource.addOverride("lifecycle.precondition", [
    {
      condition: tf`${size} <= ${limit}`,
      error_message: `${advice} AWS takes ${limit} characters for ${what}; these would have ${size}.`,
    },
  ]);
}
