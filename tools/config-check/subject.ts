import {
  configurationFiles,
  type Environment,
  environment,
  environmentProblems,
} from "../../app/environment";
import { configInputs } from "../../app/medplum-config";
import { readGiven } from "../support/given-file";

/** What is checked: an environment, or Medplum's configuration file as one. */
export interface Subject {
  /** The environment's name. */
  readonly name: string;
  readonly values: Environment;
  /** The file's name, as the user gave it. */
  readonly file?: string;
}

/** Medplum's configuration file. Throws where it cannot be read. */
export function ofFile(file: string, folder: string): Subject {
  const content = readGiven(file, folder);
  const medplum = configInputs(file, () => content);
  // A name that no message is to show: the file is checked, whatever the environment is called.
  return { name: "unnamed", values: environment({ medplum }), file };
}

/** What is wrong with it, a sentence each. */
export const subjectProblems = ({ name, values, file }: Subject): string[] =>
  environmentProblems(name, values).map((problem) =>
    file === undefined ? problem : problem.replace(`envs/${name}: `, `${file}: `),
  );

/** What there is to say of Medplum's configuration file. */
export const notesOf = ({ values }: Subject): string[] =>
  configurationFiles(values).flatMap(({ warnings, notes }) => [
    ...warnings.map((text) => `warning: ${text}`),
    ...notes.map((text) => `note: ${text}`),
  ]);
