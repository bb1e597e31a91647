import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";

const rule = rulesOver<typeof inputs>();

/** What only several inputs together can get wrong. */
export const rules: readonly Rule[] = [
  rule(["rules", "lock"], {
    message:
      "must have retentionDays within minRetentionDays and maxRetentionDays of the lock: its jobs fail otherwise",
    check: ({ rules, lock }) =>
      Object.keys(rules).filter(
        (key) =>
          lock &&
          (rules[key]!.retentionDays < lock.minRetentionDays ||
            rules[key]!.retentionDays > lock.maxRetentionDays),
      ),
    offenders:
      "try([for key, rule in var.rules : key if rule.retention_days < var.lock.min_retention_days || " +
      "rule.retention_days > var.lock.max_retention_days], [])",
  }),
  rule(["lock", "continuous", "resources"], {
    message:
      "must have minRetentionDays and maxRetentionDays around the retention of continuous backups, as there are any: " +
      "their jobs fail otherwise",
    check: ({ lock, continuous: { retentionDays: days }, resources }) =>
      !lock ||
      !Object.values(resources).some(({ continuous }) => continuous) ||
      (days >= lock.minRetentionDays && days <= lock.maxRetentionDays),
    condition:
      "!anytrue(values(var.resources)[*].continuous) || try(" +
      "var.continuous.retention_days >= var.lock.min_retention_days && " +
      "var.continuous.retention_days <= var.lock.max_retention_days, true)",
  }),
];
