import { z } from "zod";

/** The name under which a caller lists a client's security group. */
export function clientName() {
  return z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,31}$/,
      "must be 1 to 32 lower-case letters, digits and hyphens, beginning with a letter",
    );
}
