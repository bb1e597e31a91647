import type { IResolvable } from "cdktf";
import { isToken } from "../../lib/values";
import type { ApplicationInputs } from "../applications";
import { isObject } from "../json-file";

/** Medplum's inputs, as an environment's file writes them. */
export type MedplumInputs = NonNullable<ApplicationInputs["medplum"]>;

/** Any part of a value: every attribute may be left out, at any depth. */
type PartOf<T> = T extends IResolvable | readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]?: PartOf<T[K]> };

/** Inputs that the configuration file does not have, or has otherwise. */
export type Additions = PartOf<MedplumInputs>;

type Entries = Readonly<Record<string, unknown>>;

/** An object or a map, and nothing that only Terraform knows. */
export const isEntries = (value: unknown): value is Entries => isObject(value) && !isToken(value);

/** Inputs with additions over them: objects and maps are merged entry by entry, everything else is replaced. */
export function merged(values: Entries, additions: Entries): Record<string, unknown> {
  const result: Record<string, unknown> = { ...values };
  for (const [key, addition] of Object.entries(additions)) {
    const value = result[key];
    if (addition === undefined) continue;
    result[key] = isEntries(addition) ? merged(isEntries(value) ? value : {}, addition) : addition;
  }
  return result;
}

/** The value at a place like `caches.main.nodeType` or `settings.workers.bullmq`, whose last key is `workers.bullmq`. */
export function valueAt(values: unknown, place: string): unknown {
  if (place === "") return values;
  if (!isEntries(values)) return undefined;
  for (const [key, value] of Object.entries(values)) {
    if (place !== key && !/^[.[]/.test(place.startsWith(key) ? place.slice(key.length) : "")) continue;
    const below = place.slice(key.length).replace(/^\./, "");
    const found = below.startsWith("[") ? value : valueAt(value, below);
    if (found !== undefined) return found;
  }
  return undefined;
}
