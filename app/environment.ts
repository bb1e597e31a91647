import { z } from "zod";
import { problemsOf } from "../lib/problems";
import { type ApplicationInputs, applications, applicationsOf } from "./applications";
import { type GivenSettings, settingsRules, settingsShape } from "./settings";

/** An environment as its file writes it: settings, and the inputs of each application that it runs. */
export type Environment = GivenSettings & ApplicationInputs;

/** Declares an environment; its name is the file's. Problems are reported together, at synth. */
export function environment(values: Environment): Environment {
  return values;
}

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
  const present = applicationsOf(values);
  if (present.length === 0)
    problems.push(`${prefix}needs at least one of ${Object.keys(applications).join(", ")}`);
  return [
    ...problems,
    ...present.flatMap(({ key, module, inputs }) => module.problems(inputs, `${prefix}${key}.`)),
  ];
}
