import { unless } from "../ask";
import { SECRETS } from "../controls";
import type { Rule } from "../rule";

export const passwordsLong: Rule = {
  id: "passwords-long",
  title: "Passwords of IAM users have fourteen characters or more",
  reason: "Shorter ones are guessed.",
  controls: SECRETS,
  types: ["aws_iam_account_password_policy"],
  check: (policy, side) =>
    unless(
      side,
      policy,
      "minimum_password_length",
      (length) => Number(length ?? 6) >= 14,
      "passwords may be shorter than fourteen characters",
    ),
};
