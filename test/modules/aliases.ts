import type { ModuleDefinition } from "../../lib/module";
import { configurationName, requiredProviders } from "../../lib/provider-requirement";

type Providers = Pick<ModuleDefinition, "providers">;

const takesAlias = ({ providers }: Providers): boolean => providers.some(({ alias }) => alias !== undefined);

/** The aws provider of a test's root, and a second one of us-east-1 where one of the modules that it calls takes it. */
export const awsProviders = (called: readonly Providers[], aws: object): object =>
  called.some(takesAlias) ? [aws, { ...aws, region: "us-east-1", alias: "us_east_1" }] : aws;

/** `required_providers` of a test's root, which has its own configurations and takes none. */
export const providersOf = (called: readonly Providers[]): object =>
  requiredProviders(called.flatMap(({ providers }) => providers).filter(({ alias }) => !alias));

/** The argument `providers` of a call, which a module needs that takes more than the default ones. */
export function passedProviders(called: Providers): {
  readonly providers?: Readonly<Record<string, string>>;
} {
  if (!takesAlias(called)) return {};
  return {
    providers: Object.fromEntries(called.providers.map(configurationName).map((name) => [name, name])),
  };
}
