import type { z } from "zod";
import type { ModuleDefinition } from "../../lib/module";
import { snakeCase } from "../../lib/names";
import { inspect } from "../../lib/schema";
import { argumentOf } from "../../lib/values";
import { completeFile, completesOf, type Inputs } from "../../tools/standalone/cases";

/** Complete sets of inputs of a module, by what is special about them: together they give every input and attribute. */
export const completeInputs = ({ name }: ModuleDefinition): Readonly<Record<string, Inputs>> =>
  completesOf(name);

/** Inputs that a set needs to be known at plan, in addition to those that always decide. */
export const knownInputs = ({ name }: ModuleDefinition, set: string): readonly string[] =>
  completeFile(name).known?.[set] ?? [];

/** Paths of all inputs and attributes, `readers.*.instanceClass`, whether given or not. */
export function pathsOf(inputs: Readonly<Record<string, z.ZodType>>): string[] {
  const below = (schema: z.ZodType, at: string): string[] => {
    const { element, shape } = inspect(schema, at);
    if (element) return below(element, `${at}.*`);
    return [at, ...Object.entries(shape).flatMap(([key, attribute]) => below(attribute, `${at}.${key}`))];
  };
  return Object.entries(inputs).flatMap(([key, schema]) => below(schema, key));
}

/** The paths, of the same form, that a caller gives. */
export function givenPaths(inputs: Readonly<Record<string, z.ZodType>>, given: Inputs): Set<string> {
  const paths = new Set<string>();
  const visit = (schema: z.ZodType, value: unknown, at: string): void => {
    if (value === undefined) return;
    const { element, shape } = inspect(schema, at);
    if (element) return Object.values(value as object).forEach((item) => visit(element, item, `${at}.*`));
    paths.add(at);
    for (const [key, attribute] of Object.entries(shape))
      visit(attribute, (value as Record<string, unknown>)[key], `${at}.${key}`);
  };
  for (const [key, schema] of Object.entries(inputs)) visit(schema, given[key], key);
  return paths;
}

/** A module call whose values are known only after the apply. */
export interface UnknownCall {
  /** Arguments as Terraform reads them. */
  readonly call: Readonly<Record<string, unknown>>;
  /** Values that the call refers to as `${terraform_data.later.output.<name>}`. */
  readonly later: Readonly<Record<string, unknown>>;
}

/**
 * A call in which every text, number and boolean that does not decide what exists is unknown, however deep it is; keys, and how
 * many there are, are as the caller wrote them. What plans with all of them unknown plans with any one of them.
 */
export function unknownCall(
  inputs: Readonly<Record<string, z.ZodType>>,
  given: Inputs,
  known: readonly string[],
  prefix: string,
): UnknownCall {
  const later: Record<string, unknown> = {};
  const unknown = (schema: z.ZodType, value: unknown): unknown => {
    const { kind, element, shape, decides } = inspect(schema, "");
    if (value === undefined || decides) return value;
    if (kind === "list") return (value as unknown[]).map((item) => unknown(element!, item));
    if (kind === "map" || kind === "object") {
      const entries = Object.entries(value as object).map(([name, item]) => [
        name,
        unknown(element ?? shape[name]!, item),
      ]);
      return Object.fromEntries(entries) as unknown;
    }
    const name = `${prefix}_${Object.keys(later).length}`;
    later[name] = value;
    return mark + name;
  };
  const call = Object.entries(given).map(([key, value]) => {
    const schema = inputs[key]!;
    const argument = argumentOf(schema, known.includes(key) ? value : unknown(schema, value), key);
    return [snakeCase(key), withReferences(argument)];
  });
  return { later, call: Object.fromEntries(call) as Record<string, unknown> };
}

const mark = "known later: ";

/** The value with references in the places of its marks. */
function withReferences(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith(mark))
    return `\${terraform_data.later.output.${value.slice(mark.length)}}`;
  if (Array.isArray(value)) return value.map(withReferences);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(item)]));
}
