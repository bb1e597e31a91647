import { quoted } from "../../../lib/expression";
import {
  deadKeys,
  keysWhere,
  leftOutWhenFalse,
  parsedSwitches,
  refusedWhenFalse,
  settings,
  unwritable,
} from "./table";

/** One way in which the server takes some settings for something else than they say. */
export interface Misreading {
  /** Names it in Terraform: `local.settings_<name>`. */
  readonly name: string;
  readonly keys: readonly string[];
  /** Completes "<key> …". */
  readonly message: string;
  /** More to say about one of the keys, after the message. */
  readonly detail?: (key: string) => string;
  /** Whether a value is misread. */
  readonly wrong: (value: string) => boolean;
  /** The same in HCL, over `value`. */
  readonly condition: string;
}

const unparsed = "the server does not parse it, and takes any text as true";
const always = { wrong: () => true, condition: "true" } as const;
const pattern = (source: string): Pick<Misreading, "wrong" | "condition"> => ({
  wrong: (value) => !new RegExp(source).test(value),
  condition: `!can(regex(${quoted(source)}, value))`,
});

/** All that are known. A key is in one of them at most. */
export const misreadings: readonly Misreading[] = [
  {
    name: "dead",
    keys: deadKeys,
    message: "has no effect: the server does not read it",
    detail: (key) => settings[key]!.dead!,
    ...always,
  },
  {
    name: "unwritable",
    keys: unwritable,
    message: "would stay text: the server does not parse it as a parameter",
    detail: (key) => settings[key]!.note!,
    ...always,
  },
  {
    name: "left_out",
    keys: leftOutWhenFalse,
    message: `must be left out or true: ${unparsed}`,
    wrong: (value) => value !== "true",
    condition: 'value != "true"',
  },
  {
    name: "always_on",
    keys: refusedWhenFalse,
    message: `can only be true: ${unparsed}`,
    wrong: (value) => value !== "true",
    condition: 'value != "true"',
  },
  { name: "switches", keys: parsedSwitches, message: "must be true or false", ...pattern("^(true|false)$") },
  {
    name: "integers",
    keys: keysWhere(({ parsing, meaning }) => parsing === "integer" || meaning === "integer"),
    message: "must be a whole number",
    ...pattern("^-?[0-9]+$"),
  },
  {
    name: "json",
    keys: keysWhere(({ parsing }) => parsing === "json"),
    message: "must be a JSON object or list",
    wrong: (value) => !isJson(value),
    condition: `!(can(jsondecode(value)) && can(regex(${quoted("^\\s*[{[]")}, value)))`,
  },
  ...patterned(),
];

/** One for each pattern that settings must match. */
function patterned(): Misreading[] {
  const patterns = [...new Set(Object.values(settings).flatMap((setting) => setting.pattern ?? []))];
  return patterns.map((source, i) => {
    const keys = keysWhere((setting) => setting.pattern === source);
    return {
      name: `pattern_${i + 1}`,
      keys,
      message: `must be ${settings[keys[0]!]!.mustBe}`,
      ...pattern(source),
    };
  });
}

function isJson(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
}
