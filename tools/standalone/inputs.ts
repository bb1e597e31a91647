import type { z } from "zod";
import type { ModuleDefinition } from "../../lib/module";
import { snakeCase } from "../../lib/names";
import { limitsOf } from "../../lib/requirements";
import { placeOf } from "../../lib/rules";
import { inspect } from "../../lib/schema";
import { terraformType } from "../../lib/terraform-type";
import { toTerraform } from "../../lib/values";
import { translatorOf } from "../../lib/variables";
import { cell, code, table } from "./table";
import { hcl } from "./hcl";

/** The inputs of a module, a row for each attribute at any depth, and the rules over several of them. */
export function inputTables(definition: ModuleDefinition, lineOf: (name: string) => string): string {
  const inTerraform = translatorOf(definition);
  const rows = Object.entries(definition.inputs).flatMap(([key, schema]) =>
    rowsOf(schema, snakeCase(key), lineOf, inTerraform),
  );
  const rules = (definition.rules ?? []).map(
    (rule) => `- \`${placeOf(rule).split(".").map(snakeCase).join(".")}\` ${inTerraform(rule.message)}.`,
  );
  return [
    "## Inputs",
    "",
    "`<key>` and `<index>` stand for the key of a map's entry and for the index of a list's item.",
    "",
    table(["Name", "Type", "Default", "Description", "Allowed"], rows),
    "",
    ...(rules.length > 0 ? ["Rules over several of them:", "", ...new Set(rules), ""] : []),
  ].join("\n");
}

/** The row of an input or attribute, and of those below it. */
function rowsOf(
  schema: z.ZodType,
  place: string,
  lineOf: (place: string) => string,
  inTerraform: (text: string) => string,
): string[][] {
  const { description = "", decides, defaultValue, optional, sensitive, ephemeral } = inspect(schema, place);
  const text = [
    description,
    ...(decides ? ["Must be known at plan."] : []),
    ...(ephemeral ? ["Never stored."] : sensitive ? ["Sensitive."] : []),
  ].join(" ");
  const own = [
    /[.[]/.test(place) ? code(place) : `[${code(place)}](${lineOf(place)})`,
    code(typeOf(schema, place)),
    defaultValue !== undefined
      ? code(hcl(toTerraform(schema, defaultValue, place)).replace(/\s+/g, " "))
      : optional
        ? "`null`"
        : "required",
    cell(inTerraform(text)),
    cell(inTerraform(allowed(schema, place).join("; "))),
  ];
  const [inner, below] = innermost(schema, place);
  const attributes = Object.entries(inspect(inner, below).shape);
  return [
    own,
    ...attributes.flatMap(([key, attribute]) =>
      rowsOf(attribute, `${below}.${snakeCase(key)}`, lineOf, inTerraform),
    ),
  ];
}

/** The type without what is in rows of its own. */
const typeOf = (schema: z.ZodType, place: string): string =>
  terraformType(schema, place).replace(/object\(\{.*\}\)/, "object");

/** The schema of an entry, and its place: `readers.<key>`. */
function innermost(schema: z.ZodType, place: string): [z.ZodType, string] {
  const { kind, element } = inspect(schema, place);
  if (!element) return [schema, place];
  return innermost(element, kind === "map" ? `${place}.<key>` : `${place}[<index>]`);
}

/** What may be given, of the value, its keys and its items. */
function allowed(schema: z.ZodType, place: string): string[] {
  const { key, element } = inspect(schema, place);
  return [
    ...limitsOf(schema, place),
    ...(key ? limitsOf(key, place).map((limit) => `each key ${limit}`) : []),
    ...(element ? allowed(element, place).map((limit) => `each ${limit}`) : []),
  ];
}
