import { redisSections } from "../../../../modules/medplum/settings";

const sections = [
  "database",
  "readonlyDatabase",
  ...redisSections,
  "smtp",
  "bullmq",
  "fission",
  "workers",
  "dataWarehouse",
].sort((a, b) => b.length - a.length);

/** Settings out of variables: `MEDPLUM_DATABASE_SSL_REQUIRE` is `database.ssl.require`, `MEDPLUM_BASE_URL` is `baseUrl`. */
export function settingsOfVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env)
      .filter((entry): entry is [string, string] => entry[0].startsWith("MEDPLUM_") && entry[1] !== undefined)
      .map(([name, value]) => [keyOf(name.slice("MEDPLUM_".length)), value]),
  );
}

function keyOf(name: string): string {
  const section = sections.find((one) => name.startsWith(`${upperSnake(one)}_`));
  if (!section) return camelCase(name);
  const rest = name.slice(upperSnake(section).length + 1);
  return rest.startsWith("SSL_")
    ? `${section}.ssl.${camelCase(rest.slice("SSL_".length))}`
    : `${section}.${camelCase(rest)}`;
}

/** `pubSubRedis` is PUBSUB_REDIS, as nothing else is. */
const upperSnake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .replace("PUB_SUB", "PUBSUB");
const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
