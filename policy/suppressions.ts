import * as fs from "node:fs";
import { z } from "zod";
import { escaped } from "../plan/pattern";
import { isDay } from "./until";

/** A failure that is meant, or that this rule cannot judge. */
export interface Suppression {
  /** The rule's ID: `CKV_AWS_144` is checkov's, `bucket-replicated` one of ours. */
  readonly rule: string;
  /** Which resources: an address, in which `*` is any text. */
  readonly address: string;
  /** In which environments. Default: in all. */
  readonly environments?: readonly string[];
  readonly reason: string;
  /** The last day on which it counts, like 2027-06-30: then somebody has to look again. */
  readonly until: string;
}

const schema = z.array(
  z.strictObject({
    rule: z.string().min(1),
    address: z.string().min(1),
    environments: z.array(z.string().min(1)).min(1).optional(),
    reason: z.string().min(20, "must say why, in at least 20 characters"),
    until: z.string().refine(isDay, "must be a day like 2027-06-30"),
  }),
);

/** Reads the file of suppressions. Throws with everything that is wrong with it. */
export function readSuppressions(file: string): Suppression[] {
  let data: unknown;
  try {
    data = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
  const { success, data: suppressions, error } = schema.safeParse(data);
  if (success) return suppressions;
  throw new Error(
    error.issues.map(({ path, message }) => `${file}: entry ${path.join(".")}: ${message}`).join("\n"),
  );
}

/** Whether a suppression is of a rule of checkov's: the file has those and ours, and each user looks at its own. */
export const isOfCheckov = ({ rule }: Suppression): boolean => rule.startsWith("CKV");

/** Whether a suppression speaks of a failure in an environment. */
export const covers = (
  suppression: Suppression,
  environment: string,
  failure: { readonly rule: string; readonly address: string },
): boolean =>
  suppression.rule === failure.rule &&
  (suppression.environments?.includes(environment) ?? true) &&
  speaksOf(suppression, failure.address);

/** Whether a suppression speaks of an address. */
export function speaksOf({ address }: Suppression, resource: string): boolean {
  const parts = address.split("*").map(escaped);
  return new RegExp(`^${parts.join(".*")}$`, "s").test(resource);
}
