import type { z } from "zod";
import { snakeCase } from "../../lib/names";
import { type Constraint, constrain } from "../../lib/requirements";
import { inspect } from "../../lib/schema";

/** Attributes that a kind of source needs, and those that it reads if they are given. */
export interface SourceKind {
  readonly needs: readonly string[];
  readonly takes: readonly string[];
}

/**
 * The schema of a source, constrained for each of its kinds: what the kind needs must be given, and what only other kinds
 * read is refused, since it would be ignored. A default, which must not be a list or an object, counts as not given.
 * Attributes that no kind names are for all.
 */
export function ofKinds<T extends z.ZodObject>(schema: T, kinds: Readonly<Record<string, SourceKind>>): T {
  const named = [...new Set(Object.values(kinds).flatMap(({ needs, takes }) => [...needs, ...takes]))];
  const absent = (name: string) => inspect(schema.shape[name] as z.ZodType, name).defaultValue ?? null;

  const constraintOf = ([kind, { needs, takes }]: [string, SourceKind]): Constraint<z.output<T>> => {
    const foreign = named.filter((name) => !needs.includes(name) && !takes.includes(name));
    return {
      message: `with kind "${kind}" must have ${and(needs)}, and must not have ${or(foreign)}`,
      check: (source) => {
        const given = (name: string) => (source[name as keyof typeof source] ?? null) !== absent(name);
        return source["kind" as keyof typeof source] !== kind || (needs.every(given) && !foreign.some(given));
      },
      condition: (ref) => {
        const compared = (name: string, operator: string) =>
          `${ref}.${snakeCase(name)} ${operator} ${JSON.stringify(absent(name))}`;
        const fits = [
          ...needs.map((name) => compared(name, "!=")),
          ...foreign.map((name) => compared(name, "==")),
        ];
        return `${ref}.kind != "${kind}" ? true : ${fits.join(" && ")}`;
      },
    };
  };
  return constrain(schema, ...Object.entries(kinds).map(constraintOf));
}

const and = (names: readonly string[]): string => names.join(" and ");
const or = (names: readonly string[]): string => names.join(", ").replace(/, ([^,]+)$/, " or $1");
