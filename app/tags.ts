import { z } from "zod";

/** What AWS accepts in keys and values of tags. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u;
const tagCharacters = "letters, digits, spaces and _ . : / = + - @";
/** Tags that environments or modules set, in any case: IAM sees no difference. */
const ownTags = ["environment", "managedby", "name"];

/** The tags that an environment's file may give. */
export const tags = z
  .record(
    z
      .string()
      .min(1, "must be at least 1 character")
      .max(127, "must be at most 127 characters")
      .regex(tagText, `must consist of ${tagCharacters}`)
      .regex(
        /^(?!(aws|elasticbeanstalk):)/i,
        "must not begin with aws: or elasticbeanstalk:, which AWS keeps for itself",
      )
      .refine(
        (key) => !ownTags.includes(key.toLowerCase()),
        "must not be Environment, ManagedBy or Name, which are set already",
      ),
    z.string().max(255).regex(tagText, `must consist of ${tagCharacters}`),
  )
  // AWS takes 50 of a resource. Environment, ManagedBy, and three of Elastic Beanstalk's are among them.
  .refine((given) => Object.keys(given).length <= 45, "must have at most 45 entries")
  .refine(
    (given) => new Set(Object.keys(given).map((key) => key.toLowerCase())).size === Object.keys(given).length,
    "must not have keys that differ in case only, which IAM takes for one",
  );

/** The tags of everything that an environment deploys: those of its file, and two that name where they come from. */
export function defaultTags(name: string, given: z.output<typeof tags>): Record<string, string> {
  return { ...given, Environment: name, ManagedBy: "Terraform" };
}
