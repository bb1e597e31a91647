import { type Rule, rulesOver } from "../../lib/rules";
import type { inputs } from "./inputs";
import { WORKERS_ENABLED } from "./managed-keys";
import { BOT_FUNCTIONS, botPart } from "./bot-part";
import { serverPart, workerPart } from "./parts";

const rule = rulesOver<typeof inputs>();

const hasSpot = ({ capacityProviders }: { readonly capacityProviders: object }): boolean =>
  Object.hasOwn(capacityProviders, "FARGATE_SPOT");

type Workers = Readonly<Record<string, { readonly image?: string }>>;
interface Server {
  readonly server: { readonly image: string };
  readonly workers: Workers;
}

/** What every service gets from this module, as far as its rules look at it. */
const common = { name: "server", port: 8103, listeners: {}, executeCommand: undefined };

export const serverRules: readonly Rule[] = [
  rule(["server", "workers"], {
    at: "server.workers",
    message: "must not be empty without workers: no task would do background work",
    check: ({ server, workers }) => server.workers?.length !== 0 || Object.keys(workers).length > 0,
    condition: "try(length(var.server.workers) > 0, true) || length(var.workers) > 0",
  }),
  rule(["server", "cluster"], {
    at: "server.capacityProviders",
    message: "must not have FARGATE_SPOT without cluster.fargateSpot, which adds it to the cluster",
    check: ({ server, cluster }) => cluster.fargateSpot || !hasSpot(server),
    condition: 'var.cluster.fargate_spot || !contains(keys(var.server.capacity_providers), "FARGATE_SPOT")',
  }),
  rule(["workers", "cluster"], {
    message:
      "must not have FARGATE_SPOT in capacityProviders without cluster.fargateSpot, which adds it to the cluster",
    check: ({ workers, cluster }) =>
      Object.keys(workers).filter((name) => !cluster.fargateSpot && hasSpot(workers[name]!)),
    offenders:
      '[for name, worker in var.workers : name if !var.cluster.fargate_spot && contains(keys(worker.capacity_providers), "FARGATE_SPOT")]',
  }),
  rule(["workers", "malwareScan"], {
    message: "must not be called clamd with malwareScan.clamav, whose service has that name",
    check: ({ workers, malwareScan }) =>
      Object.keys(workers).filter((name) => name === "clamd" && malwareScan?.clamav !== undefined),
    offenders:
      '[for name in keys(var.workers) : name if name == "clamd" && (var.malware_scan == null ? false : var.malware_scan.clamav != null)]',
  }),
  rule(["workers"], {
    message: `must not have ${WORKERS_ENABLED} in environment: enabled sets it`,
    check: ({ workers }) =>
      Object.keys(workers).filter((name) => Object.hasOwn(workers[name]!.environment, WORKERS_ENABLED)),
    offenders: `[for name, worker in var.workers : name if contains(keys(worker.environment), "${WORKERS_ENABLED}")]`,
  }),
  ...botPart.rules({
    inputs: ["bots"],
    at: (input) => `bots.${input}`,
    given: ({ bots }: { bots?: object }) => bots && { functionNamePrefix: BOT_FUNCTIONS, ...bots },
  }),
  ...serverPart.rules({
    inputs: ["server"],
    at: (input) => `server.${input}`,
    given: ({ server }: { server: object }) => ({ ...common, ...server }),
  }),
  ...workerPart.rulesForEach({
    inputs: ["workers", "server"],
    at: "workers",
    given: ({ server, workers }: Server) =>
      Object.fromEntries(
        Object.entries(workers).map(([name, worker]) => [
          name,
          { ...common, ...server, ...worker, image: worker.image ?? server.image },
        ]),
      ),
  }),
];
