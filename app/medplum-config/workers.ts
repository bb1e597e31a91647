import type { ConfigDraft, Place } from "./config-draft";
import { byName, legalName, sidecars } from "./containers";
import { enabledWorkers, image, scaling, size } from "./server";
import type { Values } from "./file";

type Service = NonNullable<NonNullable<Values["workerServices"]>[number]>;

/** The work that migrates data after an upgrade, without which the server stays at its version. */
const migration = "post-deploy-migration";

/** Background work: what the server's own tasks do of it, and services of their own. */
export function workers(draft: ConfigDraft): void {
  const own = draft.get("workers");
  draft.entries("server.workers", enabledWorkers(draft, "workers.enabled", own?.enabled), "workers.enabled");
  const toName = (text: string) => legalName(text, "", 11);
  const services = byName(draft, "workerServices", draft.get("workerServices") ?? [], "id", toName);
  for (const [name, service, place] of services) worker(draft, `workers.${name}`, service, place);
  const all = [
    own?.enabled ?? ["*"],
    ...services.map(([, service]) => service.workers?.enabled ?? ["*"]),
  ].flat();
  if (!all.includes("*") && !all.includes(migration) && own?.enabled !== undefined)
    draft.warn(
      "workers.enabled",
      `${migration} is enabled nowhere: migrations after an upgrade would never run.`,
    );
}

function worker(draft: ConfigDraft, input: string, service: Service, place: Place): void {
  const from = (key: keyof Service | `workers.${string}`) => `${place}.${key}` as Place;
  draft.object(input);
  draft.trace(`medplum.${input}`, place);
  if (service.serverImage !== undefined)
    image(draft, `${input}.image`, from("serverImage"), service.serverImage);
  // As in Medplum's CDK: the server's, where a service says nothing.
  const { serverCpu: cpu, serverMemory: memory } = service;
  if (cpu !== undefined || memory !== undefined || draft.get("serverCpu") !== undefined)
    size(
      draft,
      input,
      cpu === undefined ? ["serverCpu", draft.get("serverCpu")] : [from("serverCpu"), cpu],
      memory === undefined ? ["serverMemory", draft.get("serverMemory")] : [from("serverMemory"), memory],
    );
  scaling(
    draft,
    `${input}.scaling`,
    [from("desiredCount"), service.desiredCount],
    [from("fargateAutoScaling"), service.fargateAutoScaling],
  );
  const enabled = enabledWorkers(draft, from("workers.enabled"), service.workers?.enabled);
  draft.entries(`${input}.enabled`, enabled, from("workers.enabled"));
  const bullmq = service.workers?.bullmq;
  const environment = {
    ...service.environment,
    ...(bullmq !== undefined && { MEDPLUM_WORKERS_BULLMQ: JSON.stringify(bullmq) }),
  };
  if (bullmq !== undefined)
    draft.note(
      from("workers.bullmq"),
      "is set as the environment variable MEDPLUM_WORKERS_BULLMQ, since all services share the same parameters.",
    );
  if (Object.keys(environment).length > 0)
    draft.entries(`${input}.environment`, environment, from("environment"));
  sidecars(draft, `${input}.sidecars`, from("additionalContainers"), service.additionalContainers);
}
