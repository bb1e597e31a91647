import type { PlanModel } from "../../plan/model";
import { SENSITIVE, SENSITIVE_CHANGED } from "../../plan/secrets";
import type { Finding } from "../finding";

/** Arguments that a review has to read: that one of them is sensitive does not make it harmless. */
const JUDGED =
  /^(cidr_\w+|ipv6_cidr_blocks|ingress|egress|rule|rules|default_action|publicly_accessible|internal|deletion_protection|skip_final_snapshot|force_destroy|acl|addresses|entry|route|referenced_security_group_id|security_group_ids|vpc_security_group_ids)$/;

/** Arguments that are masked although they decide about reach, firewall or data. */
export const sensitiveDangers = (model: PlanModel): Finding[] =>
  model.resources
    .filter(({ action }) => action === "create" || action === "update" || action === "replace")
    .flatMap((each) =>
      Object.entries(each.after ?? {})
        .filter(([name]) => JUDGED.test(name))
        .filter(
          ([, value]) => value === SENSITIVE_CHANGED || (value === SENSITIVE && each.action === "create"),
        )
        .map(([name]) => ({
          kind: "unread" as const,
          address: each.address,
          what: `${each.address}: ${name} is sensitive, and cannot be judged`,
          why: [
            "Its value is masked. Take the mark off it: it is no secret, and whoever approves has to see it.",
          ],
          causes: [],
          followers: [],
          fromExpression: false,
          accepted: { sensitive: name },
        })),
    );
