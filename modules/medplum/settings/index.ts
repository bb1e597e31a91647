import { nearest } from "../../../lib/names";
import { connections } from "./connections";
import { general } from "./general";
import type { Setting, Settings } from "./setting";
import { switches } from "./switches";

export { redisSections, secretSections } from "./connections";
export { observed, type Setting, type Settings } from "./setting";

/** Every key that the server is known to read, or to have read. */
export const settings: Settings = { ...general, ...connections, ...switches };

const keysWhere = (condition: (setting: Setting) => boolean): readonly string[] =>
  Object.keys(settings).filter((key) => condition(settings[key]!));

/** Keys whose text the server parses into a boolean: `false` arrives. */
export const parsedSwitches = keysWhere(({ parsing }) => parsing === "boolean");
/** Keys where `false` is said by leaving the parameter out. */
export const leftOutWhenFalse = keysWhere(
  ({ parsing, meaning, default: byDefault }) => parsing === "text" && meaning === "boolean" && !byDefault,
);
/** Keys where `false` cannot be said at all. */
export const refusedWhenFalse = keysWhere(
  ({ parsing, meaning, default: byDefault }) =>
    parsing === "text" && meaning === "boolean" && byDefault === true,
);
/** Keys that take no parameter of their own: the server would take their JSON for text. */
export const unwritable = keysWhere(({ meaning }) => meaning === "object");
/** Keys that the server does not read, whatever they say. */
export const deadKeys = keysWhere(({ dead }) => dead !== undefined);
/** Keys whose values are secrets. */
export const secretKeys = keysWhere(({ secret }) => secret === true);

/** What is known of a key. */
export const settingOf = (key: string): Setting | undefined =>
  Object.hasOwn(settings, key) ? settings[key] : undefined;

/** The known key closest to one that is none. */
export const nearestKey = (key: string): string | undefined => nearest(key, Object.keys(settings));

/**
 * Why the server would take a parameter for something else than its text says, completing "<key> …". Undefined where it
 * understands it, and for keys that are not known here: a later server may read them.
 */
export function misread(key: string, value: string): string | undefined {
  const setting = settingOf(key);
  if (!setting) return undefined;
  if (setting.dead) return `has no effect: ${setting.dead}`;
  if (setting.meaning === "object")
    return `would stay text, since the server does not parse it: ${lowerFirst(setting.note!)}`;
  if (value === "") return "must not be empty: Parameter Store takes no empty value; leave it out";
  if (setting.meaning === "boolean") return unparsedSwitch(setting, value);
  if (setting.meaning === "integer" || setting.parsing === "integer")
    return /^-?\d+$/.test(value) ? undefined : `must be a whole number (got ${value})`;
  if (setting.parsing === "boolean")
    return /^(true|false)$/.test(value) ? undefined : `must be true or false (got ${value})`;
  if (setting.parsing === "json") return isJson(value) ? undefined : "must be a JSON object or list";
  if (setting.pattern && !new RegExp(setting.pattern).test(value))
    return `must be ${setting.mustBe} (got ${setting.secret ? "something else" : value})`;
  return undefined;
}

/** Everything that is wrong with a server's parameters by key, one sentence each. */
export function settingProblems(parameters: Readonly<Record<string, string>>): string[] {
  const missing = keysWhere(({ required }) => required === true).filter(
    (key) => !Object.hasOwn(parameters, key),
  );
  const problems = Object.entries(parameters).flatMap(([key, value]) => {
    const reason = misread(key, value);
    return reason ? [`${key} ${reason}`] : [];
  });
  const { baseUrl, storageBaseUrl } = parameters;
  if (baseUrl && storageBaseUrl?.startsWith(baseUrl))
    problems.push(
      `storageBaseUrl must not begin with baseUrl, ${baseUrl}: the server would sign and serve files itself (got ${storageBaseUrl})`,
    );
  return [...missing.map((key) => `${key} is missing`), ...problems];
}

function unparsedSwitch({ default: byDefault }: Setting, value: string): string | undefined {
  if (value === "true") return undefined;
  const taken = `the server does not parse it, and takes the text ${value} for true`;
  return byDefault ? `can only be true: ${taken}` : `must be left out or true: ${taken}`;
}

function isJson(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
