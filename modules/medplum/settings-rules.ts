import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";
import { generatedSettings, managedKeys } from "./managed-keys";
import { signingKeyPart } from "./parts";
import { leftOutWhenFalse, parsedSwitches, refusedWhenFalse, unwritable } from "./settings";

const rule = rulesOver<typeof inputs>();

/** Switches, and objects that the server does not parse. */
const notText = [...unwritable, ...parsedSwitches, ...leftOutWhenFalse, ...refusedWhenFalse];

interface Keys {
  readonly keys: Readonly<Record<string, { readonly own?: object }>>;
  readonly activeKey: string;
}
/** Whether the active key is the operator's own. */
const isOwn = ({ keys, activeKey }: Keys): boolean => keys[activeKey]?.own !== undefined;
const isOwnHcl = "try(var.signing_key.keys[var.signing_key.active_key].own != null, false)";

/** A secret setting must be there if, and only if, something needs it. */
const needed = (
  key: string,
  why: string,
  needs: (signingKey: Keys & { encrypted: boolean }) => boolean,
  needsHcl: string,
) =>
  rule(["secretSettings", "signingKey"], {
    message: `must have "${key}" if, and only if, ${why}`,
    check: ({ secretSettings, signingKey }) => Object.hasOwn(secretSettings, key) === needs(signingKey),
    condition: `contains(keys(var.secret_settings), "${key}") == (${needsHcl})`,
  });

export const settingsRules: readonly Rule[] = [
  rule(["secretSettings", "secretValues"], {
    message: "must each have a value in secretValues, under the same key",
    check: ({ secretSettings, secretValues }) =>
      Object.keys(secretSettings).every((key) => Object.hasOwn(secretValues, key)),
    condition: "length(setsubtract(keys(var.secret_settings), keys(var.secret_values))) == 0",
  }),
  rule(["secretSettings", "settings"], {
    message: "is also in settings: a setting is either plain or secret",
    check: ({ secretSettings, settings }) =>
      Object.keys(secretSettings).filter((key) => Object.hasOwn(settings, key)),
    offenders: "[for key, secret in var.secret_settings : key if contains(keys(var.settings), key)]",
  }),
  rule(["secretSettings"], {
    message: "is set by another input, or by the module itself",
    check: ({ secretSettings }) =>
      Object.keys(secretSettings).filter((key) => [...managedKeys, ...generatedSettings].includes(key)),
    offenders:
      "[for key, secret in var.secret_settings : key if contains(concat(local.managed_settings, local.generated_settings), key)]",
    locals: { managed_settings: managedKeys, generated_settings: generatedSettings },
  }),
  rule(["secretSettings"], {
    message: "is not text to the server: give it in settings, whose values are checked",
    check: ({ secretSettings }) => Object.keys(secretSettings).filter((key) => notText.includes(key)),
    offenders: "[for key, secret in var.secret_settings : key if contains(local.settings_not_text, key)]",
    locals: { settings_not_text: notText },
  }),
  needed(
    "signingKey",
    "signingKey.activeKey names a key of your own, whose private key it is",
    isOwn,
    isOwnHcl,
  ),
  needed(
    "signingKeyPassphrase",
    "signingKey.encrypted says that your own active key has a passphrase",
    (key) => key.encrypted,
    "var.signing_key.encrypted",
  ),
  rule(["signingKey"], {
    at: "signingKey.encrypted",
    message: "must be false for a key that Terraform generates, which has no passphrase",
    check: ({ signingKey }) => !signingKey.encrypted || isOwn(signingKey),
    condition: `!var.signing_key.encrypted || ${isOwnHcl}`,
  }),
  ...signingKeyPart.rules({
    inputs: ["signingKey"],
    at: (input) => `signingKey.${input}`,
    given: ({ signingKey }: { signingKey: object }) => signingKey,
  }),
];
