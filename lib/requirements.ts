import { z } from "zod";
import { quoted, withoutMarkers } from "./expression";
import { snakeCase } from "./names";
import { type Check, type CheckDefinition, type Input, inspect, isSensitive } from "./schema";

/** One thing that a value must fulfil: how Terraform checks it, and what it says otherwise. */
export interface Requirement {
  /** HCL condition over the variable. */
  readonly condition: string;
  /** HCL template: `instances.min must be at least 1.`, a line for each entry of a list or a map that fails. */
  readonly message: string;
  /** Values that the condition refers to as `local.<name>`. */
  readonly locals: Locals;
}

/** Named values for long conditions, to be written next to the variables. */
export type Locals = Readonly<Record<string, unknown>>;

/** A check that zod cannot express as one of its own, in both languages at once. */
export type Constraint<T> = {
  /** Completes the sentence "<input> …"; for a check that answers with keys, "<input>.<key> …". */
  readonly message: string;
  /** Values that the condition refers to as `local.<name>`. */
  readonly locals?: Locals;
} & (
  | {
      readonly check: (value: T) => boolean;
      /** The same in HCL, over the reference of the value. */
      readonly condition: (reference: string) => string;
      /** The end of the message that depends on the value, and the same as an HCL expression; not for what is within a list or a map. */
      readonly detail?: {
        readonly text: (value: T) => string;
        readonly expression: (reference: string) => string;
      };
    }
  | {
      /** The keys or indexes of the entries that are wrong. */
      readonly check: (value: T) => readonly Key[];
      /** The same in HCL: a list of them. */
      readonly offenders: (reference: string) => string;
    }
);

type Key = string | number;

const constraints = new WeakMap<object, Constraint<never>>();

/** Adds checks to a schema: a TypeScript caller is checked at synth, every caller by Terraform. */
export function constrain<T extends z.ZodType>(schema: T, ...rules: Constraint<z.output<T>>[]): T {
  return rules.reduce((constrained, rule) => {
    const check = z.check<z.output<T>>(({ value: input, issues }) => {
      const verdict = rule.check(input);
      const places = verdict === true ? [] : verdict === false ? [[]] : verdict.map((key) => [key]);
      const detail = "detail" in rule && verdict === false ? rule.detail?.text(input) : "";
      const issue = {
        code: "custom",
        message: rule.message + (detail ?? ""),
        input,
        continue: true,
      } as const;
      issues.push(...places.map((path) => ({ ...issue, path })));
    });
    constraints.set(check, rule);
    return constrained.check(check as never) as T;
  }, schema);
}

/** A number or a text out of a list, for lists that zod's enumerations do not take. */
export function oneOf<T extends z.ZodType<number | string>>(
  schema: T,
  values: readonly z.output<T>[],
  message = listed(values.map(String)),
): T {
  return constrain(schema, {
    message,
    check: (value) => values.includes(value),
    condition: (reference) => `contains(${JSON.stringify(values)}, ${reference})`,
  });
}

/** A place in a caller's value. */
interface Place {
  /** How a message names it, as an HCL template: `rules.${key}.port`. */
  readonly name: string;
  /** HCL reference: `item.port`. */
  readonly reference: string;
  /** How many lists and maps it is nested in. */
  readonly depth: number;
  /** Whether a message may name entries: Terraform shows nothing of a sensitive value. */
  readonly open: boolean;
  /** A message in Terraform's names. */
  readonly inTerraform: (message: string) => string;
}

/** Every requirement of an input's schema, deep ones included. `inTerraform` translates the names in a message. */
export function requirementsOf(
  schema: z.ZodType,
  name: string,
  reference: string,
  inTerraform: (message: string) => string = (message) => message,
): Requirement[] {
  const place = { name, reference, depth: 0, open: !isSensitive(schema, name), inTerraform };
  return found(schema, name, place).map(({ condition, problem, problems, locals }) => ({
    condition,
    message: problems
      ? `\${join("\\n", ${problems})}`
      : `${problem.name} ${withoutMarkers(problem.message)}${problem.detail ? `\${try(${problem.detail}, "")}` : ""}.`,
    locals,
  }));
}

/**
 * What a schema itself demands of a value, as sentences without a subject ("must be at least 1"); what it demands of an object's attributes
 * or a list's items is theirs.
 */
export function limitsOf(schema: z.ZodType, path: string): string[] {
  const { kind, checks, values } = inspect(schema, path);
  const sentences = checks.map((check) => constraints.get(check)?.message ?? sentence(kind, check._zod.def));
  return [...sentences, ...(kind === "enum" ? [listed(values)] : [])];
}

/** A requirement on the way up from its place. */
interface Found {
  readonly condition: string;
  readonly problem: {
    readonly name: string;
    readonly message: string;
    /** HCL text that ends the message. */
    readonly detail?: string | undefined;
  };
  /** HCL list of what is wrong, once a list or a map is on the way. */
  readonly problems?: string;
  readonly locals: Locals;
}

