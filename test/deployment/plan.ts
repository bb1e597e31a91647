import type { State } from "./state";

/** What a plan says of resources, as `terraform show -json` prints it. */
export interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: unknown;
      readonly after: unknown;
    };
  }[];
}

/**
 * A value as text, whatever the order of a set is and whether nothing is written as null or as an empty text; without the
 * provider's copy of a Beanstalk environment's settings.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value))
    return `[${value
      .map((item) => canonical(item))
      .sort()
      .join()}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(
    ([key, item]) => key !== "all_settings" && item !== null && item !== "",
  );
  return `{${entries
    .map(([key, item]) => `${key}:${canonical(item)}`)
    .sort()
    .join()}}`;
}

/** All that a plan says of resources, in the form of a state. */
export function stateOf({ resource_changes: changes }: Plan): State {
  const resources = changes.map(({ type, change }) => ({
    mode: "managed",
    type,
    name: "",
    instances: [{ attributes: { before: change.before, after: change.after } }],
  }));
  return { serial: 0, resources };
}
