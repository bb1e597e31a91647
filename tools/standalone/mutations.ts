import type { z } from "zod";
import { limitsOf } from "../../lib/requirements";
import { inspect } from "../../lib/schema";

/** Another value at a place of the inputs. */
export interface Mutation {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Bad values by the sentence that refuses them. */
type BadValues = ReadonlyMap<string, readonly unknown[]>;

/** Where changes are wanted, and what is known to be bad. */
interface Search {
  readonly path: Mutation["path"];
  /** The same, as a demand has it. */
  readonly place: string;
  readonly isWanted: (place: string) => boolean;
  readonly bad: BadValues;
}

/** Entries of a list or a map that are looked at: those of big ones are alike. */
const ENTRIES = 5;

/**
 * Changes of a good value, each at one place in it, that may break a demand: `bad` values of the same sentence, one more and one less than
 * is allowed, a fraction, text with other characters, an item twice. Types stay, since Terraform refuses others in its own words.
 */
export function* mutationsOf(schema: z.ZodType, value: unknown, search: Search): Generator<Mutation> {
  const { path, place, isWanted, bad } = search;
  if (value === undefined || !isWanted(place)) return;
  const { kind, key, element, shape, optional } = inspect(schema, "");
  if (optional && path.length > 1) yield { path, value: undefined };
  for (const other of changed(schema, value, bad)) yield { path, value: other };
  if (kind === "object") {
    for (const [name, attribute] of Object.entries(shape)) {
      const below = { ...search, path: [...path, name], place: `${place}.${name}` };
      yield* mutationsOf(attribute, (value as Readonly<Record<string, unknown>>)[name], below);
    }
  }
  if (!element || !isWanted(`${place}.*`)) return;
  if (key) for (const map of renamed(key, value as object, bad)) yield { path, value: map };
  for (const [name, item] of Object.entries(value as object).slice(0, ENTRIES)) {
    const step = kind === "list" ? Number(name) : name;
    yield* mutationsOf(element, item, { ...search, path: [...path, step], place: `${place}.*` });
  }
}

/** Maps like one, whose first entry has another key. */
function renamed(key: z.ZodType, map: object, bad: BadValues): object[] {
  const [[name, entry] = [], ...others] = Object.entries(map) as [string, unknown][];
  if (name === undefined) return [];
  return changed(key, name, bad).map((other) => Object.fromEntries([[other as string, entry], ...others]));
}

function changed(schema: z.ZodType, value: unknown, bad: BadValues): unknown[] {
  const { kind, checks } = inspect(schema, "");
  const definitions = checks.map((check) => check._zod.def);
  const bounds = definitions.flatMap(({ value: bound }) => (bound === undefined ? [] : [Number(bound)]));
  const least = definitions.flatMap(({ minimum }) => minimum ?? []);
  const most = definitions.flatMap(({ maximum }) => maximum ?? []);
  const known = limitsOf(schema, "").flatMap((sentence) => bad.get(sentence) ?? []);
  switch (kind) {
    case "number":
      return [...numbersNear(value as number, bounds), ...known];
    case "enum":
      return ["another"];
    case "string":
      return [...textsNear(value as string, least, most), ...known];
    case "list":
      return [...listsNear(value as unknown[], least, most), ...known];
    case "map":
      return [{ ...(value as object), another: Object.values(value as object)[0] as unknown }, {}, ...known];
    default:
      return known;
  }
}

const numbersNear = (number: number, bounds: readonly number[]): number[] => [
  number + 0.5,
  number - 0.5,
  number + 0.1,
  ...bounds.flatMap((bound) => [bound - 1, bound + 1, bound]),
  number - 1,
  number + 1,
];

const textsNear = (text: string, least: readonly number[], most: readonly number[]): string[] => [
  ...least.map((length) => text.slice(0, length - 1)),
  ...most.flatMap((length) => [text.padEnd(length + 1, text.at(-1) || "x"), "x.".repeat(length / 2) + text]),
  "",
  `${text}!`,
  `${text} x`,
  `-${text}`,
  text.toUpperCase(),
  `${text.slice(0, 1)}..${text.slice(1)}`,
  "x",
  "x".repeat(64),
];

const listsNear = (
  list: readonly unknown[],
  least: readonly number[],
  most: readonly number[],
): unknown[][] => [
  ...least.map((length) => list.slice(0, length - 1)),
  ...most.map((length) => Array.from({ length: length + 1 }, (_, i) => list[i % list.length])),
  [...list, ...list.slice(0, 1)],
];

/** Inputs with another value at a place. */
export function mutated<T>(inputs: T, { path: [key, ...path], value }: Mutation): T {
  if (key === undefined) return value as T;
  const at = (inputs as Record<string | number, unknown>)[key];
  const changed = mutated(at, { path, value });
  if (Array.isArray(inputs)) return inputs.with(Number(key), changed) as T;
  return { ...inputs, [key]: changed };
}
