import type { z } from "zod";
import { constrain } from "../requirements";

/** Rules that a security group may have in each direction, of IPv4 and of IPv6 each, until an account's quota (L-0EA8095F) is raised. */
export const RULES_PER_SECURITY_GROUP = 60;

/** A map or a list whose entries become rules of one security group, one each, or values of one other thing. */
export function atMost<T extends z.ZodType<object>>(schema: T, maximum: number, why: string): T {
  return constrain(schema, {
    message: `must have at most ${maximum} entries: ${why}`,
    check: (entries) => Object.keys(entries).length <= maximum,
    condition: (ref) => `length(${ref}) <= ${maximum}`,
  });
}

/** Entries that become a rule each of one security group, which has `others` besides. */
export const inOneSecurityGroup = <T extends z.ZodType<object>>(schema: T, others = 0): T =>
  atMost(
    schema,
    RULES_PER_SECURITY_GROUP - others,
    `AWS allows ${RULES_PER_SECURITY_GROUP} rules in a security group`,
  );
