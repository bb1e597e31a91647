import { z } from "zod";
import { snakeCase } from "./names";

/** What the kit needs to know of a zod check: its kind, its bound and the author's message. */
export interface CheckDefinition {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly value?: number | bigint;
  readonly inclusive?: boolean;
  readonly error?: (issue: unknown) => unknown;
}

export interface Check {
  readonly _zod: { readonly def: CheckDefinition };
}

/** An input schema taken apart: the wrappers (`optional`, `default`, …) are folded into flags. */
export interface Input {
  readonly kind: "string" | "number" | "boolean" | "enum" | "list" | "map" | "object";
  readonly optional: boolean;
  /** The default as a TypeScript caller would write it, or undefined. */
  readonly defaultValue: unknown;
  readonly checks: readonly Check[];
  readonly description?: string;
  readonly sensitive: boolean;
  /** Whether the value, or a part of it, decides what exists, so that it must be known at plan. */
  readonly decides: boolean;
  /** Whether Terraform must never store the value. */
  readonly ephemeral: boolean;
  /** Values of an enumeration. */
  readonly values: readonly string[];
  /** Schema of a list's items or of a map's values. */
  readonly element?: z.ZodType;
  /** Schema of a map's keys. */
  readonly key?: z.ZodType;
  /** Attributes of an object. */
  readonly shape: Shape;
}

/** Schemas by name: the inputs of a module, the attributes of an object. */
export type Shape = Readonly<Record<string, z.ZodType>>;

interface Definition {
  readonly type: string;
  readonly coerce?: boolean;
  readonly checks?: readonly Check[];
  readonly format?: string;
  readonly innerType?: z.ZodType;
  readonly defaultValue?: unknown;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
  readonly entries?: Record<string, string>;
  readonly values?: readonly unknown[];
  readonly catchall?: unknown;
}

const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition;

const kinds: Record<string, Input["kind"]> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  enum: "enum",
  literal: "enum",
  array: "list",
  record: "map",
  object: "object",
};

/**
 * Takes a schema apart. Throws for a schema that no Terraform type can express (unions, transforms, dates, open
 * objects), naming the input, since a module with such an input could not be called from plain Terraform.
 */
export function inspect(schema: z.ZodType, path: string): Input {
  let input = inspected.get(schema);
  if (!input) inspected.set(schema, (input = takeApart(schema, path)));
  return input;
}

/** Each schema is looked at many times in a synth. */
const inspected = new WeakMap<z.ZodType, Input>();

function takeApart(schema: z.ZodType, path: string): Input {
  const definition = definitionOf(schema);
  const meta = z.globalRegistry.get(schema) as
    { description?: string; sensitive?: boolean; decides?: boolean; ephemeral?: boolean } | undefined;
  const wrapper = ["optional", "default", "prefault"].includes(definition.type);
  if (wrapper && definition.innerType) {
    const inner = inspect(definition.innerType, path);
    return {
      ...inner,
      optional: inner.optional || definition.type === "optional",
      defaultValue: definition.type === "optional" ? inner.defaultValue : definition.defaultValue,
      description: meta?.description ?? inner.description,
      sensitive: meta?.sensitive ?? inner.sensitive,
      decides: meta?.decides ?? inner.decides,
      ephemeral: meta?.ephemeral ?? inner.ephemeral,
    };
  }
  const kind = kinds[definition.type];
  if (!kind) {
    throw new Error(
      `${path}: a zod "${definition.type}" has no Terraform type; use string, number, boolean, enum, array, record ` +
        `or strictObject, with optional(), default() or prefault()`,
    );
  }
  if (definition.coerce) {
    throw new Error(`${path}: Terraform does not convert as z.coerce does; use z.${definition.type}()`);
  }
  if (kind === "map" && definition.keyType?._zod.values) {
    throw new Error(`${path}: no Terraform type asks for every key of an enumeration; use z.strictObject()`);
  }
  if (kind === "object" && !definition.catchall) {
    throw new Error(`${path}: z.object() lets misspelt keys pass; use z.strictObject()`);
  }
  const values = definition.type === "literal" ? definition.values : Object.values(definition.entries ?? {});
  if (values?.some((value) => typeof value !== "string")) {
    throw new Error(`${path}: only strings can be enumerated`);
  }
  // z.int() is a number whose format is a check of its own, kept in the schema's definition.
  const own: Check[] = definition.format ? [{ _zod: { def: definition as unknown as CheckDefinition } }] : [];
  return {
    kind,
    optional: false,
    defaultValue: undefined,
    checks: [...own, ...(definition.checks ?? [])],
    description: meta?.description,
    sensitive: meta?.sensitive ?? false,
    decides: meta?.decides ?? false,
    ephemeral: meta?.ephemeral ?? false,
    values: (values ?? []) as string[],
    element: definition.element ?? definition.valueType,
    key: definition.keyType,
    shape: definition.shape ?? {},
  };
}

