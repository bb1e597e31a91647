import { isUnknown } from "../../plan/expression/unknown";
import { policyOf } from "../../plan/statements";
import { shown } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import { hasHiddenStatement, isHidden } from "../hidden";
import type { Rule } from "../rule";

export const noWholeService: Rule = {
  id: "no-whole-service",
  title: "No policy allows all actions of a service",
  reason: "Among them are those that delete, publish and change rights, and those that AWS adds next year.",
  controls: [...LEAST_RIGHTS, "NIST 800-53 AC-6(10)"],
  covers: ["HIPAA.Security-IAMPolicyNoStatementsWithFullAccess"],
  types: [
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
  ],
  check: (resource, side) => {
    if (resource.type.endsWith("_attachment")) {
      const arn = side.value(resource, "policy_arn");
      if (isUnknown(arn))
        return arn.read || side.resourceOf(arn) ? undefined : { unread: `policy_arn is ${shown(arn)}` };
      return /:aws:policy\/.*FullAccess$/.test(String(arn))
        ? `${shown(arn)} allows a whole service`
        : undefined;
    }
    const policy = policyOf(side.value(resource, "policy"));
    const actions = policy.statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap((each) => each.actions);
    const whole = actions.filter((action) => /^[\w-]*:?\*$/.test(action));
    if (policy.statements.some(({ effect, notActions }) => effect === "Allow" && notActions.length > 0))
      return "it allows all actions but some (NotAction)";
    if (whole.length > 0) return `it allows ${[...new Set(whole)].sort().join(", ")}`;
    return hasHiddenStatement(policy) || actions.some(isHidden)
      ? { unread: "a part of its policy cannot be read" }
      : undefined;
  },
};
