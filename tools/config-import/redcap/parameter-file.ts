import { isObject, readJson } from "../../../app/json-file";
import { nearest } from "../../../lib/names";

/** What is known of a CloudFormation parameter. */
export interface Parameter {
  /** The template's default. */
  readonly default?: string;
  /** A password or login: its value is dropped while the file is read. */
  readonly secret?: boolean;
}

/** A CloudFormation parameter file. */
export interface ParameterFile {
  /** Name of the file, for messages. */
  readonly name: string;
  /** Values by parameter, without those of secrets. */
  readonly values: ReadonlyMap<string, string>;
  /** Secrets whose value the file holds. */
  readonly secrets: readonly string[];
  /** Tags of the stack, where the file has them. */
  readonly tags?: Readonly<Record<string, unknown>>;
  /** What is wrong with the file, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Reads any of the forms that AWS's tools accept: a list of {ParameterKey, ParameterValue} (the CLI, describe-stacks), a
 * list of "Key=Value", a map, or either of them under "Parameters" (CodePipeline), perhaps with "Tags".
 * Throws for what is not JSON; everything else is listed in `problems`. No value is ever part of a message.
 */
export function readParameterFile(
  name: string,
  content: Buffer,
  known: Readonly<Record<string, Parameter>>,
): ParameterFile {
  const problems: string[] = [];
  const { parameters, tags } = unwrap(readJson(name, content), (text) => problems.push(`${name}: ${text}`));
  const values = new Map<string, string>();
  const secrets: string[] = [];
  const seen = new Set<string>();
  for (const { key, value, problem } of parameters) {
    const add = (text: string) => problems.push(`${name}: ${key} ${text}`);
    const secret = known[key]?.secret;
    if (!Object.hasOwn(known, key)) {
      const near = nearest(key, Object.keys(known));
      add(`is not a parameter of the template${near ? `; did you mean ${near}?` : ""}`);
    } else if (seen.has(key)) add("is given twice");
    else if (secret) {
      // describe-stacks shows **** for passwords.
      if (typeof value === "string" && /[^*]/.test(value)) secrets.push(key);
    } else if (problem) add(problem);
    else if (["string", "number", "boolean"].includes(typeof value)) values.set(key, String(value).trim());
    else add("must be a string, a number, true or false");
    seen.add(key);
  }
  if (parameters.length > 0 && ![...seen].some((key) => Object.hasOwn(known, key))) {
    problems.push(
      `${name}: contains none of the template's parameters; they are ${Object.keys(known).join(", ")}`,
    );
  }
  return { name, values, secrets, tags, problems };
}

interface Entry {
  readonly key: string;
  readonly value?: unknown;
  readonly problem?: string;
}

function unwrap(document: unknown, problem: (text: string) => void) {
  if (!isObject(document) || !("Parameters" in document)) {
    return { parameters: entriesOf(document, problem), tags: undefined };
  }
  const { Parameters: parameters, Tags: tags, ...others } = document;
  for (const key of Object.keys(others)) {
    problem(`${key} has no counterpart: only Parameters and Tags are read; remove it`);
  }
  if (tags !== undefined && !isObject(tags)) problem("Tags must be a map of names to values");
  return { parameters: entriesOf(parameters, problem), tags: isObject(tags) ? tags : undefined };
}

const forms =
  "must be a list of {ParameterKey, ParameterValue}, a map of parameters to values, or either under Parameters";

function entriesOf(document: unknown, problem: (text: string) => void): Entry[] {
  if (isObject(document)) {
    const entries = Object.entries(document).map(([key, value]) => ({ key, value }));
    if (entries.length === 0) problem(`${forms} (got none)`);
    return entries;
  }
  if (!Array.isArray(document) || document.length === 0) {
    problem(forms);
    return [];
  }
  return document.flatMap((item: unknown, i) => {
    const entry = entryOf(item);
    if (!entry) problem(`entry ${i + 1} of the list must be {ParameterKey, ParameterValue}`);
    return entry ? [entry] : [];
  });
}

function entryOf(item: unknown): Entry | undefined {
  if (typeof item === "string") {
    const [, key, value] = /^([A-Za-z0-9]+)=([^]*)$/.exec(item) ?? [];
    return key === undefined ? undefined : { key, value };
  }
  if (!isObject(item) || typeof item["ParameterKey"] !== "string") return undefined;
  const key = item["ParameterKey"];
  if (item["ParameterValue"] !== undefined) return { key, value: item["ParameterValue"] };
  if (item["UsePreviousValue"] !== true) return { key, problem: "has no ParameterValue" };
  return {
    key,
    problem:
      "has UsePreviousValue, and only the stack has its value: import what aws cloudformation describe-stacks " +
      "--stack-name STACK --query 'Stacks[0].Parameters' prints",
  };
}
