import { z } from "zod";
import { inspect, type Input } from "../../lib/schema";
import { Redcap } from "../../modules/redcap";
import type { Inputs } from "./addresses";

/** One scalar somewhere in a set of inputs, and other values that it might have. */
export interface Scalar {
  readonly path: readonly (string | number)[];
  /** Other values that the schema accepts: every one of an enumeration, one or two of any other type. */
  readonly others: readonly unknown[];
}

/** A set of inputs with every default spelt out. */
export function withDefaults(inputs: object): Inputs {
  return z.object(Redcap.definition.inputs).parse(inputs);
}

/**
 * Every scalar in a set of inputs, items of lists excepted, which are no settings but members of sets. `known` gives other
 * values for the paths where guessing finds none.
 */
export function scalarsOf(inputs: Inputs, known: Readonly<Record<string, unknown>> = {}): Scalar[] {
  return Object.entries(Redcap.definition.inputs).flatMap(([key, schema]) =>
    scalars(schema as z.ZodType, inputs[key], [key]).map(({ path, input, value }) => ({
      path,
      others: [...candidates(input, value), known[path.join(".")]]
        .filter((other) => other !== undefined && other !== value)
        .filter((other) => problems(changed(inputs, path, other)).length === 0)
        .slice(0, enough[input.kind]),
    })),
  );
}

/** The inputs with one value replaced. */
export function changed(inputs: Inputs, [key, ...rest]: Scalar["path"], value: unknown): Inputs {
  const next = rest.length === 0 ? value : changed(inputs[key!] as Inputs, rest, value);
  return { ...inputs, [key!]: next };
}

/** What is wrong with a set of inputs. */
export const problems = (inputs: Inputs): string[] => Redcap.problems(inputs, "");

/** A set of inputs with several changes. */
interface Packed {
  readonly inputs: Inputs;
  /** The changes as text. */
  readonly changes: readonly string[];
  /** Where they are. */
  readonly paths: readonly Scalar["path"][];
}

/**
 * Packs changes into as few sets of inputs as possible: each takes another value for as many of the scalars as the rules
 * between inputs let it, and every other value of every scalar is in one of them.
 */
export function packed(inputs: Inputs, all: readonly Scalar[]): Packed[] {
  const sets: { inputs: Inputs; changes: string[]; paths: Scalar["path"][] }[] = [];
  for (const { path, others } of all) {
    for (const value of others) {
      const fitting = sets.find(
        (set) => !set.paths.includes(path) && problems(changed(set.inputs, path, value)).length === 0,
      );
      const set = fitting ?? { inputs, changes: [], paths: [] };
      if (!fitting) sets.push(set);
      set.inputs = changed(set.inputs, path, value);
      set.changes.push(`${path.join(".")} = ${JSON.stringify(value)}`);
      set.paths.push(path);
    }
  }
  return sets;
}

interface Found {
  readonly path: readonly string[];
  readonly input: Input;
  readonly value: unknown;
}

function scalars(schema: z.ZodType, value: unknown, path: readonly string[]): Found[] {
  if (value === undefined) return [];
  const input = inspect(schema, path.join("."));
  if (input.kind === "list") return [];
  if (input.kind !== "object" && input.kind !== "map") return [{ path, input, value }];
  return Object.entries(value as object).flatMap(([key, item]) =>
    scalars(input.kind === "map" ? input.element! : input.shape[key]!, item, [...path, key]),
  );
}

function candidates({ kind, values }: Input, value: unknown): unknown[] {
  if (kind === "boolean") return [!value];
  if (kind === "enum") return values.filter((other) => other !== value);
  return kind === "number" ? numbersNear(value as number) : textsNear(value as string);
}

/** How many other values stand for all of a type's; every one does where it is not said. */
const enough: Partial<Record<Input["kind"], number>> = { number: 3, string: 1 };

/** None at all, a little more, a little less; the last one is for log groups, which know some numbers of days only. */
const numbersNear = (value: number): number[] => [0, value + 1, value - 1, 731];

/** The text with one of its letters or digits replaced by the next one. */
function textsNear(text: string): string[] {
  return [...text].flatMap((character, i) => {
    const next = /[0-8a-yA-Y]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 1) : undefined;
    return next ? [text.slice(0, i) + next + text.slice(i + 1)] : [];
  });
}
