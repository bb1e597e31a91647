import type { z } from "zod";
import { quoted } from "../expression";
import { constrain } from "../requirements";

/** What services refuse of names that consist of legal characters, by what the name becomes. */
const kinds = {
  /** CreateSecurityGroup: a group's name would look like an ID. */
  securityGroups: { pattern: "^sg-", says: "sg-… (security groups)" },
  /** CreateLoadBalancer. */
  loadBalancers: { pattern: "^internal-", says: "internal-… (load balancers)" },
  /** CreateBucket: prefixes only, since names that are made of a prefix have an end of their own. */
  buckets: {
    pattern: "^(xn--|sthree-|amzn-s3-demo-)",
    says: "xn--…, sthree-…, amzn-s3-demo-… (buckets)",
  },
  /** CreateDBSubnetGroup. */
  subnetGroups: { pattern: "^default$", says: "default (subnet groups of databases)" },
} as const;

/** What an application makes by its name: all of these. */
export const reservedForApplications = Object.keys(kinds) as (keyof typeof kinds)[];

/** Refuses names that AWS reserves, where a module makes such things by its caller's name. */
export function notReserved<T extends z.ZodType<string>>(
  schema: T,
  ...made: readonly (keyof typeof kinds)[]
): T {
  const pattern = made.map((kind) => kinds[kind].pattern).join("|");
  return constrain(schema, {
    message: `must not be a name that AWS reserves: ${made.map((kind) => kinds[kind].says).join(", ")}`,
    check: (name) => !new RegExp(pattern).test(name),
    condition: (ref) => `!can(regex(${quoted(pattern)}, ${ref}))`,
  });
}
