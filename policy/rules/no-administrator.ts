import { isUnknown } from "../../plan/expression/unknown";
import { policyOf, type Statement } from "../../plan/statements";
import { shown } from "../ask";
import { LEAST_RIGHTS } from "../controls";
import { hasHiddenStatement, isHidden } from "../hidden";
import type { Rule } from "../rule";

export const noAdministrator: Rule = {
  id: "no-administrator",
  title: "No policy makes an administrator",
  reason: "Whoever breaks into that program owns the account, its logs and its backups.",
  controls: [...LEAST_RIGHTS, "NIST 800-53 AC-6(10)"],
  covers: ["HIPAA.Security-IAMPolicyNoStatementsWithAdminAccess"],
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
      // A policy of the plan is judged itself.
      if (isUnknown(arn))
        return arn.read || side.resourceOf(arn) ? undefined : { unread: `policy_arn is ${shown(arn)}` };
      return /:aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(String(arn))
        ? `${shown(arn)} makes an administrator`
        : undefined;
    }
    const policy = policyOf(side.value(resource, "policy"));
    if (policy.statements.some(makesAdministrator)) return "a statement allows everything on everything";
    return hasHiddenStatement(policy) || policy.statements.some(mayMakeAdministrator)
      ? { unread: "a part of its policy cannot be read" }
      : undefined;
  },
};

/** `Allow` with `NotAction` allows all the rest, services that do not exist yet included. */
const makesAdministrator = ({ effect, actions, notActions, resources, notResources }: Statement): boolean =>
  effect === "Allow" &&
  (actions.some((action) => action === "*" || action === "*:*" || action.toLowerCase() === "iam:*") ||
    notActions.length > 0) &&
  (resources.includes("*") || notResources.length > 0);

/** What could not be read of a statement may be all actions, or all resources. */
const mayMakeAdministrator = ({ effect, actions, resources }: Statement): boolean =>
  effect === "Allow" &&
  [actions, resources].every((parts) => parts.some((part) => part === "*" || isHidden(part)));
