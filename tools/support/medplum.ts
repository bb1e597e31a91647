import type { Environment } from "../../app/environment";
import { nearest } from "../../lib/names";

/** Environments by their names. */
export type Environments = Readonly<Record<string, Environment>>;

/** The environment that a command line names; what is wrong is added to `problems`. */
export function environmentIn(
  words: readonly string[],
  environments: Environments,
  problems: string[],
): { readonly name: string; readonly values: Environment } | undefined {
  const [name, ...rest] = words;
  if (rest.length > 0) problems.push(`too many arguments: ${rest.join(" ")}`);
  if (name === undefined) {
    problems.push("the environment is missing");
    return undefined;
  }
  if (!Object.hasOwn(environments, name)) {
    const near = nearest(name, Object.keys(environments));
    problems.push(`there is no envs/${name}.ts${near ? `; did you mean ${near}?` : ""}`);
    return undefined;
  }
  return { name, values: environments[name]! };
}

/** The version in the tag of the server's image: `medplum/medplum-server:5.1.12`, perhaps with a commit or a digest behind it. */
export function serverVersion({ medplum }: Environment): string | undefined {
  const { image } = (medplum?.server ?? {}) as { readonly image?: unknown };
  return typeof image === "string" ? /:(\d+\.\d+\.\d+)(?:[-@].*)?$/.exec(image)?.[1] : undefined;
}

/** The package of the server's version, where none is given; what is wrong is added to `problems`. */
export function packageOf(
  packageName: string,
  given: string | undefined,
  environment: { readonly name: string; readonly values: Environment } | undefined,
  problems: string[],
): string {
  if (environment && !environment.values.medplum) problems.push(`envs/${environment.name} has no Medplum`);
  if (given !== undefined || !environment?.values.medplum) return given ?? packageName;
  const version = serverVersion(environment.values);
  if (version === undefined)
    problems.push(
      `the tag of the server's image is no version such as 5.1.12: say by --from which ${packageName} it is to be`,
    );
  return `${packageName}@${version}`;
}
