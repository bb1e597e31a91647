import { companions, companionVerdict } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const userThroughGroup: Rule = {
  id: "user-through-group",
  title: "Users have their rights through groups",
  reason: "Rights that are given one by one are forgotten one by one.",
  controls: LEAST_RIGHTS,
  covers: ["HIPAA.Security-IAMUserNoPolicies", "HIPAA.Security-IAMUserGroupMembership"],
  types: ["aws_iam_user"],
  check: (user, side) => {
    const own = ["aws_iam_user_policy", "aws_iam_user_policy_attachment"].flatMap((type) => {
      const found = companions(side, type, "user", user);
      return found === "unread" ? [] : found;
    });
    if (own.length > 0) return "it has a policy of its own";
    return companionVerdict(side, user, {
      type: "aws_iam_user_group_membership",
      argument: "user",
      message: "it is in no group",
    });
  },
};
