/** A provider that a module needs from its caller. */
export interface ProviderRequirement {
  readonly name: string;
  /** Address in the registry: `hashicorp/random`. */
  readonly source: string;
  /** A range, so that callers in plain Terraform can update. */
  readonly version: string;
  /** Name of a further configuration of the provider, which callers must pass: `us_east_1`. */
  readonly alias?: string;
}

/** As a module refers to a provider's configuration: `random`, or `random.other` with the alias `other`. */
export const configurationName = ({ name, alias }: ProviderRequirement): string =>
  alias ? `${name}.${alias}` : name;

/** `required_providers` of a module: version ranges, and the aliases that a caller must pass. */
export function requiredProviders(requirements: readonly ProviderRequirement[]): Record<string, unknown> {
  const required: Record<string, { source: string; version: string; configuration_aliases?: string[] }> = {};
  for (const requirement of requirements) {
    const { name, source, version, alias } = requirement;
    const entry = (required[name] ??= { source, version });
    if (alias)
      entry.configuration_aliases = [...(entry.configuration_aliases ?? []), configurationName(requirement)];
  }
  return required;
}
