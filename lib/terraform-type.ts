import type { z } from "zod";
import { Expression, quoted } from "./expression";
import { checkDistinct, snakeCase } from "./names";
import { inspect } from "./schema";
import { toTerraform } from "./values";

/** Names that every reference to an object has by itself. */
const reservedAttributes: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Expression.prototype),
  ...Object.getOwnPropertyNames(new Expression([])),
]);

/** The Terraform type of an input: `object({ min = optional(number, 1) })`. */
export function terraformType(schema: z.ZodType, path: string): string {
  const input = inspect(schema, path);
  switch (input.kind) {
    case "string":
    case "enum":
      return "string";
    case "number":
      return "number";
    case "boolean":
      return "bool";
    case "list":
      return `list(${terraformType(input.element!, `${path}[*]`)})`;
    case "map":
      return `map(${terraformType(input.element!, `${path}[*]`)})`;
    case "object": {
      checkDistinct(Object.keys(input.shape), `${path}.`);
      const taken = Object.keys(input.shape).find((key) => reservedAttributes.has(key));
      if (taken)
        throw new Error(`${path}.${taken}: every expression has a member of that name; choose another`);
      const attributes = Object.entries(input.shape).map(
        ([key, attribute]) => `${snakeCase(key)} = ${attributeType(attribute, `${path}.${key}`)}`,
      );
      return `object({ ${attributes.join(", ")} })`;
    }
  }
}

function attributeType(schema: z.ZodType, path: string): string {
  const type = terraformType(schema, path);
  const { optional, defaultValue } = inspect(schema, path);
  if (defaultValue !== undefined) return `optional(${type}, ${hcl(toTerraform(schema, defaultValue, path))})`;
  return optional ? `optional(${type})` : type;
}

/** A plain value as HCL text, for defaults inside type expressions. */
function hcl(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(hcl).join(", ")}]`;
  if (value && typeof value === "object") {
    const entries = Object.entries(value);
    return entries.length === 0
      ? "{}"
      : `{ ${entries.map(([k, v]) => `${quoted(k)} = ${hcl(v)}`).join(", ")} }`;
  }
  return String(value);
}
