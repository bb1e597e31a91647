import type { z } from "zod";
import { quoted } from "../../lib/expression";
import { snakeCase } from "../../lib/names";
import { constrain } from "../../lib/requirements";
import { inspect } from "../../lib/schema";

/** Attributes that a kind of source needs, and those that it reads if they are given. */
export interface SourceKind {
  readonly needs: readonly string[];
  readonly takes: readonly string[];
}

/**
 * The schema of a source, constrained for each of its kinds: what the kind needs must be given, and what only other kinds
 * read is refused, since it would be ignored. A default counts as not given. Attributes that no kind names are for all.
 */
export function ofKinds<T extends z.ZodObject>(schema: T, kinds: Readonly<Record<string, SourceKind>>): T {
  const named = new Set(Object.values(kinds).flatMap(({ needs, takes }) => [...needs, ...takes]));
  // Compared as JSON, which is alike for an absent value, a text and a list.
  const absent = (name: string) =>
    JSON.stringify(inspect(schema.shape[name] as z.ZodType, name).defaultValue ?? null);
  const isAbsent = (value: Readonly<Record<string, unknown>>, name: string) =>
    JSON.stringify(value[name] ?? null) === absent(name);
  const isAbsentHcl = (ref: string, name: string) =>
    `jsonencode(${ref}.${snakeCase(name)}) == ${quoted(absent(name))}`;

  return Object.entries(kinds).reduce((constrained, [kind, { needs, takes }]) => {
    const foreign = [...named].filter((name) => !needs.includes(name) && !takes.includes(name));
    return constrain(constrained, {
      message: `with kind "${kind}" needs ${needs.join(" and ")}, and takes no ${foreign.join(", ")}`,
      check: (value) =>
        value["kind"] !== kind ||
        (!needs.some((name) => isAbsent(value, name)) && foreign.every((name) => isAbsent(value, name))),
      condition: (ref) =>
        `${ref}.kind != "${kind}" ? true : ` +
        [
          ...needs.map((name) => `!(${isAbsentHcl(ref, name)})`),
          ...foreign.map((name) => isAbsentHcl(ref, name)),
        ].join(" && "),
    });
  }, schema);
}
