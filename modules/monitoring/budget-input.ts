import { z } from "zod";
import { constrain } from "../../lib/requirements";

/** What a month may cost. */
export const budget = z.strictObject({
  monthlyUsd: z
    .int()
    .min(1)
    .max(100_000_000)
    .describe("Costs of a calendar month in US dollars, taxes included."),
  percentages: constrain(z.array(z.int().min(1).max(1000)).min(1).max(4), {
    message: "must not have the same percentage twice",
    check: (percentages) => new Set(percentages).size === percentages.length,
    condition: (ref) => `length(distinct(${ref})) == length(${ref})`,
  })
    .default([80, 100])
    .describe(
      "Percentages of it at which the topic is notified, in addition to a forecast that exceeds it, which AWS makes after five weeks.",
    ),
  costAllocationTag: z
    .strictObject({
      key: z.string().min(1).max(127).describe("Key of the tag."),
      value: z.string().min(1).max(255).describe("Its value."),
    })
    .optional()
    .describe(
      "Only costs of what has this tag, which must be activated as a cost allocation tag in the billing console (of the management account, " +
        "in an organization); until then, the budget sees no costs. An environment's file need not give it: the tag Environment with the " +
        "environment's name. Default for other callers: all costs of the account.",
    ),
});
