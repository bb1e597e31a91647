import { LEAST_RIGHTS } from "../controls";
import type { Rule } from "../rule";

export const noInlinePolicy: Rule = {
  id: "no-inline-policy",
  title: "Policies are resources of their own, not parts of a role or user",
  reason: "Lists of policies do not show what stands within a role.",
  controls: LEAST_RIGHTS,
  covers: ["HIPAA.Security-IAMNoInlinePolicy"],
  types: ["aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"],
  check: () => "it is part of its principal",
};
