import * as fs from "node:fs";
import * as path from "node:path";
import { type Carried, carried, type Carrier } from "../carried";
import type { Additions, MedplumInputs } from "./additions";
import { type ConfigFile, readConfigFile } from "./file";
import { translate } from "./translate";

export type { Additions, MedplumInputs } from "./additions";

const envs = path.resolve(__dirname, "../../envs");

/**
 * Medplum's inputs from its own configuration file, whose name is relative to `envs/`:
 *
 *     export default environment({ medplum: medplumConfig("medplum.prod.config.json") });
 *
 * The file also gives the environment's account, region and tags, where the environment does not. `additions` are inputs that the file
 * does not have, such as `mail` or `monitoring`, or that are other ones here; they are merged over it. What is wrong with the file is
 * reported at synth, with everything else that is wrong with the environment. `npm run config:check` explains what became of each key.
 */
export function medplumConfig(file: string, additions: Additions = {}): MedplumInputs & Carrier {
  return configInputs(file, () => fs.readFileSync(path.resolve(envs, file)), additions);
}

/** The same for a file that is read in another way. */
export function configInputs(
  file: string,
  read: () => Buffer,
  additions: Additions = {},
): MedplumInputs & Carrier {
  let config: ConfigFile;
  try {
    config = readConfigFile(file, read());
  } catch (error) {
    return { [carried]: unreadable(file, error as NodeJS.ErrnoException) } as MedplumInputs & Carrier;
  }
  const translated = translate(config, additions);
  const { account, region, tags } = translated.environment;
  return {
    ...(translated.inputs as MedplumInputs),
    [carried]: {
      file,
      settings: { ...(account && { account }), ...(region && { region }), ...(tags && { tags }) },
      problems: translated.problems,
      warnings: translated.warnings,
      notes: translated.notes,
      inTheUsersWords: (problem) => translated.inTheUsersWords(problem),
    },
  };
}

/** One problem in place of all that an empty configuration has. */
const unreadable = (file: string, { code, message }: NodeJS.ErrnoException): Carried => ({
  file,
  settings: {},
  problems: [code ? `${file} cannot be read: ${code}` : message],
  warnings: [],
  notes: [],
  inTheUsersWords: (problem) => (/^(account|region|medplum)\b/.test(problem) ? [] : [problem]),
});
