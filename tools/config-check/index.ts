import { carried } from "../../app/carried";
import { environment, environmentProblems } from "../../app/environment";
import { configInputs } from "../../app/medplum-config";
import { messageOf } from "../support/message";
import { readGiven } from "../support/given-file";
import { optionLines, type OptionTable, readOptions } from "../support/options";

/** Where the command runs. */
export interface Surroundings {
  /** Folder that the file's name is relative to. */
  readonly folder: string;
  readonly print: (line: string) => void;
}

const options = { help: { help: "Show this help." } } as const satisfies OptionTable;

const usage = [
  "usage: npm run config:check -- FILE",
  "",
  "Checks Medplum's own configuration file, and lists what becomes of its keys. Prints each problem on its own line, with exit code 1;",
  "or, where there are none, 0 problems, then warnings and notes.",
  "",
  ...optionLines(options),
].join("\n");

/** A name that no message is to show: the file is checked, whatever the environment is called. */
const unnamed = "unnamed";

/**
 * Prints what is wrong with Medplum's configuration file, or what becomes of it. Returns whether nothing is wrong. Throws for a command
 * line that is wrong.
 */
export function configCheck(args: readonly string[], { folder, print }: Surroundings): boolean {
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) {
    print(usage);
    return true;
  }
  const [file, ...rest] = words;
  if (file === undefined) problems.push("the file is missing");
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  if (file === undefined || problems.length > 0) throw new Error([...problems, "", usage].join("\n"));
  const { found, said } = check(file, folder);
  const lines = found.length > 0 ? found : ["0 problems", ...said];
  for (const line of lines) print(line.replace(/\s*\n\s*/g, " "));
  return found.length === 0;
}

/** What is wrong with a file, or what there is to say of it. */
function check(
  file: string,
  folder: string,
): { readonly found: readonly string[]; readonly said: readonly string[] } {
  let content: Buffer;
  try {
    content = readGiven(file, folder);
  } catch (error) {
    return { found: [messageOf(error)], said: [] };
  }
  const medplum = configInputs(file, () => content);
  const { warnings, notes } = medplum[carried];
  const found = environmentProblems(unnamed, environment({ medplum })).map((problem) =>
    problem.replace(`envs/${unnamed}: `, `${file}: `),
  );
  return {
    found,
    said: [...warnings.map((text) => `warning: ${text}`), ...notes.map((text) => `note: ${text}`)],
  };
}
