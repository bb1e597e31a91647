import { policyOf, type Statement } from "../../plan/statements";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const bucketPolicyClosed: Rule = {
  id: "bucket-policy-closed",
  title: "Policies of buckets admit nobody unknown",
  reason: "Whoever has an AWS account, or none, could read or write the files.",
  controls: NOT_PUBLIC,
  covers: ["HIPAA.Security-S3BucketPublicReadProhibited", "HIPAA.Security-S3BucketPublicWriteProhibited"],
  types: ["aws_s3_bucket_policy"],
  check: (policy, side) => {
    const { statements, unread } = policyOf(side.value(policy, "policy"));
    const open = statements.filter(admitsEverybody).map(({ sid }) => sid || "a statement without a Sid");
    if (open.length > 0) return `it admits everybody: ${open.join(", ")}`;
    return unread.length > 0 ? { unread: "a part of its policy cannot be read" } : undefined;
  },
};

/** Keys that name whom a statement admits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html. */
const NAMES_WHOM =
  /^(StringEquals|StringLike|ArnEquals|ArnLike|IpAddress|ForAnyValue:StringEquals|ForAnyValue:StringLike) (aws:(SourceArn|SourceAccount|SourceVpc|SourceVpce|SourceIp|SourceOwner|PrincipalOrgID|PrincipalOrgPaths|PrincipalAccount|PrincipalArn|userid)|s3:DataAccessPointArn|s3:DataAccessPointAccount)$/i;

const admitsEverybody = ({ effect, principals, notPrincipals, conditions }: Statement): boolean =>
  effect === "Allow" &&
  (principals.includes("*") || notPrincipals.length > 0) &&
  !Object.entries(conditions).some(([key, values]) => NAMES_WHOM.test(key) && !values.some(isEverybody));

/** Anything, or a large part of the internet. */
const isEverybody = (value: string): boolean => value === "*" || /\/[0-7]$/.test(value);
