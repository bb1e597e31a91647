import type { Node } from "web-tree-sitter";
import { asText, functions, unknownCall, unknownsWithin } from "./functions";
import type { SyntaxReader } from "./syntax";
import {
  isUnknown,
  isUnread,
  isValueObject,
  readable,
  Unknown,
  type Value,
  type ValueObject,
} from "./unknown";

/** A step behind a name: an attribute, an index, or all elements. */
export type Step = { readonly name: Value } | { readonly all: true };

/** What names stand for where an expression is written. */
export interface Names {
  /**
   * The value of a name, and how many of the steps behind it are part of the name: `aws_kms_key`, of which `this` and `arn` are two. Names
   * of comprehensions are not asked for.
   */
  readonly valueOf: (name: string, steps: readonly Step[]) => readonly [Value, number];
}

/** Evaluates an expression of Terraform's JSON syntax as far as a plan knows its values. */
export function evaluate(text: unknown, names: Names, syntax: SyntaxReader): Value {
  if (Array.isArray(text)) return text.map((each) => evaluate(each, names, syntax));
  if (typeof text === "object" && text !== null)
    return Object.fromEntries(
      Object.entries(text).map(([key, each]) => [
        key.includes("${") ? (asText(evaluate(key, names, syntax)) ?? key) : key,
        evaluate(each, names, syntax),
      ]),
    );
  if (typeof text !== "string") return text === undefined ? null : (text as Value);
  if (!text.includes("${") && !text.includes("%{")) return text;
  const node = syntax.template(text);
  return node ? new Evaluation(names).expression(node) : new Unknown(short(text), false);
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

type Variables = ReadonlyMap<string, Value>;

class Evaluation {
  constructor(
    private readonly names: Names,
    private readonly variables: Variables = new Map(),
  ) {}

  expression(node: Node): Value {
    return this.sequence(node.children.filter(isPresent));
  }

  /** A term and the steps behind it. */
  private sequence(nodes: readonly Node[]): Value {
    const [first, ...rest] = nodes;
    if (!first) return null;
    if (first.type === "(") return this.steps(this.expression(nodes[1]!), this.stepsOf(nodes.slice(3)));
    const steps = this.stepsOf(rest);
    if (first.type === "variable_expr") return this.name(first.text, steps);
    return this.steps(this.term(first), steps);
  }

  private term(node: Node): Value {
    switch (node.type) {
      case "expression":
        return this.expression(node);
      case "literal_value":
        return this.literal(node.namedChild(0) ?? node);
      case "template_expr":
        return this.template(node.namedChild(0)!);
      case "collection_value":
        return this.collection(node.namedChild(0)!);
      case "function_call":
        return this.call(node);
      case "for_expr":
        return this.comprehension(node.namedChild(0)!);
      case "conditional": {
        const [condition, yes, no] = node.namedChildren.filter(isPresent);
        return this.either(
          this.expression(condition!),
          () => this.expression(yes!),
          () => this.expression(no!),
        );
      }
      case "operation":
        return this.operation(node.namedChild(0)!);
      default:
        return new Unknown(short(node.text), false);
    }
  }

  private literal(node: Node): Value {
    switch (node.type) {
      case "numeric_lit":
        return Number(node.text);
      case "bool_lit":
        return node.text === "true";
      case "null_lit":
        return null;
      default:
        return this.template(node);
    }
  }

  /** Text with values in it. What is one value only stays what it is. */
  private template(node: Node): Value {
    const heredoc = node.type === "heredoc_template";
    const { text, startIndex } = node;
    // The grammar leaves blanks between its nodes out, which are part of the text: so it is taken from the source.
    const end = heredoc ? text.trimEnd().lastIndexOf("\n") : text.length - 1;
    let at = heredoc ? text.indexOf("\n") + 1 : 1;
    const parts: Value[] = [];
    const literal = (to: number): void => {
      if (to > at) parts.push(heredoc ? withoutEscapes(text.slice(at, to)) : unescaped(text.slice(at, to)));
    };
    for (const child of node.namedChildren.filter(isPresent)) {
      const isValue = child.type === "template_interpolation";
      if (!isValue && child.type !== "template_directive") continue;
      literal(child.startIndex - startIndex);
      at = child.endIndex - startIndex;
      const inner = child.namedChildren.find((each) => each?.type === "expression");
      parts.push(isValue ? (inner ? this.expression(inner) : "") : new Unknown(short(child.text), false));
    }
    literal(end);
    if (parts.length === 1) return parts[0]!;
    const texts = parts.map(asText);
    return texts.every((each) => each !== undefined) ? texts.join("") : unknownCall("", parts);
  }

  private collection(node: Node): Value {
    const children = node.namedChildren.filter(isPresent);
    if (node.type === "tuple")
      return children.filter(({ type }) => type === "expression").map((each) => this.expression(each));
    const entries: (readonly [string, Value])[] = [];
    for (const element of children.filter(({ type }) => type === "object_elem")) {
      const [key, value] = element.namedChildren.filter((child) => child?.type === "expression");
      const name = /^[\w-]+$/.test(key!.text) ? key!.text : asText(this.expression(key!));
      if (name === undefined) return new Unknown(short(node.text), false);
      entries.push([name, this.expression(value!)]);
    }
    return Object.fromEntries(entries);
  }

  private call(node: Node): Value {
    const name = node.namedChild(0)!.text;
    const list = node.namedChildren.find((child) => child?.type === "function_arguments");
    const expressions = list?.namedChildren.filter((child) => child?.type === "expression") ?? [];
    if (name === "try") return expressions.length > 0 ? this.expression(expressions[0]!) : null;
    const values = expressions.map((each) => this.expression(each!));
    const spread = list?.namedChildren.some((child) => child?.type === "ellipsis") ?? false;
    const last = values.at(-1);
    const args = spread
      ? Array.isArray(last)
        ? [...values.slice(0, -1), ...(last as Value[])]
        : undefined
      : values;
    const result = args && Object.hasOwn(functions, name) ? functions[name]!(...args) : undefined;
    return result === undefined ? unknownCall(name, values) : result;
  }

  private comprehension(node: Node): Value {
    const children = node.namedChildren.filter(isPresent);
    const intro = children.find(({ type }) => type === "for_intro")!;
    const [first, second] = intro.namedChildren
      .filter((child) => child?.type === "identifier")
      .map((child) => child!.text);
    const collection = this.expression(intro.namedChildren.find((child) => child?.type === "expression")!);
    const bodies = children.filter(({ type }) => type === "expression");
    const filter = children
      .find(({ type }) => type === "for_cond")
      ?.namedChildren.find((child) => child?.type === "expression");
    const rounds = elementsOf(collection).flatMap(([key, value]) => {
      const variables = new Map([
        ...this.variables,
        ...(second
          ? ([
              [first!, key],
              [second, value],
            ] as const)
          : ([[first!, value]] as const)),
      ]);
      const round = new Evaluation(this.names, variables);
      // What may be there counts as there: rights that somebody may have are to be seen.
      const kept = filter ? round.expression(filter) : true;
      if (kept === false) return [];
      const results = bodies.map((body) => round.expression(body));
      return [kept === true ? results : results.map(possible)];
    });
    if (node.type === "for_tuple_expr") return rounds.map(([value]) => value!);
    const grouped = children.some(({ type }) => type === "ellipsis");
    const result: Record<string, Value> = {};
    for (const [key, value] of rounds) {
      const name = asText(key);
      if (name === undefined) return unknownCall("for", [collection]);
      result[name] = grouped ? [...((result[name] as Value[] | undefined) ?? []), value!] : value!;
    }
    return result;
  }

  private operation(node: Node): Value {
    const children = node.children.filter(isPresent);
    if (node.type === "unary_operation") {
      const value = this.sequence(children.slice(1));
      if (isUnknown(value)) return value;
      return children[0]!.type === "!" ? !value : -Number(value);
    }
    const at = children.findIndex(({ isNamed }) => !isNamed);
    const operator = children[at]?.text ?? "";
    const left = this.sequence(children.slice(0, at));
    // What decides alone needs no second look.
    if (operator === "&&" && left === false) return false;
    if (operator === "||" && left === true) return true;
    return binary(operator, left, this.sequence(children.slice(at + 1)));
  }

  private either(condition: Value, yes: () => Value, no: () => Value): Value {
    if (condition === true) return yes();
    if (condition === false) return no();
    return eitherOf(yes(), no());
  }

  private name(name: string, steps: readonly Step[]): Value {
    if (this.variables.has(name)) return this.steps(this.variables.get(name)!, steps);
    const [value, used] = this.names.valueOf(name, steps);
    return this.steps(value, steps.slice(used));
  }

  private stepsOf(nodes: readonly Node[]): Step[] {
    return nodes.flatMap((node): Step[] => {
      if (node.type === "get_attr") return [{ name: node.namedChild(0)!.text }];
      if (node.type === "index") {
        const index = node.namedChild(0)!;
        const expression = index.namedChildren.find((child) => child?.type === "expression");
        return [{ name: expression ? this.expression(expression) : Number(index.text.slice(1)) }];
      }
      if (node.type !== "splat") return [];
      return [{ all: true }, ...this.stepsOf(node.namedChild(0)!.namedChildren.filter(isPresent))];
    });
  }

  private steps(value: Value, steps: readonly Step[]): Value {
    const [step, ...rest] = steps;
    if (!step || value === null) return value;
    if ("all" in step) {
      if (isUnknown(value)) return rest.length > 0 ? [this.steps(value, rest)] : value;
      const list = Array.isArray(value) ? (value as Value[]) : [value];
      return list.map((each) => this.steps(each, rest));
    }
    return this.steps(within(value, step.name), rest);
  }
}

const isPresent = (node: Node | null): node is Node => node !== null;

/** An attribute or element. */
export function within(value: Value, name: Value): Value {
  if (isUnknown(value)) return new Unknown(`${value.text}.${asText(name) ?? "…"}`, value.read);
  if (isUnknown(name)) return new Unknown(`${words(value)}[${name.text}]`, false);
  if (Array.isArray(value)) return (value as Value[])[Number(name)] ?? null;
  if (typeof value !== "object" || value === null) return null;
  return Object.hasOwn(value, String(name)) ? (value as ValueObject)[String(name)]! : null;
}

/** What one of two values is, when nobody knows which: as much as it can be, since rights that somebody may have are to be seen. */
function eitherOf(a: Value, b: Value): Value {
  if (same(a, b)) return a;
  if (Array.isArray(a) && Array.isArray(b)) {
    const [olds, news] = [a, b].map(
      (list) => new Map((list as Value[]).map((each) => [JSON.stringify(each), each])),
    );
    return [...new Map([...olds!, ...news!])].map(([key, each]) =>
      olds!.has(key) && news!.has(key) ? each : possible(each),
    );
  }
  const distinct =
    isValueObject(a) && isValueObject(b) && Object.keys(a).every((key) => !Object.hasOwn(b, key));
  if (distinct) return { ...b, ...a };
  // A pattern that has the other one in it stands for both.
  const [first, second] = [asText(a), asText(b)];
  if (first !== undefined && second === `${first}*`) return second;
  if (second !== undefined && first === `${second}*`) return first;
  const read = !isUnread(a) && !isUnread(b) && !JSON.stringify([a, b]).includes("*");
  return new Unknown(`${words(a)} or ${words(b)}`, read);
}

/** What may be there: a permission counts as there, and a denial does not. */
const possible = (value: Value): Value =>
  JSON.stringify(value).includes('"Effect":"Deny"')
    ? new Unknown("a denial that depends on what is not known", false)
    : value;

/** The rounds of a comprehension; one, for an unknown number of them. */
function elementsOf(value: Value): (readonly [Value, Value])[] {
  if (isUnknown(value)) return [[new Unknown(`key of ${value.text}`, value.read), value]];
  if (Array.isArray(value)) return (value as Value[]).map((each, index) => [index, each]);
  return typeof value === "object" && value !== null
    ? Object.keys(value)
        .sort()
        .map((key) => [key, (value as ValueObject)[key]!])
    : [];
}

function binary(operator: string, left: Value, right: Value): Value {
  if (operator === "&&" || operator === "||") {
    const decisive = operator === "||";
    if (left === decisive || right === decisive) return decisive;
    return typeof left === "boolean" && typeof right === "boolean"
      ? !decisive
      : unknownCall(operator, [left, right]);
  }
  if (operator === "==" || operator === "!=") {
    if (unknownsWithin([left, right]).length > 0) {
      // What will have a value is not null.
      const sure = (left === null && right !== null) || (right === null && left !== null);
      return sure ? operator === "!=" : unknownCall(operator, [left, right]);
    }
    return same(left, right) === (operator === "==");
  }
  if (typeof left !== "number" || typeof right !== "number") return unknownCall(operator, [left, right]);
  const results: Record<string, Value> = {
    "+": left + right,
    "-": left - right,
    "*": left * right,
    "/": left / right,
    "%": left % right,
    ">": left > right,
    "<": left < right,
    ">=": left >= right,
    "<=": left <= right,
  };
  return results[operator] ?? unknownCall(operator, [left, right]);
}

const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

const words = (value: Value): string =>
  isUnknown(value)
    ? value.text
    : readable(typeof value === "string" ? value : (JSON.stringify(value) ?? "null"));

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

const withoutEscapes = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");

const unescaped = (text: string): string =>
  withoutEscapes(
    text.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt"\\])/g, (_, code: string) =>
      /^[uU]/.test(code) ? String.fromCodePoint(parseInt(code.slice(1), 16)) : ESCAPES[code]!,
    ),
  );
