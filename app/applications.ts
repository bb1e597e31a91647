import type { InputShape, InputsOf, ModuleClass } from "../lib/module";
import { Medplum } from "../modules/medplum";
import { Redcap } from "../modules/redcap";

/** The applications that an environment may run, by the key under which its file gives their inputs: a line each. */
export const applications = {
  redcap: Redcap,
  medplum: Medplum,
} as const;

/** The key of an application. */
export type ApplicationName = keyof typeof applications;

/** What an environment's file says about its applications: the inputs of each one that it runs. */
export type ApplicationInputs = {
  readonly [K in ApplicationName]?: InputsOf<(typeof applications)[K]["definition"]["inputs"]>;
};

/** An application that an environment runs. Its inputs' types are no longer known here; the module checks the values. */
export interface Application {
  readonly key: ApplicationName;
  readonly module: ModuleClass<InputShape, Readonly<Record<string, string>>>;
  readonly inputs: InputsOf<InputShape>;
}

/** The applications that an environment runs, in the order of the list above. */
export function applicationsOf(values: ApplicationInputs): Application[] {
  return (Object.keys(applications) as ApplicationName[])
    .filter((key) => values[key] !== undefined)
    .map((key) => ({
      key,
      module: applications[key] as unknown as Application["module"],
      inputs: (values[key] ?? {}) as Application["inputs"],
    }));
}
