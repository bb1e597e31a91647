import { discoverEnvironments } from "../../app/discover";
import { optionLines, type OptionTable, readOptions } from "../support/options";
import { messageOf } from "../support/message";
import { checkDns, resolverProblems } from "./dns/command";
import { notesOf, ofFile, type Subject, subjectProblems } from "./subject";

/** Where the command runs. */
export interface Surroundings {
  /** Folder that the file's name is relative to. */
  readonly folder: string;
  /** The project. */
  readonly root: string;
  /** Environment variables that lead to AWS. */
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

const options = {
  dns: { help: "Also compare the zones in Route 53 with what the world's DNS says of them." },
  resolver: {
    value: "ADDRESSES",
    help: "DNS resolvers to ask, separated by commas: 8.8.8.8 where your network has DNS of its own.",
  },
  help: { help: "Show this help." },
} as const satisfies OptionTable;

const usage = [
  "usage: npm run config:check -- FILE|ENVIRONMENT [--dns [--resolver ADDRESSES]]",
  "",
  "Checks Medplum's own configuration file, or an environment in envs/, and lists what becomes of the file's keys. Prints each problem",
  "on its own line, with exit code 1; or, where there are none, 0 problems, then warnings and notes.",
  "",
  "--dns looks up the public zones in the account, with the credentials that Terraform would use, and their name servers and CAA",
  "records in the world: certificates stay pending, and the deployment fails after 75 minutes, where they do not fit.",
  "",
  ...optionLines(options),
].join("\n");

/**
 * Prints what is wrong with Medplum's configuration file or an environment, or what becomes of the file's keys. Returns whether nothing
 * is wrong. Throws for a command line that is wrong.
 */
export async function configCheck(args: readonly string[], surroundings: Surroundings): Promise<boolean> {
  const { print, root, folder } = surroundings;
  const { options: given, words, problems } = readOptions(options, args);
  if (given.help) {
    print(usage);
    return true;
  }
  const [word, ...rest] = words;
  if (word === undefined) problems.push("the file or environment is missing");
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  if (given.resolver !== undefined) problems.push(...resolverProblems(given.resolver, given.dns === true));
  if (word === undefined || problems.length > 0) throw new Error([...problems, "", usage].join("\n"));
  const lines = (texts: readonly string[]) => texts.forEach((text) => print(text.replace(/\s*\n\s*/g, " ")));
  let subject: Subject;
  try {
    subject = subjectOf(word, root, folder);
  } catch (error) {
    lines([messageOf(error)]);
    return false;
  }
  const found = subjectProblems(subject);
  if (given.dns && found.length === 0) found.push(...(await checkDns(subject, given.resolver, surroundings)));
  lines(found.length > 0 ? found : ["0 problems", ...notesOf(subject)]);
  return found.length === 0;
}

/** An environment of the project by its name, or a file. */
function subjectOf(word: string, root: string, folder: string): Subject {
  // A file has a dot in its name.
  const environments = /^[a-z][a-z0-9-]*$/.test(word) ? discoverEnvironments(root) : {};
  const values = Object.hasOwn(environments, word) ? environments[word] : undefined;
  return values ? { name: word, values } : ofFile(word, folder);
}