function found(schema: z.ZodType, path: string, place: Place): Found[] {
  const input = inspect(schema, path);
  const { name, reference, inTerraform } = place;
  const all = input.checks.map((check) => requirement(input, check, path, place));
  if (input.kind === "enum") {
    const condition = `contains([${input.values.map(quoted).join(", ")}], ${reference})`;
    all.push({ condition, problem: { name, message: inTerraform(listed(input.values)) }, locals: {} });
  }
  all.push(...below(input, path, place));
  if (!input.optional || input.defaultValue !== undefined) return all;
  return all.map(({ condition, problems, ...rest }) => ({
    ...rest,
    // Terraform 1.11 evaluates both sides of ||, so an unset value needs the conditional operator.
    condition: `${reference} == null ? true : ${condition}`,
    problems: problems && `try(${problems}, [])`,
  }));
}

function below(input: Input, path: string, place: Place): Found[] {
  const { name, reference, depth } = place;
  if (input.kind === "object") {
    return Object.entries(input.shape).flatMap(([key, attribute]) =>
      found(attribute, `${path}.${key}`, {
        ...place,
        name: `${name}.${snakeCase(key)}`,
        reference: `${reference}.${snakeCase(key)}`,
      }),
    );
  }
  if (input.kind !== "list" && input.kind !== "map") return [];
  const key = keyAt(place);
  const item = `item${depth || ""}`;
  const loop = `for ${key}, ${item} in ${reference}`;
  const entry = name + entryAt(input, place);
  const inside = (schema: z.ZodType, within: string) =>
    found(schema, `${path}[*]`, { ...place, name: entry, reference: within, depth: depth + 1 }).map((each) =>
      inEach(each, loop, key, place.open),
    );
  return [...(input.key ? inside(input.key, key) : []), ...inside(input.element!, item)];
}

/** The variable that holds the key or the index of an entry at a place. */
const keyAt = ({ depth }: Place): string => `key${depth || ""}`;

/** How a message goes on to name that entry. */
const entryAt = (input: Input, place: Place): string =>
  !place.open ? "[*]" : input.kind === "map" ? `.\${${keyAt(place)}}` : `[\${${keyAt(place)}}]`;

/** HCL text: what a message says of a place. */
const sentenceOf = ({ name, message }: Found["problem"]): string =>
  `"${name} ${quoted(message).slice(1, -1)}."`;

/** What an entry must fulfil, of all entries. */
function inEach(
  { condition, problem, problems, locals }: Found,
  loop: string,
  key: string,
  open: boolean,
): Found {
  if (problem.detail)
    throw new Error(`${problem.name}: a message within a list or a map cannot have a detail`);
  const named = problems
    ? `flatten([${loop} : ${problems}])`
    : `[${loop} : ${sentenceOf(problem)} if !(${condition})]`;
  return {
    // Not alltrue(), which is false as soon as one entry is: the message can be read only when all entries are known.
    condition: `length([${loop} : ${key} if !(${condition})]) == 0`,
    problem,
    problems: open ? named : undefined,
    locals,
  };
}

function requirement(input: Input, check: Check, path: string, place: Place): Found {
  const definition = check._zod.def;
  const { name, reference, open, inTerraform } = place;
  const custom = constraints.get(check);
  if (!custom) {
    const message = inTerraform(sentence(input.kind, definition));
    return { condition: condition(definition, path, reference), problem: { name, message }, locals: {} };
  }
  const { locals = {} } = custom;
  const message = inTerraform(custom.message);
  if ("condition" in custom) {
    const detail = custom.detail?.expression(reference);
    return { condition: custom.condition(reference), problem: { name, message, detail }, locals };
  }
  const offenders = custom.offenders(reference);
  const problem = { name: name + entryAt(input, place), message };
  return {
    condition: `length(${offenders}) == 0`,
    problem,
    problems: open ? `[for ${keyAt(place)} in ${offenders} : ${sentenceOf(problem)}]` : undefined,
    locals,
  };
}

function condition(definition: CheckDefinition, path: string, reference: string): string {
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
  const count = (number: number | undefined) => {
    const [one, many] = things[kind as keyof typeof things] ?? ["", ""];
    return `${number} ${number === 1 ? one : many}`;
  };
  switch (definition.check) {
    case "min_length":
      return `must have at least ${count(definition.minimum)}`;
    case "max_length":
      return `must have at most ${count(definition.maximum)}`;
    case "length_equals":
      return `must have exactly ${count(definition.length)}`;
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

const things = {
  string: ["character", "characters"],
  list: ["item", "items"],
  map: ["entry", "entries"],
} as const;

/** "must be one of a, b". */
export function listed(values: readonly string[]): string {
  return `must be one of ${values.join(", ")}`;
}
