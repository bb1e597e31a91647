import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../support/message";
import type { Server } from "./server";
import { same, shown, type Version } from "./versions";

/** How often and how long the server is asked. Tests do not wait. */
export interface Patience {
  /** Milliseconds between two questions. */
  readonly everyMs: number;
  /** How long a new version may take to answer, once its service is steady. */
  readonly versionMs: number;
  /** How long a pending migration may have no job that runs it. */
  readonly jobMs: number;
}

export const patience: Patience = { everyMs: 5_000, versionMs: 300_000, jobMs: 120_000 };

type Say = (line: string) => void;

/** Waits until a version answers. */
export async function waitForVersion(
  server: Server,
  wanted: Version,
  { everyMs, versionMs }: Patience,
): Promise<void> {
  const end = Date.now() + versionMs;
  for (;;) {
    const answer = await server.version().catch(messageOf);
    if (typeof answer !== "string" && same(answer, wanted)) return;
    if (Date.now() > end)
      throw new Error(
        typeof answer === "string"
          ? `the server does not answer: ${answer}`
          : `the server still answers with version ${shown(answer)}`,
      );
    await sleep(everyMs);
  }
}

/** Waits, as long as it takes, until no migration is left. Throws for one that failed, and for one that nothing runs. */
export async function waitForMigrations(
  server: Server,
  { everyMs, jobMs }: Patience,
  say: Say,
): Promise<void> {
  let last = "";
  let idleSince: number | undefined;
  for (;;) {
    const { pending, status, dataVersion, detail } = await server.migrations();
    if (pending === undefined) return;
    const running = status === "accepted" || status === "active";
    const line = `migration ${pending}: ${running ? status : "waiting for its job"}`;
    if (line !== last) say(line);
    last = line;
    if (dataVersion === pending && (status === "error" || status === "cancelled"))
      throw new Error(`migration ${pending} ended with ${status}: ${detail ?? "without a reason"}`);
    idleSince = running ? undefined : (idleSince ?? Date.now());
    if (idleSince !== undefined && Date.now() - idleSince > jobMs)
      throw new Error(
        `migration ${pending} is pending, and no job runs it. Is the setting database.disableRunPostDeployMigrations true, or is the ` +
          "worker post-deploy-migration of no service? --start-migrations starts it.",
      );
    await sleep(everyMs);
  }
}
