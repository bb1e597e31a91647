import { z } from "zod";
import { constrain } from "../../lib/requirements";

/** AWS Backup's maximum retention: 100 years. */
export const MAXIMUM_RETENTION = 36_500;

/** A vault lock. */
export const lock = constrain(
  z.strictObject({
    mode: z
      .enum(["governance", "compliance"])
      .describe(
        "`governance`: those who may change the vault's lock can remove it. `compliance`: once changeableForDays are over, " +
          "nobody can, AWS and the root user included; the vault and its bill stay until the last day of retention.",
      ),
    minRetentionDays: z
      .int()
      .min(1)
      .max(MAXIMUM_RETENTION)
      .default(1)
      .describe("Minimum retention that the vault accepts."),
    maxRetentionDays: z
      .int()
      .min(1)
      .max(MAXIMUM_RETENTION)
      .default(MAXIMUM_RETENTION)
      .describe("Maximum retention that the vault accepts, against typing errors that cannot be undone."),
    changeableForDays: z
      .int()
      .min(3)
      .max(MAXIMUM_RETENTION)
      .optional()
      .describe(
        "Grace period in days in which a compliance lock can still be removed. Only with compliance.",
      ),
    irreversible: z
      .boolean()
      .default(false)
      .describe("Must be true with compliance: it confirms that you know the lock cannot be undone."),
  }),
  {
    message:
      "must have changeableForDays and irreversible = true with mode compliance, and neither with governance",
    check: ({ mode, changeableForDays, irreversible }) =>
      (mode === "compliance") === (changeableForDays !== undefined) &&
      (mode === "compliance") === irreversible,
    condition: (ref) =>
      `(${ref}.mode == "compliance") == (${ref}.changeable_for_days != null) && ` +
      `(${ref}.mode == "compliance") == ${ref}.irreversible`,
  },
  {
    message: "must have maxRetentionDays of at least minRetentionDays",
    check: ({ minRetentionDays, maxRetentionDays }) => minRetentionDays <= maxRetentionDays,
    condition: (ref) => `${ref}.min_retention_days <= ${ref}.max_retention_days`,
  },
);
