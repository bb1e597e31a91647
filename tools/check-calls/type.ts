import { getExpressionAst, type TFExpressionSyntaxTree as Syntax } from "@cdktf/hcl2json";

/** A type constraint of a variable, as far as it decides which keys an object may have. */
export type Type =
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Type> }
  | { readonly kind: "elements"; readonly of: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | { readonly kind: "other" };

const other: Type = { kind: "other" };

/** Reads a type constraint: `object({ a = optional(list(string)) })`. */
export async function typeOf(constraint: string): Promise<Type> {
  const syntax = await getExpressionAst("type.tf", constraint);
  return syntax ? typeOfSyntax(syntax, Buffer.from(constraint)) : other;
}

function typeOfSyntax(syntax: Syntax.ExpressionType, source: Buffer): Type {
  if (syntax.type !== "function") return other;
  const [first] = syntax.children;
  if (!first) return other;
  switch ((syntax.meta as Syntax.FunctionCallMeta).name) {
    case "optional":
      return typeOfSyntax(first, source);
    case "list":
    case "set":
    case "map":
      return { kind: "elements", of: typeOfSyntax(first, source) };
    case "tuple":
      return { kind: "tuple", elements: first.children.map((element) => typeOfSyntax(element, source)) };
    case "object":
      return {
        kind: "object",
        attributes: new Map(
          pairsOf(first).map(([key, value]) => [
            textOf(key, source).replace(/^"|"$/g, ""),
            typeOfSyntax(value, source),
          ]),
        ),
      };
    default:
      return other;
  }
}

/** Whether a value may have a key that the type does not have. */
export function hasObject(type: Type): boolean {
  if (type.kind === "elements") return hasObject(type.of);
  return type.kind === "object" || (type.kind === "tuple" && type.elements.some(hasObject));
}

/** The keys and values of an object: its children, in turn. */
export const pairsOf = ({
  children,
}: Syntax.ExpressionType): (readonly [Syntax.ExpressionType, Syntax.ExpressionType])[] =>
  children.flatMap((key, i) => (i % 2 === 0 ? [[key, children[i + 1]!] as const] : []));

/** The part of an expression's source that a node stands for. */
export const textOf = ({ range }: Syntax.ExpressionType, source: Buffer): string =>
  source.subarray(range.start.byte, range.end.byte).toString("utf8");
