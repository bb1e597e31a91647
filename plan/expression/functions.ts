import {
  isUnknown,
  isValueObject,
  knownParts,
  marked,
  Unknown,
  unknownsIn,
  type Value,
  type ValueObject,
} from "./unknown";

/** A function of Terraform's over values that are known as far as it needs them. Undefined: it cannot say. */
type Function = (...args: Value[]) => Value | undefined;

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
const isText = (value: Value | undefined): value is string => typeof value === "string";
const isKnownText = (value: Value | undefined): value is string =>
  isText(value) && unknownsIn(value).length === 0;

/** What can stand in a text. */
export const asText = (value: Value | undefined): string | undefined =>
  isUnknown(value)
    ? marked(value)
    : typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

const key = (value: Value): string => JSON.stringify(value);
const unique = (values: readonly Value[]): Value[] => [
  ...new Map(values.map((value) => [key(value), value])).values(),
];
const sorted = (texts: readonly string[]): string[] =>
  [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const inText =
  (change: (text: string) => string): Function =>
  (text) =>
    isKnownText(text) ? change(text) : undefined;
const sure = (value: Value | undefined): boolean => value !== undefined && !isUnknown(value);

/** The functions that the modules' policies and names are written with, and their next of kin. */
export const functions: Readonly<Record<string, Function>> = {
  abspath: (text) => text,
  alltrue: (list) =>
    isList(list) && list.every((each) => typeof each === "boolean") ? list.every(Boolean) : undefined,
  anytrue: (list) =>
    isList(list) && list.every((each) => typeof each === "boolean") ? list.some(Boolean) : undefined,
  coalesce: (...values) => {
    const first = values.find((value) => value !== null && value !== "");
    return first === undefined || isUnknown(first) ? undefined : first;
  },
  compact: (list) => (isList(list) ? list.filter((each) => each !== null && each !== "") : undefined),
  concat: (...lists) =>
    lists.flatMap((list): readonly Value[] =>
      isList(list) ? list : isUnknown(list) ? [new Unknown(list.text, list.read, true)] : [],
    ),
  contains: (list, value) =>
    isList(list) && list.every(sure) && sure(value)
      ? list.some((each) => key(each) === key(value!))
      : undefined,
  distinct: (list) => (isList(list) ? unique(list) : undefined),
  element: (list, index) =>
    isList(list) && typeof index === "number" ? list[index % list.length] : undefined,
  endswith: (text, end) => (isKnownText(text) && isKnownText(end) ? text.endsWith(end) : undefined),
  flatten: (list) => (isList(list) ? list.flat(Infinity as 1) : undefined),
  format: (pattern, ...values) => {
    if (!isText(pattern)) return undefined;
    let next = 0;
    let sound = true;
    const text = pattern.replace(/%(%|s|d|v)|%/g, (all, verb) => {
      if (verb === "%") return "%";
      const value = asText(values[next++]);
      if (verb === undefined || value === undefined) sound = false;
      return value ?? all;
    });
    return sound ? text : undefined;
  },
  join: (separator, list) => {
    const texts = isList(list) ? list.map(asText) : [];
    return isText(separator) && isList(list) && texts.every(isText) ? texts.join(separator) : undefined;
  },
  jsondecode: (text) => {
    if (!isText(text)) return undefined;
    try {
      return JSON.parse(text) as Value;
    } catch {
      return undefined;
    }
  },
  jsonencode: (value) =>
    isUnknown(value)
      ? undefined
      : JSON.stringify(value, (_, inner: Value) => (isUnknown(inner) ? marked(inner) : inner)),
  keys: (map) => (isValueObject(map) ? sorted(Object.keys(map)) : undefined),
  length: (value) =>
    isList(value) && !value.some((each) => isUnknown(each) && each.many)
      ? value.length
      : isValueObject(value)
        ? Object.keys(value).length
        : isKnownText(value)
          ? value.length
          : undefined,
  lookup: (map, name, standard) =>
    isValueObject(map) && isKnownText(name) ? (Object.hasOwn(map, name) ? map[name] : standard) : undefined,
  lower: inText((text) => text.toLowerCase()),
  max: (...values) => (values.every((each) => typeof each === "number") ? Math.max(...values) : undefined),
  merge: (...maps) =>
    maps.every((map) => isValueObject(map) || map === null)
      ? (Object.assign({}, ...maps) as ValueObject)
      : undefined,
  min: (...values) => (values.every((each) => typeof each === "number") ? Math.min(...values) : undefined),
  nonsensitive: (value) => value,
  one: (list) => (isList(list) ? (list.length === 0 ? null : list[0]) : undefined),
  range: (a, b) => {
    const [from, to] = b === undefined ? [0, a] : [a, b];
    return typeof from === "number" && typeof to === "number" && to - from <= 1024
      ? Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
      : undefined;
  },
  regex: (pattern, text) => {
    if (!isKnownText(pattern) || !isKnownText(text)) return undefined;
    const match = matchOf(pattern, text);
    if (!match) return undefined;
    return match.groups ? { ...match.groups } : match.length > 1 ? match.slice(1) : match[0];
  },
  replace: (text, part, by) =>
    isKnownText(part) && !/^\/.*\/$/.test(part) && isText(text) && isText(by)
      ? text.replaceAll(part, by)
      : undefined,
  reverse: (list) => (isList(list) ? [...list].reverse() : undefined),
  sensitive: (value) => value,
  slice: (list, from, to) =>
    isList(list) && typeof from === "number" && typeof to === "number" ? list.slice(from, to) : undefined,
  sort: (list) => (isList(list) && list.every(isKnownText) ? sorted(list) : list),
  split: (separator, text) => {
    if (!isKnownText(separator) || !isText(text) || separator === "") return undefined;
    // An unknown part may hold the separator: an ARN does, so that no part of it can be told.
    return unknownsIn(text).length > 0 ? undefined : text.split(separator);
  },
  startswith: (text, start) => (isText(text) && isKnownText(start) ? startsWith(text, start) : undefined),
  substr: (text, from, length) =>
    isKnownText(text) && typeof from === "number" && typeof length === "number" && from >= 0
      ? text.slice(from, length < 0 ? undefined : from + length)
      : undefined,
  tobool: (value) =>
    typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined,
  tolist: (value) => value,
  tomap: (value) => value,
  tonumber: (value) =>
    isKnownText(value) && value.trim() !== "" && !Number.isNaN(Number(value))
      ? Number(value)
      : typeof value === "number"
        ? value
        : undefined,
  toset: (list) =>
    isList(list) ? (list.every(isKnownText) ? sorted(unique(list) as string[]) : unique(list)) : undefined,
  tostring: (value) => (value === null ? null : asText(value)),
  trimprefix: (text, prefix) =>
    isKnownText(text) && isKnownText(prefix)
      ? text.startsWith(prefix)
        ? text.slice(prefix.length)
        : text
      : undefined,
  trimspace: inText((text) => text.trim()),
  trimsuffix: (text, suffix) =>
    isKnownText(text) && isKnownText(suffix)
      ? text.endsWith(suffix)
        ? text.slice(0, text.length - suffix.length)
        : text
      : undefined,
  upper: inText((text) => text.toUpperCase()),
  values: (map) => (isValueObject(map) ? sorted(Object.keys(map)).map((name) => map[name]!) : undefined),
  zipmap: (names, list) =>
    isList(names) && isList(list) && names.every(isKnownText)
      ? Object.fromEntries((names as string[]).map((name, i) => [name, list[i] ?? null]))
      : undefined,
};

/** Patterns of Terraform's are RE2's, of which JavaScript has all but some names. */
function matchOf(pattern: string, text: string): RegExpExecArray | null {
  try {
    return new RegExp(pattern.replace(/\(\?P</g, "(?<"), "u").exec(text);
  } catch {
    return null;
  }
}

/** A text that begins with what is unknown may begin with anything. */
function startsWith(text: string, start: string): boolean | undefined {
  const [known = ""] = knownParts(text);
  if (known.length >= start.length || known === text) return text.startsWith(start);
  return start.startsWith(known) ? undefined : false;
}

/**
 * The result of a function that cannot be told. It is as well read as what it is made of: these functions only take values apart and
 * put them together, so that no `*` can come out where none is put in.
 */
export function unknownCall(name: string, args: readonly Value[]): Unknown {
  const found = unknownsWithin(args);
  const pure = Object.hasOwn(functions, name) || PURE.has(name);
  // A pattern that texts are taken apart by does not come out.
  const texts = name === "regex" || name === "regexall" ? args.slice(1) : args;
  const read =
    pure && found.length > 0 && found.every((each) => each.read) && !JSON.stringify(texts).includes("*");
  const names = [...new Set(found.map(({ text }) => text))];
  return new Unknown(read && names.length === 1 ? names[0]! : `${name}(${names.join(", ") || "…"})`, read);
}

/** Functions that are not computed here: their results are texts and numbers made of their arguments. */
const PURE = new Set([
  "regexall",
  "timeadd",
  "formatdate",
  "timecmp",
  "base64encode",
  "base64sha256",
  "md5",
  "sha1",
  "sha256",
  "urlencode",
  "title",
  "chomp",
  "cidrsubnet",
  "cidrhost",
  "ceil",
  "floor",
  "abs",
  "parseint",
  "matchkeys",
  "chunklist",
  "setproduct",
  "setunion",
  "setsubtract",
  "setintersection",
  "index",
  "sum",
  "transpose",
]);

/** The unknown values in a value, at any depth. */
export function unknownsWithin(value: Value): Unknown[] {
  if (isUnknown(value)) return [value];
  if (typeof value === "string") return unknownsIn(value);
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap((inner) => unknownsWithin(inner as Value))
    : [];
}
