import { unlessTrue, worstOf } from "../ask";
import { NOT_PUBLIC } from "../controls";
import type { Rule } from "../rule";

export const accountNotPublic: Rule = {
  id: "account-not-public",
  title: "The account refuses public buckets",
  reason: "A bucket that somebody makes beside Terraform would be public with one click.",
  controls: NOT_PUBLIC,
  types: ["aws_s3_account_public_access_block"],
  check: (block, side) =>
    worstOf(
      ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map(
        (name) => unlessTrue(side, block, name, `${name} is off`),
      ),
    ),
};
