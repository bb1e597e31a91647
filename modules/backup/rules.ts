import type { Rule } from "../../lib/rules";

interface Values {
  readonly lock?: { readonly minRetentionDays: number; readonly maxRetentionDays: number };
  readonly rules: Readonly<Record<string, { readonly retentionDays: number }>>;
  readonly continuous: { readonly retentionDays: number };
  readonly resources: Readonly<Record<string, { readonly continuous: boolean }>>;
}

/** Every retention in use, in HCL. */
const retentions =
  "concat(values(var.rules)[*].retention_days, " +
  "anytrue(values(var.resources)[*].continuous) ? [var.continuous.retention_days] : [])";

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  {
    inputs: ["lock", "rules", "continuous", "resources"],
    message:
      "must have minRetentionDays and maxRetentionDays around the retention of every rule, and of continuous backups if " +
      "there are any: jobs with another one fail",
    check: ({ lock, rules, continuous, resources }: Values) => {
      const used = Object.values(rules).map((rule) => rule.retentionDays);
      if (Object.values(resources).some((resource) => resource.continuous))
        used.push(continuous.retentionDays);
      return !lock || used.every((days) => days >= lock.minRetentionDays && days <= lock.maxRetentionDays);
    },
    condition:
      `var.lock == null ? true : alltrue([for days in ${retentions} : ` +
      "days >= var.lock.min_retention_days && days <= var.lock.max_retention_days])",
  },
];
