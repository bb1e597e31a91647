import { isUnknown } from "../../plan/expression/unknown";
import type { PlanModel, Resource } from "../../plan/model";
import type { PlanValues } from "../../plan/values";
import { attributeChanges, isSame } from "../attributes";
import type { Finding } from "../finding";

/** Types that give others rights, or put them into a group that has some, without a policy that could be compared. */
const DELEGATING: Readonly<Record<string, string>> = {
  aws_kms_grant: "lets others use a key",
  aws_ram_resource_share: "shares resources with other accounts",
  aws_ram_principal_association: "shares resources with another account",
  aws_ram_resource_association: "shares a resource with other accounts",
  aws_ami_launch_permission: "lets another account use an image",
  aws_snapshot_create_volume_permission: "lets another account read a snapshot",
  aws_db_cluster_snapshot: "may be shared with other accounts",
  aws_db_snapshot: "may be shared with other accounts",
  aws_lambda_layer_version_permission: "lets others use a layer",
  aws_vpc_endpoint_service_allowed_principal: "lets others connect to a service",
  aws_cloudwatch_event_permission: "lets others send events",
  aws_iam_group_membership: "puts users into a group",
  aws_iam_user_group_membership: "puts a user into groups",
  aws_iam_policy_attachment: "attaches a policy to all that it names",
  aws_iam_role_policies_exclusive: "removes policies that it does not name",
  aws_iam_role_policy_attachments_exclusive: "detaches policies that it does not name",
  aws_ecr_registry_policy: "lets other accounts use the registry",
  aws_lakeformation_permissions: "lets others read data",
  aws_ssoadmin_account_assignment: "lets people into an account",
};

/** Types whose end widens rights. */
const LIMITING: Readonly<Record<string, string>> = {
  aws_organizations_policy: "What the organization forbade is allowed.",
  aws_organizations_policy_attachment: "What the organization forbade is allowed.",
};

/** Arguments that matter of snapshots, which are made for other reasons, too. */
const ONLY: Readonly<Record<string, string>> = {
  aws_db_cluster_snapshot: "shared_accounts",
  aws_db_snapshot: "shared_accounts",
};

/** Arguments that name the role that something runs with. */
const ROLES =
  /^(role|role_arn|iam_role|iam_role_arn|execution_role_arn|task_role_arn|iam_instance_profile|instance_profile|service_role|service_role_arn|service_linked_role_arn)$/;

/** Rights that are handed on: shares and grants, and roles that something else runs with from now on. */
export function delegations(model: PlanModel, values: PlanValues): Finding[] {
  return model.resources.flatMap((each): Finding[] => {
    const { type, action, address } = each;
    if (action === "delete" && LIMITING[type])
      return [finding(each, `${address} is destroyed`, [LIMITING[type]], [], values)];
    if (!["create", "update", "replace"].includes(action)) return [];
    const words = DELEGATING[type];
    if (words && (!ONLY[type] || isGiven(each, ONLY[type])))
      return [
        finding(
          each,
          `${address} ${words}`,
          ["It gives rights without a policy that could be compared: read what it names."],
          ONLY[type] ? [ONLY[type]] : [],
          values,
        ),
      ];
    return action === "create" ? [] : swapped(each, model, values);
  });
}

const isGiven = ({ after, before }: Resource, name: string): boolean =>
  Array.isArray(after?.[name]) && after[name].length > 0 && !isSame(after[name], before?.[name]);

function swapped(each: Resource, model: PlanModel, values: PlanValues): Finding[] {
  if (/_polic(y|ies)(_|$)|_attachment/.test(each.type)) return [];
  const names = [...new Set([...Object.keys(each.before ?? {}), ...Object.keys(each.unknown)])]
    .filter((name) => ROLES.test(name))
    .filter((name) => {
      const after = values.after(each, name);
      const before = each.before?.[name] ?? null;
      if (before === null || before === "") return after !== null && after !== "";
      // Of a role that is replaced, the role's own row speaks.
      if (isUnknown(after))
        return (
          model.resourceNamed(after.text)?.action !== "replace" &&
          values.isUnknown(each, name) &&
          values.expressionOf(each, name) !== undefined
        );
      return after !== null && after !== before;
    });
  return names.length === 0
    ? []
    : [
        finding(
          each,
          `${each.address} runs with another role`,
          ["It may do what that role may."],
          names,
          values,
        ),
      ];
}

function finding(
  each: Resource,
  what: string,
  why: readonly string[],
  names: readonly string[],
  values: PlanValues,
): Finding {
  const causes = attributeChanges(each, values)
    .filter(({ path }) => names.length === 0 || names.includes(path.split(/[.[]/)[0]!))
    .slice(0, 12);
  return {
    kind: "rights",
    address: each.address,
    what,
    why,
    causes,
    followers: [],
    fromExpression: causes.some(({ fromExpression }) => fromExpression),
    accepted: [each.action, what, causes.map(({ path, after }) => [path, after])],
  };
}
