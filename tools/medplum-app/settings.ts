import type { Files } from "../support/files";

/** A setting that the app takes from a placeholder in its JavaScript. */
interface AppSetting {
  /** Its key in the output `medplum_app_settings`. */
  readonly key: string;
  /** The placeholder without the underscores around it. */
  readonly name: string;
  /** What to write where the environment does not say anything. */
  readonly otherwise: string;
  readonly switch?: boolean;
}

/**
 * The app's settings. A switch is never left empty: the app takes what is neither true nor false, such as a placeholder that is still
 * there, for true.
 */
const appSettings: readonly AppSetting[] = [
  { key: "baseUrl", name: "MEDPLUM_BASE_URL", otherwise: "" },
  { key: "clientId", name: "MEDPLUM_CLIENT_ID", otherwise: "" },
  { key: "googleClientId", name: "GOOGLE_CLIENT_ID", otherwise: "" },
  { key: "recaptchaSiteKey", name: "RECAPTCHA_SITE_KEY", otherwise: "" },
  { key: "registerEnabled", name: "MEDPLUM_REGISTER_ENABLED", otherwise: "false", switch: true },
  { key: "awsTextractEnabled", name: "MEDPLUM_AWS_TEXTRACT_ENABLED", otherwise: "false", switch: true },
];

const placeholderOf = (name: string): string => `__${name}__`;

/** Any placeholder that looks like one of the app's, those of later versions included. */
const anyPlaceholder = /__((?:MEDPLUM|GOOGLE|RECAPTCHA)_[A-Z0-9_]*[A-Z0-9])__/g;

/** Values for all of the settings, by the names in their placeholders. */
export type SettingValues = Readonly<Record<string, string>>;

/** The value of each setting, from what the environment says; what is wrong is added to `problems`. */
export function settingValues(given: Readonly<Record<string, unknown>>, problems: string[]): SettingValues {
  const known = appSettings.map(({ key }) => key);
  for (const key of Object.keys(given).filter((each) => !known.includes(each)))
    problems.push(`the output medplum_app_settings has ${key}, which is none of ${known.join(", ")}`);
  const entries = appSettings.map(({ key, name, otherwise, switch: isSwitch }): [string, string] => {
    const value = given[key];
    const text = value === undefined || value === null || value === "" ? otherwise : String(value);
    // Whatever quotes the script has around it, the value must stay inside.
    if (!/^[\x21\x23-\x25\x28-\x3b\x3d\x3f-\x5b\x5d-\x5f\x61-\x7e]*$/.test(text))
      problems.push(`${key} is ${JSON.stringify(text)}: it must be without spaces, quotes, \\, &, < and >`);
    if (isSwitch && text !== "true" && text !== "false")
      problems.push(`${key} is ${JSON.stringify(text)}: it must be true or false`);
    if (key === "baseUrl" && !/^https?:\/\/.+\/$/.test(text))
      problems.push(
        `${key} is ${JSON.stringify(text)}: it must be the server's address, with a slash at its end`,
      );
    return [name, text];
  });
  return Object.fromEntries(entries);
}

/** The app with its settings. */
export interface FilledIn {
  readonly files: Files;
  /** Paths of the scripts that have settings: the name of such a file does not change with its content. */
  readonly changed: ReadonlySet<string>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Fills the settings in, in every script; all other bytes stay as they are. */
export function fillIn(files: Files, values: SettingValues): FilledIn {
  const filled = new Map<string, Buffer>();
  const changed = new Set<string>();
  const found = new Set<string>();
  const unknown = new Set<string>();
  for (const [path, data] of files) {
    if (!/\.[cm]?js$/.test(path)) {
      filled.set(path, data);
      continue;
    }
    // One byte is one character, whatever the encoding: placeholders and values are ASCII.
    const text = data.toString("latin1").replace(anyPlaceholder, (placeholder, name: string) => {
      (Object.hasOwn(values, name) ? found : unknown).add(name);
      if (!Object.hasOwn(values, name)) return placeholder;
      changed.add(path);
      return values[name]!;
    });
    filled.set(path, changed.has(path) ? Buffer.from(text, "latin1") : data);
  }
  const missing = Object.keys(values).filter((name) => !found.has(name));
  return {
    files: filled,
    changed,
    problems: found.has("MEDPLUM_BASE_URL")
      ? []
      : [
          `no script has ${placeholderOf("MEDPLUM_BASE_URL")}: it is not Medplum's app, or its settings were filled in when it was built`,
        ],
    warnings: [
      ...missing.map(
        (name) => `the app has no ${placeholderOf(name)}: this version does not know the setting`,
      ),
      ...[...unknown].map(
        (name) => `${placeholderOf(name)} stays as it is: this command does not know the setting`,
      ),
    ],
  };
}
