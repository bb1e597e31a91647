import { MINIMUM_MEMORY } from "../../modules/medplum/warnings";
import type { ConfigDraft, Place } from "./config-draft";
import { fireLens, sidecars } from "./containers";
import type { Values } from "./file";

/** What to start with. */
const goodSize = "serverMemory 2048 with serverCpu 1024";

/** Names of background work that the server is known to have. A later version may have others. */
const knownWorkers: readonly string[] = [
  "*",
  "dispatch",
  "subscription",
  "download",
  "cron",
  "reindex",
  "batch",
  "post-deploy-migration",
  "set-accounts",
  "lambda-cleaner",
  "dicom",
  "bulk-export",
  "data-warehouse-sync",
];

/** The server's tasks. */
export function server(draft: ConfigDraft): void {
  image(draft, "server.image", "serverImage", draft.get("serverImage"));
  size(draft, "server", ["serverCpu", draft.get("serverCpu")], ["serverMemory", draft.get("serverMemory")]);
  scaling(
    draft,
    "server.scaling",
    ["desiredServerCount", draft.get("desiredServerCount")],
    ["fargateAutoScaling", draft.get("fargateAutoScaling")],
  );
  draft.entries("server.environment", draft.get("environment"), "environment");
  sidecars(draft, "server.sidecars", "additionalContainers", draft.get("additionalContainers"));
  fireLens(draft);
  if (draft.get("pinAdditionalContainerImages") !== undefined)
    draft.note(
      "pinAdditionalContainerImages",
      "has no counterpart, since synth calls no registry: write the digest into the image, …:tag@sha256:….",
    );
  const credentials = draft.get("containerRegistryCredentialsSecretArn");
  if (credentials !== undefined)
    draft.input("server.registryCredentials.secretArn", credentials, "containerRegistryCredentialsSecretArn");
  insights(draft);
}

/** An image, perhaps one whose version changes by itself. */
export function image(draft: ConfigDraft, input: string, place: Place, given: unknown): void {
  draft.input(input, given, place);
  if (typeof given === "string" && /:latest$/.test(given))
    draft.warn(
      place,
      "latest may be another version whenever a task starts, even a major one that does not start on this database: name the version.",
    );
}

/** CPU and memory of tasks. */
export function size(
  draft: ConfigDraft,
  input: string,
  [cpuPlace, cpu]: readonly [Place, unknown],
  [memoryPlace, memory]: readonly [Place, unknown],
): void {
  draft.input(`${input}.cpu`, cpu, cpuPlace);
  draft.input(`${input}.memory`, memory, memoryPlace);
  if (typeof memory === "number" && memory < MINIMUM_MEMORY)
    draft.warn(
      memoryPlace,
      `with ${memory} MiB the server runs out of memory while it fills the database at its first start, and never becomes ready: use ` +
        `${goodSize}; ${MINIMUM_MEMORY} is the minimum that was seen to work.`,
    );
  if (cpu === 256)
    draft.warn(
      cpuPlace,
      `with 256 units, a quarter of a vCPU, the first start takes many minutes: use ${goodSize}.`,
    );
}

type Scaling = Values["fargateAutoScaling"];

/** The number of tasks, fixed or by CPU. */
export function scaling(
  draft: ConfigDraft,
  input: string,
  [countPlace, count]: readonly [Place, unknown],
  [place, auto]: readonly [Place, Scaling],
): void {
  if (auto === undefined) {
    draft.input(`${input}.min`, count, countPlace);
    if (count === undefined && !draft.isWrong(countPlace)) draft.note(countPlace, "is not given: two tasks.");
    return;
  }
  const from = (key: keyof NonNullable<Scaling>) => `${place}.${key}` as Place;
  draft.trace(`medplum.${input}`, place);
  draft.input(`${input}.min`, auto.minCapacity ?? count, from("minCapacity"));
  draft.input(`${input}.max`, auto.maxCapacity, from("maxCapacity"));
  draft.object(`${input}.cpu`);
  draft.input(`${input}.cpu.targetPercent`, auto.targetUtilizationPercent, from("targetUtilizationPercent"));
  draft.input(`${input}.scaleInCooldownSeconds`, auto.scaleInCooldown, from("scaleInCooldown"));
  draft.input(`${input}.scaleOutCooldownSeconds`, auto.scaleOutCooldown, from("scaleOutCooldown"));
  if (count !== undefined && auto.minCapacity !== undefined)
    draft.note(countPlace, `has no effect: ${place} gives the number of tasks.`);
}

/** Background work by name; what is unknown passes. */
export function enabledWorkers(
  draft: ConfigDraft,
  place: Place,
  enabled: readonly unknown[] | undefined,
): readonly unknown[] | undefined {
  enabled?.forEach((name, i) => {
    if (typeof name === "string" && !knownWorkers.includes(name))
      draft.note(
        `${place}[${i}]` as Place,
        `${name} is not a known worker; a later version of the server may have it.`,
      );
  });
  return enabled;
}

function insights(draft: ConfigDraft): void {
  const older = draft.decided("containerInsights");
  const given = draft.get("containerInsightsV2");
  const chosen = given ?? (older === undefined ? undefined : older ? "enabled" : "disabled");
  if (older !== undefined)
    draft.note(
      "containerInsights",
      given === undefined
        ? `is now containerInsightsV2: ${String(chosen)}.`
        : "has no effect: containerInsightsV2 takes precedence.",
    );
  draft.input(
    "cluster.containerInsights",
    chosen,
    given === undefined ? "containerInsights" : "containerInsightsV2",
  );
}
