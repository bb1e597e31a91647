import type { Expression } from "../../lib/expression";
import { nearest } from "../../lib/names";
import { show } from "../../lib/problems";
import { isObject, readJson } from "../json-file";
import { parameterValue } from "../outside";
import { type Key, keys, type Kind, requiredKeys } from "./keys";

/** A value that is in Parameter Store, where Medplum's CDK looks it up at synth. */
export interface External {
  /** Name of the parameter. */
  readonly key: string;
  readonly type: "string" | "number" | "boolean";
}

/** Medplum's infrastructure configuration file, as far as it is what it should be. */
export interface ConfigFile {
  /** Name of the file, for messages. */
  readonly name: string;
  /** Values of the right type, by key. Terraform reads external ones. */
  readonly values: Values;
  /** Where external values are, by key: `apiSslCertArn`, `workerServices[0].serverImage`. */
  readonly external: ReadonlyMap<string, External>;
  /** What is wrong with the file, one sentence each: the key, what was given, what is allowed. */
  readonly problems: readonly string[];
  /** What the problems are about: keys, and places below them. */
  readonly refused: ReadonlySet<string>;
}

const system = "aws_ssm_parameter_store";
const outermost: Kind = { object: keys };

/** Reads the file. Throws for what is not JSON, with line and column; everything else is listed in `problems`. */
export function readConfigFile(name: string, content: Buffer): ConfigFile {
  const reader = new Reader(name);
  const values = reader.read("", readJson(name, content), outermost) ?? {};
  for (const key of requiredKeys) if (!reader.mentioned.has(key)) reader.problem(key, "is missing");
  const { external, problems, refused } = reader;
  return { name, values: values as Values, external, problems, refused };
}

class Reader {
  readonly external = new Map<string, External>();
  readonly problems: string[] = [];
  readonly refused = new Set<string>();
  /** Keys that are in the file, whatever they hold. */
  readonly mentioned = new Set<string>();

  constructor(private readonly name: string) {}

  problem(where: string, text: string): void {
    this.refused.add(where);
    this.problems.push(where ? `${this.name}: ${where} ${text}` : `${this.name} ${text}`);
  }

  /** The value if it is of the kind; undefined otherwise, which is a problem. */
  read(where: string, value: unknown, kind: Kind): unknown {
    this.mentioned.add(where);
    if (kind === "anything") return value;
    if (typeof kind === "string") return this.primitive(where, value, kind);
    if ("oneOf" in kind) return this.choice(where, value, kind.oneOf);
    if ("list" in kind) return this.list(where, value, kind.list);
    if (!isObject(value)) return this.wrong(where, value, "an object");
    return "map" in kind
      ? this.entries(where, value, () => kind.map)
      : this.entries(
          where,
          value,
          (key) => (Object.hasOwn(kind.object, key) ? kind.object[key] : undefined),
          kind.object,
        );
  }

  private primitive(where: string, value: unknown, kind: External["type"]): unknown {
    if (isObject(value)) return this.reference(where, value, kind);
    if (typeof value === "string" && /^\s*TODO\b/i.test(value)) {
      this.problem(
        where,
        `must be filled in: medplum aws init writes TODO for what it could not create (got ${show(value)})`,
      );
      return undefined;
    }
    return typeof value === kind ? value : this.wrong(where, value, names[kind]);
  }

  private choice(where: string, value: unknown, allowed: readonly string[]): unknown {
    if (isObject(value)) return this.reference(where, value, "string");
    return allowed.includes(value as string)
      ? value
      : this.wrong(where, value, `one of ${allowed.join(", ")}`);
  }

  private list(where: string, value: unknown, kind: Kind): unknown {
    if (!Array.isArray(value)) return this.wrong(where, value, "a list");
    return value.map((item: unknown, i) => this.read(`${where}[${i}]`, item, kind));
  }

  private entries(
    where: string,
    value: Readonly<Record<string, unknown>>,
    kindOf: (key: string) => Kind | undefined,
    known: Readonly<Record<string, Kind>> = {},
  ): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const place = where ? `${where}.${key}` : key;
      const kind = kindOf(key);
      if (!kind) {
        this.mentioned.add(place);
        const near = nearest(key, Object.keys(known));
        this.problem(
          place,
          `is not a key of Medplum's configuration${near ? `; did you mean ${near}?` : ""}`,
        );
        continue;
      }
      const read = this.read(place, item, kind);
      if (read !== undefined) result[key] = read;
    }
    return result;
  }

  /** `{system, key, type}` in place of a value. */
  private reference(
    where: string,
    value: Readonly<Record<string, unknown>>,
    kind: External["type"],
  ): Expression | undefined {
    const { system: from, key, type, ...others } = value;
    const wrong = (text: string) => this.problem(where, text);
    if (from === undefined || key === undefined || Object.keys(others).length > 0) {
      wrong(
        `must be ${names[kind]}, or {system, key, type} of a parameter in Parameter Store (got ${show(value)})`,
      );
    } else if (from !== system)
      wrong(`must have the system ${system}, the only one supported (got ${show(from)})`);
    else if (typeof key !== "string" || key === "")
      wrong(`must have the name of a parameter as key (got ${show(key)})`);
    else if (type !== kind) wrong(`must have the type ${kind} (got ${show(type)})`);
    else {
      this.external.set(where, { key, type: kind });
      return parameterValue(key, kind);
    }
    return undefined;
  }

  private wrong(where: string, value: unknown, what: string): undefined {
    this.problem(where, `must be ${what} (got ${show(value)})`);
    return undefined;
  }
}

const names: Readonly<Record<External["type"], string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
};

/** Values by key, typed by the table of keys. An expression is a value in Parameter Store. */
export type Values = { readonly [K in Key]?: ValueOf<(typeof keys)[K]> };

type ValueOf<K> = K extends "string"
  ? string | Expression
  : K extends "number"
    ? number | Expression
    : K extends "boolean"
      ? boolean | Expression
      : K extends { readonly oneOf: readonly (infer O)[] }
        ? O | Expression
        : K extends { readonly list: infer L }
          ? readonly ValueOf<L>[]
          : K extends { readonly map: infer M }
            ? Readonly<Record<string, ValueOf<M>>>
            : K extends { readonly object: infer O }
              ? { readonly [N in keyof O]?: ValueOf<O[N]> }
              : unknown;
