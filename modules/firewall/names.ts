import { z } from "zod";

/** Names become parts of rule and metric names. */
export const ruleName = () =>
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "must be 1 to 40 lower-case letters, digits and hyphens");

export const order = (what: string) =>
  z.int().min(0).max(99).describe(`Order among ${what}, unique. Leave gaps.`);
