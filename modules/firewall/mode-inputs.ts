import { z } from "zod";
import { constrain } from "../../lib/requirements";
import { decides } from "../../lib/schema";

/** A day that exists: 2027-02-28, not 2027-02-30. */
const day = () =>
  constrain(z.string(), {
    message: "must be a date like 2027-01-31",
    check: (value) => {
      const time = Date.parse(`${value}T00:00:00Z`);
      return (
        /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) &&
        !Number.isNaN(time) &&
        new Date(time).toISOString().startsWith(value)
      );
    },
    condition: (reference) =>
      `can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", ${reference})) && can(formatdate("YYYY", format("%sT00:00:00Z", ${reference})))`,
  });

/** Whether a rule blocks, and until when it may do otherwise. */
export const modeInputs = () => ({
  mode: decides(
    z
      .enum(["block", "observe"])
      .default("block")
      .describe(
        "`observe` counts and logs what would be blocked: for the first days of a new rule, not permanently.",
      ),
  ),
  observeUntil: day()
    .optional()
    .describe(
      "Last day (UTC) on which the rule may observe: from the next one on, every plan warns. Default: every plan warns while it " +
        "observes. Without effect where mode is block.",
    ),
});
