import { Token, Tokenization } from "cdktf";
import type { z } from "zod";
import { verbatim } from "./expression";
import { snakeCase } from "./names";
import { inspect } from "./schema";

/**
 * A TypeScript caller's value as Terraform reads it: attribute names become snake_case, a map's own keys stay, tokens
 * and undefined pass through.
 */
export function toTerraform(schema: z.ZodType, value: unknown, path: string): unknown {
  if (value === undefined || value === null || isToken(value)) return value;
  const input = inspect(schema, path);
  if (input.kind === "list" && Array.isArray(value)) {
    return value.map((item) => toTerraform(input.element!, item, path));
  }
  if (Array.isArray(value) || typeof value !== "object") return value;
  if (input.kind === "map") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, toTerraform(input.element!, item, path)]),
    );
  }
  if (input.kind === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => {
          const attribute = Object.hasOwn(input.shape, key) ? input.shape[key] : undefined;
          return [snakeCase(key), attribute ? toTerraform(attribute, item, path) : item];
        }),
    );
  }
  return value;
}

/** A TypeScript caller's value as an argument in Terraform's JSON: in its names, and text stays text. */
export function argumentOf(schema: z.ZodType, value: unknown, path: string): unknown {
  return verbatim(toTerraform(schema, value, path));
}

/** True for a value that only Terraform knows. */
export function isToken(value: unknown): boolean {
  return Tokenization.isResolvable(value) || Token.isUnresolved(value);
}

/** True when the value contains a token. */
export function holdsToken(value: unknown): boolean {
  if (isToken(value)) return true;
  if (value && typeof value === "object") return Object.values(value).some(holdsToken);
  return false;
}
