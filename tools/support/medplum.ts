import type { Environment } from "../../app/environment";

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
