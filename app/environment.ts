import { z } from "zod";
import { problemsOf } from "../lib/problems";
import { type ApplicationInputs, applications, applicationsOf } from "./applications";
import { regionProblems } from "./region-problems";
import { type Carried, carriedBy, type Carrier } from "./carried";
import { type GivenSettings, settingsRules, settingsShape } from "./settings";

/** An environment as its file writes it: settings, and the inputs of each application that it runs. */
export type Environment = GivenSettings & ApplicationInputs;

/** An environment whose account, region and tags are in the configuration file of an application. */
export type EnvironmentOfFile = Partial<GivenSettings> & ApplicationInputs & { readonly medplum: Carrier };

/** Declares an environment; its name is the file's. Problems are reported together, at synth. */
export function environment(values: EnvironmentOfFile): Environment;
export function environment(values: Environment): Environment;
export function environment(values: EnvironmentOfFile | Environment): Environment {
  const files = configurationFiles(values);
  const settings = files.reduce((all, { settings: own }) => ({ ...all, ...own }), {});
  const tags = [...files.map((file) => file.settings.tags), values.tags].filter(
    (given) => given !== undefined,
  );
  // An account that no file gives is a problem, which synth reports.
  return {
    ...settings,
    ...values,
    ...(tags.length > 0 && { tags: Object.assign({}, ...tags) as Environment["tags"] }),
  } as Environment;
}

/** The configuration files that applications' inputs come from. */
export const configurationFiles = (values: ApplicationInputs): Carried[] =>
  carriedBy(Object.keys(applications).map((key) => values[key as keyof ApplicationInputs]));

/** The applications' keys, so that a misspelt one is recognized; what is below them is the modules' matter. */
const applicationKeys = Object.fromEntries(Object.keys(applications).map((key) => [key, z.unknown()]));

/** Everything that is wrong with an environment, one sentence each. */
export function environmentProblems(name: string, values: Environment): string[] {
  const prefix = `envs/${name}: `;
  const problems = problemsOf({ ...settingsShape, ...applicationKeys }, settingsRules, values, prefix);
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
    problems.push(
      `${prefix}the file's name must be 1 to 31 lower-case letters, digits and hyphens (got ${name})`,
    );
  }
  if (name === "default")
    problems.push(
      `${prefix}the file's name must not be default, Terraform's own workspace, whose state is not that of an environment: ` +
        "call it prod, dev or the like",
    );
  const present = applicationsOf(values);
  if (present.length === 0)
    problems.push(`${prefix}needs at least one of ${Object.keys(applications).join(", ")}`);
  // Where a file has another region than the environment, that is the one problem: all that it names is of its own region.
  if (
    !configurationFiles(values).some(({ settings }) => settings.region && settings.region !== values.region)
  )
    problems.push(
      ...present.flatMap(({ key, inputs }) => regionProblems(inputs, values.region, `${prefix}${key}.`)),
    );
  problems.push(...present.flatMap(({ key, module, inputs }) => module.problems(inputs, `${prefix}${key}.`)));
  const found = configurationFiles(values).reduce(
    (others, file) => [
      ...file.problems,
      ...contradictions(file, values).map((problem) => prefix + problem),
      ...others.flatMap((problem) => inTheWordsOf(file, problem, prefix)),
    ],
    problems,
  );
  // One value of a file may go to several inputs.
  return [...new Set(found)];
}

/** What works, but is probably a mistake, in the configuration files of environments, a line each. */
export const environmentWarnings = (environments: Readonly<Record<string, Environment>>): string[] =>
  Object.entries(environments).flatMap(([name, values]) =>
    configurationFiles(values).flatMap(({ file, warnings }) =>
      warnings.map((warning) => `envs/${name}: warning: ${file}: ${warning}`),
    ),
  );

/** Settings that the environment's own file gives, and a configuration file otherwise. */
function contradictions({ file, settings }: Carried, values: Environment): string[] {
  return (["account", "region"] as const)
    .filter((key) => settings[key] !== undefined && values[key] !== settings[key])
    .map((key) => `${key} must be ${settings[key]}, as ${file} says (got ${values[key]})`);
}

/** A problem as the configuration file's reader knows it; as it was, where it is not about the file. */
function inTheWordsOf(file: Carried, problem: string, prefix: string): string[] {
  const bare = problem.slice(prefix.length);
  return file.inTheUsersWords(bare).map((text) => (text === bare ? problem : text));
}
