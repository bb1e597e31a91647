import { z } from "zod";
import { constrain } from "../../lib/requirements";

/** A branch, by its whole name: IAM would compare a `*` as a star. */
export function branch() {
  return constrain(
    z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/, "must be the name of one branch, without wildcards"),
    {
      message: "must be a branch's name without refs/heads/",
      check: (name) => !name.startsWith("refs/"),
      condition: (ref) => `!startswith(${ref}, "refs/")`,
    },
  );
}

/** What Terraform's workspace and the environment in GitHub are called. It becomes a part of a role's name. */
export function environmentName() {
  return z
    .string()
    .regex(
      /^[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?$/,
      "must be 1 to 24 lower-case letters, digits and hyphens, and no hyphen at the ends",
    );
}

/** Subjects as they are in tokens. IAM compares them whole. */
export function subjects(description: string) {
  return z
    .array(
      z
        .string()
        .max(512)
        .regex(/^[A-Za-z0-9_.:\/=@%+ -]+$/, "must be a subject in full, without * and ?"),
    )
    .min(1)
    .max(10)
    .optional()
    .describe(description);
}
