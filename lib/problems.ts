import type { z } from "zod";
import { nearest } from "./names";
import { listed, sentence } from "./requirements";
import { type Entry, placeOf, type Rule } from "./rules";
import { inspect, isSensitive, schemasAlong, type Shape } from "./schema";
import { holdsToken, isToken } from "./values";

/**
 * Everything that is wrong with a set of inputs, one sentence each: where, what is allowed, what was given. Values
 * that only Terraform knows are left to Terraform's own validation of the same schema.
 */
export function problemsOf(shape: Shape, rules: readonly Rule[], given: object, prefix: string): string[] {
  const values = given as Readonly<Record<string, unknown>>;
  const { issues, broken, parsed } = verdictOf(shape, rules, values);
  return [
    ...unknownKeys(Object.keys(values), Object.keys(shape), prefix),
    ...[...issues].flatMap(([name, found]) =>
      found.flatMap((issue) => sentences(issue, shape, name, values, prefix)),
    ),
    ...broken.flatMap((found) => sentencesOf(found, parsed, shape, prefix)),
  ];
}

/** What a set of inputs breaks. */
export interface Verdict {
  /** What the schema of each refused input says. */
  readonly issues: ReadonlyMap<string, readonly z.core.$ZodIssue[]>;
  /** The rules that do not hold for the others. */
  readonly broken: readonly BrokenRule[];
  /** The inputs that their schemas accept, with their defaults. */
  readonly parsed: Readonly<Record<string, unknown>>;
}

/** A rule that does not hold, and the entries that are wrong; one without a key where it is the whole. */
export interface BrokenRule {
  readonly rule: Rule;
  readonly entries: readonly (readonly (string | number)[])[];
}

/** What a set of inputs breaks. A rule over an input that its own schema refuses, or that only Terraform knows, is not looked at. */
export function verdictOf(
  shape: Shape,
  rules: readonly Rule[],
  values: Readonly<Record<string, unknown>>,
): Verdict {
  const parsed: Record<string, unknown> = {};
  const issues = new Map<string, readonly z.core.$ZodIssue[]>();
  for (const [name, schema] of Object.entries(shape)) {
    const result = schema.safeParse(at(values, [name]));
    if (result.success) parsed[name] = result.data;
    else issues.set(name, result.error.issues);
  }
  const broken = rules
    .filter((rule) => rule.inputs.every((name) => Object.hasOwn(parsed, name) && !holdsToken(parsed[name])))
    .map((rule) => ({ rule, entries: wrongEntries(rule.check(parsed as never)) }))
    .filter(({ entries }) => entries.length > 0);
  return { issues, broken, parsed };
}

const wrongEntries = (verdict: boolean | readonly Entry[]): BrokenRule["entries"] =>
  verdict === true ? [] : verdict === false ? [[]] : verdict.map((key) => [key].flat());

/** What a broken rule says of values: a sentence for each entry that is wrong. */
function sentencesOf(
  { rule, entries }: BrokenRule,
  parsed: Readonly<Record<string, unknown>>,
  shape: Shape,
  prefix: string,
): string[] {
  const path = placeOf(rule).split(".");
  return entries.map((entry) => {
    const place = [...path, ...entry];
    const message = rule.message + (rule.detail?.text(parsed as never, entry[0]) ?? "");
    return `${prefix}${written(place)} ${message}${got(at(parsed, place), shape, place)}`;
  });
}

/** A place as callers write it: `rules.daily`, `zones[0]`. */
const written = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`)).join("");

function sentences(
  issue: z.core.$ZodIssue,
  shape: Shape,
  name: string,
  values: Readonly<Record<string, unknown>>,
  prefix: string,
): string[] {
  const path = [name, ...issue.path];
  const given = at(values, path);
  const where = prefix + written(path);
  if (isToken(given)) return [];
  if (issue.code === "unrecognized_keys") {
    const known = inspect(schemasAlong(shape, path).at(-1)!, where).shape;
    return unknownKeys(issue.keys, Object.keys(known), `${where}.`);
  }
  if (issue.code === "invalid_key") return [`${where} ${explain(issue)}${got(path.at(-1), shape, path)}`];
  if (holdsToken(given)) return [];
  if (given === undefined) return [`${where} is required`];
  return [`${where} ${explain(issue)}${got(given, shape, path)}`];
}

/** What an issue says of its value, without the place: "must be at least 1". */
export function explain(issue: z.core.$ZodIssue): string {
  const bounds = { inclusive: true, minimum: undefined, maximum: undefined, ...issue } as {
    inclusive: boolean;
    minimum?: number;
    maximum?: number;
  };
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "must be a whole number" : `must be ${article(issue.expected)}`;
    case "invalid_value":
      return listed(issue.values.map(String));
    case "invalid_key":
      return issue.issues.map(explain).join(", ");
    case "too_small":
    case "too_big": {
      if (!issue.message.startsWith("Too ")) return issue.message;
      const small = issue.code === "too_small";
      const kind = ({ array: "list", string: "string" } as const)[issue.origin as string] ?? "number";
      const check =
        kind === "number" ? (small ? "greater_than" : "less_than") : small ? "min_length" : "max_length";
      return sentence(kind, { check, value: small ? bounds.minimum : bounds.maximum, ...bounds });
    }
    case "invalid_format":
      return issue.message.startsWith("Invalid string") ? `must match ${issue.pattern}` : issue.message;
    default:
      return issue.message;
  }
}

const names: Record<string, string> = {
  array: "a list",
  record: "a map",
  object: "an object",
  boolean: "true or false",
};
const article = (type: string): string => names[type] ?? `a ${type}`;

function unknownKeys(given: readonly string[], known: readonly string[], prefix: string): string[] {
  return given
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = nearest(key, known);
      return `${prefix}${key} is not an input${near ? `; did you mean ${near}?` : ""} (allowed: ${known.join(", ")})`;
    });
}

/** The value at a place, or the token that contains it. */
function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (isToken(current)) return current;
    if (!current || typeof current !== "object" || !Object.hasOwn(current, key)) return undefined;
    return (current as Record<PropertyKey, unknown>)[key];
  }, value);
}

/** What was given at a place of the inputs, unless it is nothing, or may be a secret. */
function got(value: unknown, shape: Shape, path: readonly PropertyKey[]): string {
  if (value === undefined) return "";
  const schemas = schemasAlong(shape, path);
  const secret = schemas.some((schema) => inspect(schema, "").sensitive) || isSensitive(schemas.at(-1)!);
  return ` (got ${secret ? "a sensitive value" : show(value)})`;
}

/** A value as messages show it, in 80 characters at most. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  // Given where another PEM is expected, by mistake: problems are in logs.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(text)) return "a private key";
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
