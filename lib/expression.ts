import { type IResolvable, type IResolveContext, Token, Tokenization } from "cdktf";

/**
 * A Terraform expression written in TypeScript. It resolves to `${…}` on its own and to bare text inside another
 * expression, so that expressions nest without nested braces. `string`, `number`, `list` and `map` hand it to a
 * resource argument of that type; the types are promises to the compiler, Terraform checks the value.
 */
export class Expression implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[] = []) {
    this.#texts = texts;
    this.#values = values;
  }

  get string(): string {
    return Token.asString(this);
  }

  get number(): number {
    return Token.asNumber(this);
  }

  get list(): string[] {
    return Token.asList(this);
  }

  get map(): Record<string, string> {
    return Token.asStringMap(this);
  }

  resolve(context: IResolveContext): string {
    const nested = context.suppressBraces;
    context.suppressBraces = true;
    const text = this.#texts
      .map((part, i) => part + (i < this.#values.length ? literal(this.#values[i], context) : ""))
      .join("");
    context.suppressBraces = nested;
    return nested ? text : "${" + text + "}";
  }

  toString(): string {
    return this.string;
  }

  toJSON(): string {
    return "<Terraform expression>";
  }
}

/**
 * Template tag for what Terraform must compute: `` tf`cidrsubnet(${vpc.cidrBlock}, 4, ${i})` ``. Placeholders take
 * tokens, which become references, and plain values, which become literals (strings are quoted and escaped).
 */
export function tf(texts: TemplateStringsArray, ...values: unknown[]): Expression {
  return new Expression([...texts.raw], values);
}

/** A name that Terraform knows (`var.name`, `each.key`, `local.zones`), as an expression. */
export function reference(text: string): Expression {
  return new Expression([text]);
}

/** Text as a quoted HCL string: JSON's escapes as far as HCL knows them, plus those of its template markers. */
export function quoted(text: string): string {
  const unknown: Record<string, string> = { "\\b": "\\u0008", "\\f": "\\u000c" };
  return withoutMarkers(JSON.stringify(text).replace(/\\./g, (escape) => unknown[escape] ?? escape));
}

/** Text as it goes into a template: its template markers are escaped. */
export const withoutMarkers = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

/**
 * A caller's value as it goes into Terraform's JSON, where texts and keys are templates: `${` and `%{` are escaped, so that
 * they arrive as they were written, and tokens stay.
 */
export function verbatim(value: unknown): unknown {
  if (typeof value === "string") return verbatimText(value);
  if (Array.isArray(value)) return value.map(verbatim);
  if (!value || typeof value !== "object" || Tokenization.isResolvable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [verbatimText(key), verbatim(item)]));
}

function verbatimText(text: string): string {
  return text
    .split(tokenInText)
    .map((part) => (tokenInText.test(part) ? part : withoutMarkers(part)))
    .join("");
}

/** A value as HCL: tokens as references, everything else as a literal. */
function literal(value: unknown, context: IResolveContext): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return stringLiteral(value, context);
  if (typeof value === "number") {
    return Token.isUnresolved(value) ? resolved(Tokenization.reverseNumber(value), context) : String(value);
  }
  if (typeof value === "boolean") return String(value);
  if (Tokenization.isResolvable(value)) return resolved(value, context);
  if (Array.isArray(value)) {
    const token = Token.isUnresolved(value) ? Tokenization.reverseList(value as string[]) : undefined;
    return token ? resolved(token, context) : `[${value.map((item) => literal(item, context)).join(", ")}]`;
  }
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${quoted(key)} = ${literal(item, context)}`).join(", ")}}`;
}

/** As CDKTF writes a token into text. */
const tokenInText = /(\$\{TfToken\[[a-zA-Z0-9:._-]+\]\})/;

/** A string that is one token is a reference; text around tokens makes it a template. */
function stringLiteral(text: string, context: IResolveContext): string {
  const parts = text.split(tokenInText).filter((part) => part !== "");
  const isToken = (part: string) => tokenInText.test(part);
  const token = (part: string) => resolved(Tokenization.reverseString(part).firstToken, context);
  if (parts.length === 1 && isToken(text)) return token(text);
  return `"${parts.map((part) => (isToken(part) ? "${" + token(part) + "}" : quoted(part).slice(1, -1))).join("")}"`;
}

function resolved(token: unknown, context: IResolveContext): string {
  const value: unknown = context.resolve(token);
  return typeof value === "string" ? value : literal(value, context);
}
