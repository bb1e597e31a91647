import { nearest } from "../../../lib/names";
import { misreadings } from "./misreadings";
import type { Setting } from "./setting";
import { keysWhere, settings } from "./table";

export { redisSections, secretSections } from "./connections";
export { noSecretSettings, settingConstraints } from "./constraints";
export { observed, type Setting, type Settings } from "./setting";
export {
  deadKeys,
  leftOutWhenFalse,
  parsedSwitches,
  refusedWhenFalse,
  secretKeys,
  settings,
  unwritable,
} from "./table";

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
  const found = misreadings.find(({ keys, wrong }) => keys.includes(key) && wrong(value));
  if (found?.detail) return `${found.message}. ${found.detail(key)}`;
  if (settingOf(key) && value === "") return "must not be empty, which Parameter Store refuses: leave it out";
  if (!found) return undefined;
  return settingOf(key)!.secret ? found.message : `${found.message} (got ${value})`;
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
