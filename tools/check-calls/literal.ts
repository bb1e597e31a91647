import { getExpressionAst, type TFExpressionSyntaxTree as Syntax } from "@cdktf/hcl2json";
import { pairsOf, textOf } from "./type";

/** What can be read of a value without running Terraform. */
export type Literal =
  | { readonly kind: "object"; readonly entries: readonly Entry[] }
  | { readonly kind: "list"; readonly items: readonly Literal[] }
  /** One of several, or several that are joined: the branches of a condition, the arguments of merge. */
  | { readonly kind: "several"; readonly values: readonly Literal[] }
  | { readonly kind: "unread" };

/** An entry of an object; a key that is computed has no name. */
interface Entry {
  readonly key?: string;
  readonly value: Literal;
}

/** What names stand for where a value is written. */
export interface Scope {
  /** The locals of the folder, as its files have them. */
  readonly locals: ReadonlyMap<string, unknown>;
  /** `for_each` of the call, as its file has it. */
  readonly forEach?: unknown;
}

const unread: Literal = { kind: "unread" };

/** Functions whose result is one of their arguments, or all of them together. */
const passing = /^(merge|concat|coalesce|coalescelist|try|tolist|toset|tomap)$/;

/** What an expression must have for an object to be in it. */
const mayHaveObject = /\{|\blocal\.|\beach\.value\b/;

/**
 * Reads a value as hcl2json and Terraform's JSON syntax have it: objects and lists, and expressions as text in `${…}`. `reading` has the
 * names that are being read, since a local that names itself would never end.
 */
export async function literalOf(
  value: unknown,
  scope: Scope,
  reading: readonly string[] = [],
): Promise<Literal> {
  if (Array.isArray(value))
    return { kind: "list", items: await Promise.all(value.map((item) => literalOf(item, scope, reading))) };
  if (typeof value === "object" && value !== null)
    return {
      kind: "object",
      entries: await Promise.all(
        Object.entries(value).map(async ([key, item]) => ({
          ...(key.includes("${") ? {} : { key }),
          value: await literalOf(item, scope, reading),
        })),
      ),
    };
  const expression = typeof value === "string" ? /^\$\{([^]*)\}$/.exec(value)?.[1] : undefined;
  if (expression === undefined || !mayHaveObject.test(expression)) return unread;
  const reader = new Reader(Buffer.from(expression), scope, reading);
  // Two expressions in one text, "${a}-${b}", are none when they are read as one, and no object either.
  const syntax = await getExpressionAst("value.tf", expression).catch(() => null);
  return syntax ? reader.read(syntax) : unread;
}

/** Reads an expression. */
class Reader {
  constructor(
    private readonly source: Buffer,
    private readonly scope: Scope,
    private readonly reading: readonly string[],
  ) {}

  async read(syntax: Syntax.ExpressionType): Promise<Literal> {
    const { children } = syntax;
    switch (syntax.type) {
      case "object":
        return {
          kind: "object",
          entries: await Promise.all(pairsOf(syntax).map((pair) => this.entry(pair))),
        };
      case "tuple":
        return { kind: "list", items: await this.all(children) };
      case "conditional":
        return { kind: "several", values: await this.all(children.slice(1)) };
      case "function":
        return this.call(syntax);
      case "for":
        return this.comprehension(syntax);
      case "scopeTraversal":
        return this.name((syntax.meta as Syntax.ScopeTraversalExpressionMeta).traversal);
      default:
        // Brackets have no type; a template that is one expression wraps it.
        return children.length === 1 &&
          !/^(template|splat|index|relativeTraversal|unaryOp)$/.test(syntax.type)
          ? this.read(children[0]!)
          : unread;
    }
  }

  private all(syntaxes: readonly Syntax.ExpressionType[]): Promise<Literal[]> {
    return Promise.all(syntaxes.map((syntax) => this.read(syntax)));
  }

  private async call({ meta, children }: Syntax.ExpressionType): Promise<Literal> {
    const { name, expandedFinalArgument } = meta as Syntax.FunctionCallMeta;
    if (!passing.test(name)) return unread;
    const values = await this.all(children);
    // merge([…]...): the list's elements are the arguments.
    const last = expandedFinalArgument ? values.pop() : undefined;
    return { kind: "several", values: last ? [...values, elementsOf(last)] : values };
  }

  private async entry([key, value]: readonly [Syntax.ExpressionType, Syntax.ExpressionType]): Promise<Entry> {
    const text = textOf(key, this.source);
    const name = /^(?:"([^"$%\\]*)"|([\p{L}_][\p{L}\p{N}_-]*))$/u.exec(text);
    return { ...(name ? { key: name[1] ?? name[2]! } : {}), value: await this.read(value) };
  }

  /** `{ for … : key => value }` and `[ for … : value ]`: what each value may have is written once. */
  private async comprehension(syntax: Syntax.ExpressionType): Promise<Literal> {
    const { keyExpression, valueExpression } = syntax.meta as Syntax.ForExpressionMeta;
    const value = await literalOf(`\${${valueExpression}}`, this.scope, this.reading);
    return keyExpression ? { kind: "object", entries: [{ value }] } : { kind: "list", items: [value] };
  }

  /** A local value or `each.value`, and what is below it. */
  private async name([first, second, ...rest]: readonly Syntax.TerraformTraversalPart[]): Promise<Literal> {
    if (!first || !second) return unread;
    const { locals, forEach } = this.scope;
    const known = `${first.segment}.${second.segment}`;
    if (this.reading.includes(known)) return unread;
    const path = rest.map(({ segment }) => segment.replace(/^\["?|"?\]$|^"|"$/g, ""));
    const reading = [...this.reading, known];
    if (first.segment === "local")
      return below(await literalOf(locals.get(second.segment), this.scope, reading), path);
    if (known === "each.value" && forEach !== undefined)
      return below(elementsOf(await literalOf(forEach, this.scope, reading)), path);
    return unread;
  }
}

/** What a path leads to in a literal. */
function below(literal: Literal, [key, ...rest]: readonly string[]): Literal {
  if (key === undefined) return literal;
  switch (literal.kind) {
    case "object": {
      const found = literal.entries.filter((entry) => entry.key === key || entry.key === undefined);
      return { kind: "several", values: found.map(({ value }) => below(value, rest)) };
    }
    case "list":
      return { kind: "several", values: literal.items.map((item) => below(item, rest)) };
    case "several":
      return { kind: "several", values: literal.values.map((value) => below(value, [key, ...rest])) };
    default:
      return unread;
  }
}

/** All elements of a map or list, as one of several. */
function elementsOf(literal: Literal): Literal {
  switch (literal.kind) {
    case "object":
      return { kind: "several", values: literal.entries.map(({ value }) => value) };
    case "list":
      return { kind: "several", values: literal.items };
    case "several":
      return { kind: "several", values: literal.values.map(elementsOf) };
    default:
      return unread;
  }
}