/** Names of inputs and of everything below them. */
export function namesIn(shape: Shape): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (attributes: Shape, prefix: string): void => {
    for (const [name, schema] of Object.entries(attributes)) {
      names.add(name);
      visit(attributesOf(schema, prefix + name), `${prefix}${name}.`);
    }
  };
  visit(shape, "");
  return names;
}

/** Attributes of an object; of a list or a map, those of its items. */
function attributesOf(schema: z.ZodType, path: string): Shape {
  const { element, shape } = inspect(schema, path);
  return element ? attributesOf(element, path) : shape;
}

/** The schemas on the way from a set of inputs to a place in them. It ends early where the path leads nowhere. */
export function schemasAlong(shape: Shape, path: readonly PropertyKey[]): z.ZodType[] {
  const schemas: z.ZodType[] = [];
  let input: Partial<Pick<Input, "element" | "shape">> = { shape };
  for (const key of path) {
    const next = input.element ?? (Object.hasOwn(input.shape!, key) ? input.shape![String(key)] : undefined);
    if (!next) break;
    schemas.push(next);
    input = inspect(next, "");
  }
  return schemas;
}

/** Whether a value may hold a secret: its schema, or that of something in it, is marked as sensitive. */
export function isSensitive(schema: z.ZodType, path = ""): boolean {
  const { sensitive, element, shape } = inspect(schema, path);
  const below = element ? [element] : Object.values(shape);
  return sensitive || below.some((inner) => isSensitive(inner, path));
}

/**
 * Marks an input whose value decides how many of something there are, or under which keys: a caller must write it, or know
 * it at plan. Of everything else, Terraform may learn the value during the apply.
 */
export function decides<T extends z.ZodType>(schema: T): T {
  return schema.meta({ decides: true }) as T;
}

/**
 * Marks an input that holds secrets: Terraform shows them nowhere and stores them neither in a plan nor in the state
 * (`ephemeral`), so that they can only go into write-only arguments and to other such inputs. Every plan and apply needs them.
 */
export function neverStored<T extends z.ZodType>(schema: T): T {
  return schema.meta({ sensitive: true, ephemeral: true }) as T;
}

/**
 * An input's description, followed by those of its attributes as a list, since a Terraform variable has only one. Throws
 * where one is missing.
 */
export function descriptionOf(schema: z.ZodType, path: string, indent = ""): string {
  const { description, decides: deciding } = inspect(schema, path);
  if (!description) throw new Error(`${path} has no description; add .describe("…")`);
  const text = deciding ? `${description} Must be known at plan.` : description;
  const lines = Object.entries(attributesOf(schema, path)).map(
    ([key, attribute]) =>
      `${indent}- ${snakeCase(key)}: ${descriptionOf(attribute, `${path}.${key}`, `${indent}  `)}`,
  );
  return [text, ...lines].join("\n");
}
