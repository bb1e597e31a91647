import { z } from "zod";
import { quoted } from "../../lib/expression";
import { constrain } from "../../lib/requirements";

/** A tag, as a pattern. */
export const tag = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const digest = "@sha256:[0-9a-f]{64}";
const component = "[a-z0-9]+([._-]+[a-z0-9]+)*";
const named = `^([a-z0-9-]+([.][a-z0-9-]+)*(:[0-9]+)?/)?${component}(/${component})*`;
const pinned = `(:${tag}|:${tag}${digest}|${digest})$`;

/** A container image by its full reference. */
export function image() {
  return constrain(
    z
      .string()
      .regex(
        new RegExp(`${named}(:${tag})?(${digest})?$`),
        "must be an image reference, like public.ecr.aws/nginx/nginx:1.29.1, perhaps with @sha256:<digest>",
      ),
    {
      message: "must have a tag or a digest: without one, it means whatever is latest",
      check: (value) => new RegExp(pinned).test(value),
      condition: (ref) => `can(regex(${quoted(pinned)}, ${ref}))`,
    },
  );
}

/** What a parameter may hold: an image as above, or a tag alone, of the repository that the module knows. */
export const heldByParameter = `(${named}${pinned})|(^${tag}$)`;
