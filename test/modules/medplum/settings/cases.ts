import { z } from "zod";
import {
  noSecretSettings,
  secretKeys,
  settingConstraints,
  settings,
  type Setting,
} from "../../../../modules/medplum/settings";
import { misreadings } from "../../../../modules/medplum/settings/misreadings";
import { constrain } from "../../../../lib/requirements";
import { moduleWithInput } from "../../../lib/example";

/** A module that takes settings as a map of parameters, as the one of Medplum does. */
export const Parameters = moduleWithInput(
  constrain(z.record(z.string(), z.string()), ...settingConstraints).describe("Settings."),
);

/** One that takes plain ones only. */
export const PlainParameters = moduleWithInput(
  constrain(z.record(z.string(), z.string()), noSecretSettings).describe("Settings."),
);

/** A value that the server understands. */
function right(key: string, { parsing, meaning, pattern }: Setting): string {
  if (parsing === "secret") return "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";
  if (key === "binaryStorage") return "s3:storage.example.org";
  if (pattern) return "https://api.example.org/";
  return { boolean: "true", integer: "8", json: ' {"a": []}', text: "text", object: "" }[meaning ?? parsing];
}

const all = Object.entries(settings);
const unusable = new Set(
  misreadings.filter(({ condition }) => condition === "true").flatMap(({ keys }) => keys),
);
/** Values that some setting misreads, each. */
const bad = ["false", "no", "8.5", '"text"', "{", "null", "x"];

export const accepted = {
  "every key with a value that the server understands": {
    value: Object.fromEntries(
      all.filter(([key]) => !unusable.has(key)).map(([key, setting]) => [key, right(key, setting)]),
    ),
  },
  "false, where it is parsed": { value: { registerEnabled: "false", "database.ssl.require": "false" } },
  "a key that is not known here": { value: { newKey: "false" } },
};

export const refused = Object.fromEntries(
  bad.map((value) => [
    `${value} for every key`,
    [{ value: Object.fromEntries(all.map(([key]) => [key, value])) }, /has no effect/] as const,
  ]),
);

export const plain = {
  accepted: { "a plain one": { value: { baseUrl: "https://api.example.org/" } } },
  refused: {
    "every secret": [
      { value: Object.fromEntries(secretKeys.map((key) => [key, "x"])) },
      /is a secret, and would be in the state/,
    ] as const,
  },
};
