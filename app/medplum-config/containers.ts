import type { ConfigDraft, Place } from "./config-draft";
import type { Values } from "./file";

type Containers = NonNullable<Values["additionalContainers"]>;

/** Text as a name that Terraform's inputs take: what they have in common is lower-case letters, digits and hyphens. */
export const legalName = (text: string, sign: "-" | "", maximum: number): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, sign)
    .replace(/^[^a-z]+/, "")
    .slice(0, maximum)
    .replace(/-+$/, "");

/** Entries of a list by a name of theirs, which must be distinct. */
export function byName<T extends object>(
  draft: ConfigDraft,
  list: Place,
  entries: readonly (T | undefined)[],
  key: keyof T & string,
  toName: (text: string) => string,
): (readonly [name: string, entry: T, place: Place])[] {
  const taken = new Map<string, number>();
  return entries.flatMap((entry, i) => {
    const place = `${list}[${i}]` as Place;
    if (entry === undefined) return [];
    const where = `${place}.${key}` as Place;
    const given = draft.plain(where, entry[key]) as string | undefined;
    if (given === undefined) {
      if (!draft.isWrong(where)) draft.refuse(where, "is missing");
      return [];
    }
    const name = toName(given);
    const earlier = taken.get(name);
    if (name === "")
      draft.refuse(where, `must have a letter, since it names AWS resources (got ${JSON.stringify(given)})`);
    else if (earlier !== undefined)
      draft.refuse(
        where,
        `must differ from ${list}[${earlier}].${key}: both give the name ${name} (got ${JSON.stringify(given)})`,
      );
    if (name === "" || earlier !== undefined) return [];
    taken.set(name, i);
    if (name !== given) draft.note(where, `${given} becomes ${name}, since it names AWS resources.`);
    return [[name, entry, place] as const];
  });
}

/** Further containers of the tasks. Medplum's CDK gives them neither CPU nor memory, whatever the file says; here they have both. */
export function sidecars(
  draft: ConfigDraft,
  input: string,
  list: Place,
  containers: Containers | undefined,
): void {
  if (containers === undefined) return;
  const toName = (text: string) => legalName(text, "-", 31);
  for (const [name, container, place] of byName(draft, list, containers, "name", toName)) {
    const own = `${input}.${name}`;
    const from = (key: string) => `${place}.${key}` as Place;
    draft.input(`${own}.image`, container.image, from("image"));
    draft.input(`${own}.cpu`, container.cpu, from("cpu"));
    draft.input(`${own}.memory`, container.memory, from("memory"));
    draft.input(`${own}.essential`, container.essential ?? false, from("essential"));
    draft.entries(`${own}.command`, container.command, from("command"));
    draft.entries(`${own}.environment`, container.environment, from("environment"));
  }
}

/** FireLens, where it is on: the server's log goes through a router. */
export function fireLens(draft: ConfigDraft): void {
  const given = draft.get("fireLens");
  if (given === undefined) return;
  if (!draft.plain("fireLens.enabled", given.enabled)) {
    if (!draft.isWrong("fireLens.enabled")) draft.note("fireLens", "is not enabled, and left out.");
    return;
  }
  const { logDriverConfig, logRouterConfig, environment } = given;
  const input = "server.fireLens";
  draft.input(`${input}.image`, "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable", "fireLens");
  draft.note(
    "fireLens",
    "the router's image is aws-for-fluent-bit:stable, as in Medplum's CDK; pin its version with server.fireLens.image.",
  );
  draft.input(`${input}.type`, logRouterConfig?.type, "fireLens.logRouterConfig.type");
  draft.entries(`${input}.options`, logDriverConfig?.options, "fireLens.logDriverConfig.options");
  draft.entries(
    `${input}.secretOptions`,
    logDriverConfig?.secretOptions,
    "fireLens.logDriverConfig.secretOptions",
  );
  draft.entries(`${input}.environment`, environment, "fireLens.environment");
  routerOptions(draft, `${input}.routerOptions`, logRouterConfig?.options);
}

/** The router's options as CDK has them, by the names that ECS has for them. */
const routerOptionNames: Readonly<Record<string, string>> = {
  enableECSLogMetadata: "enable-ecs-log-metadata",
  configFileType: "config-file-type",
  configFileValue: "config-file-value",
};

function routerOptions(draft: ConfigDraft, input: string, given: unknown): void {
  const place = "fireLens.logRouterConfig.options";
  if (given === undefined) return;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return draft.refuse(place, `must be an object (got ${JSON.stringify(given)})`);
  const options = Object.entries(given).map(([key, value]) => [routerOptionNames[key] ?? key, String(value)]);
  draft.input(input, Object.fromEntries(options), place);
}
