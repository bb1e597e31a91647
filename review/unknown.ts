import { isUnread } from "../plan/expression/unknown";
import type { PlanModel } from "../plan/model";
import type { PlanValues } from "../plan/values";
import type { UnknownRow } from "./types";

/** Arguments that decide about rights, reach and encryption. */
const RELEVANT =
  /^(policy|assume_role_policy|policy_document|policy_arn|access_policies|permissions_boundary|role|principal|cidr_ipv4|cidr_ipv6|cidr_blocks|referenced_security_group_id|security_group_id|vpc_security_group_ids|security_groups|subnet_ids|subnets|gateway_id|publicly_accessible|kms_key_id|kms_key_arn|web_acl_arn|web_acl_id)$/;

/** What Terraform prints as "known after apply" and matters to security, and whether its expression could be read. */
export function unknownRows(model: PlanModel, values: PlanValues): UnknownRow[] {
  return model.resources
    .filter(({ action }) => action === "create" || action === "update" || action === "replace")
    .flatMap((each) =>
      Object.keys(each.unknown)
        .filter((name) => RELEVANT.test(name) && values.isUnknown(each, name))
        // What nobody gives is the provider's to compute.
        .filter(
          (name) =>
            values.expressionOf(each, name) !== undefined || values.referencesOf(each, name).length > 0,
        )
        .map((name) => ({
          address: each.address,
          attribute: name,
          read: !isUnread(values.after(each, name)),
        })),
    );
}
