import { createHash } from "node:crypto";
import type { Danger } from "./types";

/** A danger before anyone has looked for its approval. `accepted` is what an approval accepts: a change of it voids the approval. */
export interface Finding extends Omit<Danger, "approval" | "accepts" | "place" | "construct"> {
  readonly accepted: unknown;
}

/** A checksum of what is accepted: the same for the same meaning, whatever the order of keys. */
export const acceptedHash = (accepted: unknown): string =>
  createHash("sha256").update(canonical(accepted)).digest("hex").slice(0, 16);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(",")}}`;
}
