import type { Constraint } from "../../../lib/requirements";
import { misreadings } from "./misreadings";
import { secretKeys } from "./table";

type Parameters = Readonly<Record<string, string>>;

/**
 * What the server would misread in a map of parameters by key, for `constrain(z.record(…), …settingConstraints)`: a caller in TypeScript and
 * one in HCL read the same. Keys that are not known pass: a later server may read them.
 */
export const settingConstraints: readonly Constraint<Parameters>[] = misreadings.map(
  ({ name, keys, message, wrong, condition }) =>
    about(name, keys, message, wrong, condition === "true" ? undefined : condition),
);

/** Secrets among plain parameters, which would be in the state. */
export const noSecretSettings: Constraint<Parameters> = about(
  "secret",
  secretKeys,
  "is a secret, and would be in the state: give it in secretSettings",
  () => true,
);

function about(
  name: string,
  keys: readonly string[],
  message: string,
  wrong: (value: string) => boolean,
  condition?: string,
): Constraint<Parameters> {
  const local = `settings_${name}`;
  const conditions = [`contains(local.${local}, key)`, condition].filter(Boolean).join(" && ");
  return {
    message,
    locals: { [local]: keys },
    check: (parameters) =>
      Object.entries(parameters)
        .filter(([key, value]) => keys.includes(key) && wrong(value))
        .map(([key]) => key),
    offenders: (reference) => `[for key, value in ${reference} : key if ${conditions}]`,
  };
}
