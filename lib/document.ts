import { DefaultTokenResolver, StringConcat, TerraformElement, Tokenization } from "cdktf";
import { deepMerge } from "cdktf/lib/util";
import type { ModuleStack } from "./stack";

/**
 * What is in a module, as Terraform's JSON. A stack's own `toTerraform()` says the same after resolving everything twice, and
 * metadata that a module does not carry with it: a sixth of a synth.
 */
export function documentOf(stack: ModuleStack): Record<string, unknown> {
  const elements = stack.node.findAll().filter(TerraformElement.isTerraformElement);
  const parts: unknown[] = elements.map((element) => resolved(stack, element.toTerraform()));
  // What addOverride() adds to the stack itself: blocks that CDKTF has no construct for.
  return deepMerge({}, ...parts, resolved(stack, stack["rawOverrides"])) as Record<string, unknown>;
}

function resolved(stack: ModuleStack, value: unknown): unknown {
  try {
    return resolve(stack, value);
  } catch {
    return resolveTokens(stack, value); // its message says where in the value
  }
}

/** Walks what holds no token, which is nearly everything, and leaves to CDKTF what does: it looks for each kind of token in each key. */
function resolve(stack: ModuleStack, value: unknown): unknown {
  if (typeof value === "string") return tokenInText.test(value) ? resolveTokens(stack, value) : value;
  if (typeof value === "number") return isTokenNumber(value) ? resolveTokens(stack, value) : value;
  if (typeof value === "boolean" || value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    if (value.some(isTokenOfList)) return resolveTokens(stack, value);
    return value.map((item) => resolve(stack, item)).filter((item) => item !== undefined);
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || Tokenization.isResolvable(value)) {
    return resolveTokens(stack, value);
  }
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (tokenInText.test(key)) return resolveTokens(stack, value);
    const found = key === metadata ? undefined : resolve(stack, item);
    if (found !== undefined) result[key] = found;
  }
  return result;
}

/** The attribute in which CDKTF notes where in the program a block comes from. */
const metadata = "//";

const resolver = new DefaultTokenResolver(new StringConcat());
const resolveTokens = (scope: ModuleStack, value: unknown): unknown =>
  Tokenization.resolve(value, { scope, resolver });

/** A token of text, of a list or of a map, or a number that is one. */
const tokenInText = /TfToken\[|e\+\d/;

/** CDKTF's tokens that are numbers are of the order of 1e289. */
const isTokenNumber = (value: number): boolean => Math.abs(value) > Number.MAX_SAFE_INTEGER;

/** Whether an item stands for all of its list. */
const isTokenOfList = (item: unknown): boolean =>
  typeof item === "string" ? item.includes("#{TfToken[") : typeof item === "number" && isTokenNumber(item);
