import { connections } from "./connections";
import { general } from "./general";
import type { Setting, Settings } from "./setting";
import { switches } from "./switches";

/** Every key that the server is known to read, or to have read. */
export const settings: Settings = { ...general, ...connections, ...switches };

/** The keys of some settings. */
export const keysWhere = (condition: (setting: Setting) => boolean): readonly string[] =>
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
