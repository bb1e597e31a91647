import { z } from "zod";
import { quoted } from "./expression";
import { snakeCase } from "./names";
import { type Check, type CheckDefinition, type Input, inspect } from "./schema";

/** One thing that a value must fulfil: how Terraform checks it and how both checkers say it. */
export interface Requirement {
  /** Where, from the input's name: `instances.min`, `zones[*]`. */
  readonly path: string;
  /** HCL condition over the variable. */
  readonly condition: string;
  /** "must be at least 1". */
  readonly message: string;
}

const conditions = new WeakMap<object, (reference: string) => string>();

/**
 * Adds a check that zod cannot express as one of its own, in both languages at once: `check` for a TypeScript caller,
 * `condition` (HCL over the value's reference) for Terraform. `message` completes the sentence "<input> …".
 */
export function constrain<T extends z.ZodType>(
  schema: T,
  rule: {
    message: string;
    check: (value: z.output<T>) => boolean;
    condition: (reference: string) => string;
  },
): T {
  const check = z.refine<z.output<T>>(rule.check, { error: rule.message });
  conditions.set(check, rule.condition);
  return schema.check(check as never) as T;
}

/** Every requirement of an input's schema, deep ones included, as Terraform conditions over `reference`. */
export function requirementsOf(schema: z.ZodType, path: string, reference: string, depth = 0): Requirement[] {
  const input = inspect(schema, path);
  const own: Requirement[] = input.checks.map((check) => ({
    path,
    ...requirement(input, check, path, reference),
  }));
  if (input.kind === "enum") {
    own.push({
      path,
      condition: `contains([${input.values.map(quoted).join(", ")}], ${reference})`,
      message: oneOf(input.values),
    });
  }
  const nested = [...own, ...nestedRequirements(input, path, reference, depth)];
  // Terraform 1.11 evaluates both sides of ||, so an unset value needs the conditional operator.
  const unset = input.optional && input.defaultValue === undefined;
  return unset
    ? nested.map((n) => ({ ...n, condition: `${reference} == null ? true : ${n.condition}` }))
    : nested;
}

function nestedRequirements(input: Input, path: string, reference: string, depth: number): Requirement[] {
  if (input.kind === "object") {
    return Object.entries(input.shape).flatMap(([key, attribute]) =>
      requirementsOf(attribute, `${path}.${snakeCase(key)}`, `${reference}.${snakeCase(key)}`, depth),
    );
  }
  if (input.kind !== "list" && input.kind !== "map") return [];
  const item = `item${depth || ""}`;
  const items = requirementsOf(input.element!, `${path}[*]`, item, depth + 1).map((r) => ({
    ...r,
    condition: `alltrue([for ${item} in ${reference} : ${r.condition}])`,
  }));
  if (!input.key) return items;
  const key = `key${depth || ""}`;
  const keys = requirementsOf(input.key, `${path} (key)`, key, depth + 1).map((r) => ({
    ...r,
    condition: `alltrue([for ${key} in keys(${reference}) : ${r.condition}])`,
  }));
  return [...keys, ...items];
}

function requirement(input: Input, check: Check, path: string, reference: string) {
  const definition = check._zod.def;
  return {
    condition: condition(check, definition, path, reference),
    message: sentence(input.kind, definition),
  };
}

function condition(check: Check, definition: CheckDefinition, path: string, reference: string): string {
  const custom = conditions.get(check);
  if (custom) return custom(reference);
  const { check: kind, format, pattern } = definition;
  if (kind === "min_length") return `length(${reference}) >= ${definition.minimum}`;
  if (kind === "max_length") return `length(${reference}) <= ${definition.maximum}`;
  if (kind === "length_equals") return `length(${reference}) == ${definition.length}`;
  if (kind === "greater_than") return `${reference} ${definition.inclusive ? ">=" : ">"} ${definition.value}`;
  if (kind === "less_than") return `${reference} ${definition.inclusive ? "<=" : "<"} ${definition.value}`;
  if (kind === "number_format" && format === "safeint") return `floor(${reference}) == ${reference}`;
  if (kind === "string_format" && format === "regex" && pattern) {
    return `can(regex(${quoted(portable(pattern, path))}, ${reference}))`;
  }
  throw new Error(
    `${path}: the zod check "${format ?? kind}" has no Terraform condition; use min, max, length, int, regex, or ` +
      `constrain() with a condition of your own`,
  );
}

/** The text of a pattern that means the same to JavaScript and to Terraform's RE2; throws for any other. */
function portable(pattern: RegExp, path: string): string {
  const unsupported = /\(\?[=!<]|\\[1-9bBsSpPkuxc]|\[\^?\]/.exec(pattern.source);
  if (pattern.flags !== "" || unsupported) {
    throw new Error(
      `${path}: ${String(pattern)} does not mean the same in JavaScript and in Terraform's RE2 (flags, look-around, ` +
        `back-references and \\s \\b \\p differ); spell the characters out`,
    );
  }
  // RegExp.source escapes the slash, which RE2 does not know as an escape.
  return pattern.source.replace(/\\\//g, "/");
}

/** The sentence's second half for a check: "must be at least 1". The author's own message wins. */
export function sentence(kind: Input["kind"], definition: CheckDefinition): string {
  const custom = definition.error?.({});
  if (typeof custom === "string") return custom;
  const things = { string: "characters", list: "items", map: "entries" }[kind as string] ?? "";
  switch (definition.check) {
    case "min_length":
      return `must have at least ${definition.minimum} ${things}`;
    case "max_length":
      return `must have at most ${definition.maximum} ${things}`;
    case "length_equals":
      return `must have exactly ${definition.length} ${things}`;
    case "greater_than":
      return definition.inclusive
        ? `must be at least ${definition.value}`
        : `must be more than ${definition.value}`;
    case "less_than":
      return definition.inclusive
        ? `must be at most ${definition.value}`
        : `must be less than ${definition.value}`;
    case "number_format":
      return "must be a whole number";
    default:
      return `must match ${String(definition.pattern)}`;
  }
}

export function oneOf(values: readonly string[]): string {
  return `must be one of ${values.join(", ")}`;
}
