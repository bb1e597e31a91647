/**
 * The providers that modules may require. A module asks for a range, so that plain-Terraform callers can update; the
 * lower bound is the version that the bindings were generated from and every test runs with.
 */
export const providers = {
  aws: { source: "hashicorp/aws", version: "~> 5.100" },
  random: { source: "hashicorp/random", version: "~> 3.7" },
  tls: { source: "hashicorp/tls", version: "~> 4.1" },
} as const;

/** A provider configuration that a module takes from its caller: `aws`, or an alias such as `aws.us_east_1`. */
export type ProviderName = keyof typeof providers | "aws.us_east_1";

/** `required_providers` of a module: version ranges, and the aliases that a caller must pass. */
export function requiredProviders(names: readonly ProviderName[]): Record<string, unknown> {
  const required: Record<string, { source: string; version: string; configuration_aliases?: string[] }> = {};
  for (const name of names) {
    const [provider, alias] = name.split(".") as [keyof typeof providers, string?];
    const entry = (required[provider] ??= { ...providers[provider] });
    if (alias) entry.configuration_aliases = [...(entry.configuration_aliases ?? []), name];
  }
  return required;
}
