import * as fs from "node:fs";
import * as path from "node:path";
import { nearest } from "../../lib/names";
import { regions } from "../../lib/aws/regions";
import { ParameterDraft } from "./draft";
import { environmentFile } from "./environment-file";
import { type Options, readOptions, usage } from "./options";
import { type ParameterFile, readParameterFile } from "./parameter-file";
import { parameters, translateRedcap } from "./redcap";

/** Where the command runs. */
export interface Surroundings {
  /** The project, which has the folder envs. */
  readonly root: string;
  /** Folder that the parameter file's name is relative to. */
  readonly folder: string;
  readonly print: (text: string) => void;
  /** Where messages go when the file itself is printed. */
  readonly report: (text: string) => void;
}

const defaultRegion = "us-east-1";

/**
 * Writes envs/NAME.ts from the parameter file of a CloudFormation template. Throws one error with everything that is
 * wrong or missing, and writes nothing then. Passwords are neither written nor shown.
 */
export function configImport(args: readonly string[], surroundings: Surroundings): void {
  const { options, words, problems } = readOptions(args);
  if (options.help) return surroundings.print(usage);
  const [template, given, ...rest] = words;
  if (template !== "redcap") problems.push(`the template must be redcap (got ${template ?? "nothing"})`);
  if (given === undefined) problems.push("the parameter file is missing");
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")} (quote values with spaces)`);
  if (given === undefined || template !== "redcap") throw new Error([...problems, "", usage].join("\n"));

  const file = readParameterFile(given, read(given, surroundings.folder), parameters);
  const { draft, missing } = importRedcap(file, options);
  const target = path.join(surroundings.root, "envs", `${options.name}.ts`);
  problems.push(...file.problems, ...missing, ...draft.allProblems(options.name || "unnamed"));
  if (options.name && !options.stdout && !options.force && fs.existsSync(target)) {
    problems.push(
      `envs/${options.name}.ts already exists: choose another --name, or overwrite it with --force`,
    );
  }
  if (problems.length > 0) throw new Error(failure(given, problems));

  const about = `REDCap, imported from ${path.basename(given)}, the parameters of its CloudFormation stack.`;
  const text = environmentFile(draft.environment, about);
  const say = options.stdout ? surroundings.report : surroundings.print;
  if (options.stdout) surroundings.print(text.trimEnd());
  else fs.writeFileSync(target, text, { flag: options.force ? "w" : "wx" });
  say(summary(file, options.name!, draft.notes, options.stdout ? "checked" : "written"));
}

/** The environment that a parameter file of REDCap's template and the command's options make. */
function importRedcap(file: ParameterFile, options: Options) {
  const missing: string[] = [];
  if (options.name === undefined) missing.push("--name is required: the environment's name, such as prod");
  const { region = defaultRegion } = options;
  const known = (regions as readonly string[]).includes(region);
  if (!known) {
    const near = nearest(region, regions);
    missing.push(`--region must be an AWS region${near ? `; did you mean ${near}?` : ""} (got ${region})`);
  }
  // Whatever hangs on the region is translated with a good one, so that it causes one problem and not five.
  const draft = new ParameterDraft(file, options, known ? region : defaultRegion, parameters);
  if (options.region === undefined) {
    draft.note("--region", `not given, so it is ${defaultRegion}. (SESRegion is the region of SES only.)`);
  }
  draft.set("the file's name", undefined, "--name");
  draft.set("account", options.account, "--account");
  draft.set("region", draft.region, "--region");
  if (file.tags) draft.set("tags", file.tags, "Tags");
  translateRedcap(draft);
  return { draft, missing };
}

function read(given: string, folder: string): Buffer {
  try {
    return fs.readFileSync(path.resolve(folder, given));
  } catch (error) {
    throw new Error(
      `${given} cannot be read (looked in ${folder}): ${(error as NodeJS.ErrnoException).code}`,
    );
  }
}

const failure = (file: string, problems: readonly string[]): string =>
  [
    `${file} was not imported: ${problems.length === 1 ? "one thing is" : `${problems.length} things are`} missing or wrong.`,
    ...problems.map((problem) => `- ${problem.replace(/\n/g, "\n  ")}`),
    "Options: npm run config:import -- --help",
  ].join("\n");

function summary(file: ParameterFile, name: string, notes: readonly string[], done: string): string {
  const secrets =
    file.secrets.length > 0 ? [`${file.name} contains ${file.secrets.join(", ")}: delete it.`] : [];
  return [
    `envs/${name}.ts is ${done}, and valid. Parameters that changed or are not used, and what else to know:`,
    ...notes.map((note) => `- ${note}`),
    "Next:",
    ...[
      `Read envs/${name}.ts, then npm run bootstrap -- ${name} and npx cdktf diff envs/${name}.`,
      "To move data of a running stack, set database.snapshot and application.existingSalt before the first " +
        "deployment: see modules/redcap/README.md.",
      ...secrets,
    ].map((step) => `- ${step}`),
  ].join("\n");
}
