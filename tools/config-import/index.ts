import * as fs from "node:fs";
import * as path from "node:path";
import { readGiven } from "../support/given-file";
import { writeImports } from "../terraform";
import { optionLines, readOptions } from "../support/options";
import { environmentFile } from "./environment-file";
import { medplum } from "./medplum";
import { redcap } from "./redcap/template";
import type { Given, Imported, Template } from "./template";

/** Where the command runs. */
export interface Surroundings {
  /** The project, which has the folder envs. */
  readonly root: string;
  /** Folder that the file's name is relative to. */
  readonly folder: string;
  readonly print: (text: string) => void;
  /** Where messages go when the environment's file itself is printed. */
  readonly report: (text: string) => void;
}

/** What environments can be made of. */
const templates: Readonly<Record<string, Template>> = { redcap, medplum };
const names = Object.keys(templates).join(" or ");

const usageOf = (name: string, { usage, what, options }: Template): string[] => [
  `usage: npm run config:import -- ${name} ${usage} [options]`,
  "",
  `Writes envs/NAME.ts from ${what}.`,
  "",
  ...optionLines(options),
];

const usage = (name?: string): string =>
  Object.entries(templates)
    .filter(([known]) => name === undefined || name === known)
    .map(([known, template]) => usageOf(known, template).join("\n"))
    .join("\n\n");

/**
 * Writes envs/NAME.ts from another tool's file. Throws one error with everything that is wrong or missing, and writes
 * nothing then.
 */
export function configImport(args: readonly string[], surroundings: Surroundings): void {
  const { name, template } = templateOf(args);
  if (template === undefined) {
    if (readOptions(allOptions, args).options["help"]) return surroundings.print(usage());
    throw new Error([`the template must be ${names} (got ${name ?? "nothing"})`, "", usage()].join("\n"));
  }
  const { options, words, problems } = readOptions(template.options, args);
  if (options["help"]) return surroundings.print(usage(name));
  const [, given, ...rest] = words;
  if (given === undefined) problems.push("the file is missing");
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")} (quote values with spaces)`);
  if (given === undefined) throw new Error([...problems, "", usage(name)].join("\n"));

  const read = (name: string) => readGiven(name, surroundings.folder);
  const imported = template.translate(given, read(given), options, read);
  problems.push(...imported.problems, ...existing(surroundings.root, options));
  if (problems.length > 0) throw new Error(failure(given, problems));
  write(imported, options, surroundings);
}

/** Options of all templates, to find the template's name among them. */
const allOptions = Object.assign(
  {},
  ...Object.values(templates).map(({ options }) => options),
) as Template["options"];

function templateOf(args: readonly string[]): { name?: string; template?: Template } {
  const [name] = readOptions(allOptions, args).words;
  return {
    name,
    template: name !== undefined && Object.hasOwn(templates, name) ? templates[name] : undefined,
  };
}

const targetOf = (root: string, { name }: Given): string => path.join(root, "envs", `${String(name)}.ts`);

function existing(root: string, options: Given): string[] {
  if (
    !options["name"] ||
    options["stdout"] ||
    options["force"] ||
    options["importsOnly"] ||
    !fs.existsSync(targetOf(root, options))
  )
    return [];
  return [`envs/${options["name"]}.ts already exists: choose another --name, or overwrite it with --force`];
}

function write(imported: Imported, options: Given, { root, print, report }: Surroundings): void {
  const name = String(options["name"]);
  const text = environmentFile(imported.environment, imported.about);
  if (options["stdout"]) print(text.trimEnd());
  else if (!options["importsOnly"])
    fs.writeFileSync(targetOf(root, options), text, { flag: options["force"] ? "w" : "wx" });
  const lines = [
    ...(options["importsOnly"]
      ? []
      : [`envs/${name}.ts is ${options["stdout"] ? "checked" : "written"}, and valid.`]),
  ];
  if (imported.imports && !options["stdout"]) {
    const file = writeImports(path.join(root, "terraform/envs", name), imported.imports);
    lines.push(
      `${path.relative(root, file)} is written, with ${imported.imports.imports.length} import blocks.`,
    );
  }
  (options["stdout"] ? report : print)(summary(imported, name, lines.join(" ")));
}

const failure = (file: string, problems: readonly string[]): string =>
  [
    `${file} was not imported: ${problems.length === 1 ? "one thing is" : `${problems.length} things are`} missing or wrong.`,
    ...problems.map((problem) => `- ${problem.replace(/\n/g, "\n  ")}`),
    "Options: npm run config:import -- --help",
  ].join("\n");

function summary({ notes, next }: Imported, name: string, done: string): string {
  return [
    `${done} What changed, what is not used, and what else to know:`,
    ...notes.map((note) => `- ${note}`),
    "Next:",
    ...[
      `Read envs/${name}.ts, then npm run bootstrap -- ${name} and npx cdktf diff envs/${name}.`,
      ...next,
    ].map((step) => `- ${step}`),
  ].join("\n");
}
