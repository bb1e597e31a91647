import {
  misread,
  nearestKey,
  redisSections,
  secretSections,
  settingOf,
  settingProblems,
  settings,
} from "../../../../modules/medplum/settings";
import type { Source } from "./config-id";
import { settingsOfVariables } from "./environment-variables";
import { readParameters, readSecret } from "./parameter-store";

/** What the server runs with: values typed, sections nested. */
export type Configuration = Record<string, unknown>;

/** A configuration, and what became of the settings that it was made from. */
export interface Loaded {
  readonly configuration: Configuration;
  /** What the server would take for something else than its text says, one sentence each. */
  readonly problems: readonly string[];
  /** What it would silently ignore. */
  readonly notes: readonly string[];
}

/** Reads all sources, each over the ones before it. */
export async function load(sources: readonly Source[], env: NodeJS.ProcessEnv): Promise<Loaded> {
  const configuration: Configuration = {};
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const source of sources) {
    const parameters =
      source.kind === "aws" ? await readParameters(source.region, source.path) : settingsOfVariables(env);
    if (source.kind === "aws") problems.push(...(await addSecrets(configuration, source.region, parameters)));
    const whole = source.kind === "env" ? parsedByName(parameters) : {};
    for (const [key, value] of Object.entries(whole)) put(configuration, key, value);
    for (const [key, value] of Object.entries(parameters)) {
      if (key in whole) continue;
      given[key] = value;
      if (!misread(key, value) && settingOf(key)?.parsing !== "secret")
        put(configuration, key, typed(key, value));
    }
  }
  problems.push(...settingProblems(given), ...connectionProblems(configuration));
  const unknown = Object.keys(given).filter((key) => !settingOf(key));
  const notes = unknown.map((key) => {
    const near = nearestKey(key);
    return `${key} is not a setting that the server is known to read${near ? `; did you mean ${near}?` : ""}`;
  });
  if (configuration["port"] === undefined) configuration["port"] = settings["port"]!.default;
  return { configuration, problems: [...problems, ...portProblem(configuration, env)], notes };
}

/** The first of two passes: secrets become sections. All other parameters come over them. */
async function addSecrets(
  configuration: Configuration,
  region: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [key, section] of Object.entries(secretSections)) {
    const arn = parameters[key];
    if (arn === undefined || misread(key, arn)) continue;
    const value = parsed(await readSecret(region, arn));
    if (isObject(value)) configuration[section] = value;
    else problems.push(`${key} must name a secret that holds a JSON object`);
  }
  return problems;
}

/** What only variables can say: an object, since there alone the bare names `ssl` and `tls` are parsed. */
function parsedByName(parameters: Readonly<Record<string, string>>): Record<string, unknown> {
  const named = Object.entries(parameters).filter(([key]) => /\.(ssl|tls)$/.test(key));
  return Object.fromEntries(named.map(([key, value]) => [key, parsed(value)]));
}

function typed(key: string, value: string): unknown {
  switch (settingOf(key)?.parsing) {
    case "boolean":
      return value === "true";
    case "integer":
      return parseInt(value, 10);
    case "json":
      return parsed(value);
    default:
      return value;
  }
}

/** Sets `database.ssl.require` in what may be there already. */
function put(configuration: Configuration, key: string, value: unknown): void {
  const parts = key.split(".");
  const last = parts.pop()!;
  let place = configuration;
  for (const part of parts) {
    if (!isObject(place[part])) place[part] = {};
    place = place[part] as Configuration;
  }
  place[last] = isObject(place[last]) && isObject(value) ? { ...place[last], ...value } : value;
}

function connectionProblems(configuration: Configuration): string[] {
  const source = (section: string) => Object.entries(secretSections).find(([, one]) => one === section)![0];
  const about = (section: string, required: readonly string[], object: string): string[] => {
    const connection = configuration[section];
    if (connection === undefined)
      return section === "database" || section === "redis" ? [`${source(section)} is missing`] : [];
    if (!isObject(connection)) return [];
    const lacks = required.filter((key) => connection[key] === undefined);
    const value = connection[object];
    return [
      ...(lacks.length > 0
        ? [
            `${source(section)} lacks ${lacks.join(", ")}${required.length > 1 ? ": a master secret that RDS manages has no host and no dbname" : ""}`,
          ]
        : []),
      ...(value !== undefined && !isObject(value)
        ? [`${section}.${object} must be an object, such as {} (got ${JSON.stringify(value)})`]
        : []),
    ];
  };
  const database = ["host", "dbname", "username", "password"];
  return [
    ...["database", "readonlyDatabase"].flatMap((section) => about(section, database, "ssl")),
    ...redisSections.flatMap((section) => about(section, ["host"], "tls")),
  ];
}

/** The load balancer sends to the container's port, and nothing else can be reached there. */
function portProblem({ port }: Configuration, env: NodeJS.ProcessEnv): string[] {
  const container = env["CONTRACT_CONTAINER_PORT"];
  return container === undefined || Number(container) === port
    ? []
    : [`port must be the container's, ${container} (got ${String(port)})`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
