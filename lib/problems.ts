import type { z } from "zod";
import { nearest } from "./names";
import { oneOf, sentence } from "./requirements";
import { holdsToken, inspect, isToken } from "./schema";

/** A condition over several inputs, checked at synth for TypeScript callers and by Terraform for all. */
export interface Rule {
  /** The inputs it looks at; a message is reported at the first. A token in any of them leaves it to Terraform. */
  readonly inputs: readonly [string, ...string[]];
  /** Where a problem is reported, if deeper than the first input: `database.capacity`. */
  readonly at?: string;
  /** Completes "<first input> …". */
  readonly message: string;
  readonly check: (values: never) => boolean;
  /** HCL over `var.<input>`. Left out where the variable of a nested module carries the same condition. */
  readonly condition?: string;
}

type Shape = Readonly<Record<string, z.ZodType>>;

/**
 * Everything that is wrong with a set of inputs, one sentence each: where, what is allowed, what was given. Values
 * that only Terraform knows are left to Terraform's own validation of the same schema.
 */
export function problemsOf(shape: Shape, rules: readonly Rule[], given: object, prefix: string): string[] {
  const values = given as Readonly<Record<string, unknown>>;
  const parsed: Record<string, unknown> = {};
  const problems = unknownKeys(Object.keys(values), Object.keys(shape), prefix);
  for (const [name, schema] of Object.entries(shape)) {
    const result = schema.safeParse(values[name]);
    if (result.success) parsed[name] = result.data;
    else problems.push(...issuesOf(result.error, schema, values[name], `${prefix}${name}`));
  }
  for (const rule of rules) {
    const applies = rule.inputs.every((name) => name in parsed && !holdsToken(parsed[name]));
    if (applies && !rule.check(parsed as never)) {
      problems.push(
        `${prefix}${rule.at ?? rule.inputs[0]} ${rule.message} (got ${show(parsed[rule.inputs[0]])})`,
      );
    }
  }
  return problems;
}

function issuesOf(error: z.ZodError, schema: z.ZodType, value: unknown, path: string): string[] {
  const { sensitive } = inspect(schema, path);
  return error.issues.flatMap((issue) => {
    const given = at(value, issue.path);
    if (holdsToken(given)) return [];
    const where =
      path + issue.path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    if (issue.code === "unrecognized_keys") {
      return unknownKeys(issue.keys, Object.keys(shapeAt(schema, issue.path)), `${where}.`);
    }
    if (given === undefined) return [`${where} is required`];
    return [`${where} ${explain(issue)} (got ${sensitive ? "a sensitive value" : show(given)})`];
  });
}

function explain(issue: z.core.$ZodIssue): string {
  const bounds = { inclusive: true, minimum: undefined, maximum: undefined, ...issue } as {
    inclusive: boolean;
    minimum?: number;
    maximum?: number;
  };
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" ? "must be a whole number" : `must be ${article(issue.expected)}`;
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_key":
      return issue.issues.map((inner) => inner.message).join(", ");
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

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (isToken(current)) return current;
    return (current as Record<PropertyKey, unknown> | undefined)?.[key];
  }, value);
}

function shapeAt(schema: z.ZodType, path: readonly PropertyKey[]): Shape {
  let input = inspect(schema, "");
  for (const key of path) {
    const next = input.element ?? input.shape[String(key)];
    if (!next) return {};
    input = inspect(next, "");
  }
  return input.shape;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
