import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import * as http from "node:http";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLineOf, isAlive } from "./process-table";

/** What a server says about itself; `instance` distinguishes it from any other server, even if pids and ports are reused. */
export interface ServerFacts {
  readonly pid: number;
  readonly port: number;
  readonly instance: string;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 100;
/** See `PORT_IN_USE` in extension/server.py. */
const PORT_IN_USE = 98;

const factsFile = (directory: string): string => path.join(directory, "server.json");
/** The server's output. */
export const logFile = (directory: string): string => path.join(directory, "server.log");

/** The facts of the server that `directory` belongs to, if it runs and answers. */
export async function runningServer(directory: string): Promise<ServerFacts | undefined> {
  const facts = await readFacts(directory);
  if (!facts) return undefined;
  const answer = await get(`http://127.0.0.1:${facts.port}/_local-cloud/status`).catch(() => undefined);
  return answer?.body.includes(facts.instance) ? facts : undefined;
}

/** Starts a server and waits until it listens. Leaves nothing behind when it fails; the error ends with the server's last words. */
export async function startServer(
  directory: string,
  python: string,
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<ServerFacts> {
  await rm(factsFile(directory), { force: true });
  const log = openSync(logFile(directory), "w");
  const child = spawn(
    python,
    ["-m", "extension.server", "--port", String(port), "--ready-file", factsFile(directory)],
    { cwd: __dirname, env: serverEnvironment(env), stdio: ["ignore", log, log], detached: true },
  );
  closeSync(log);
  const exited = once(child, "exit").catch(() => undefined); // a failure to start shows below: no pid
  child.unref();

  try {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const facts = await runningServer(directory);
      if (facts) return facts;
      if (child.exitCode === PORT_IN_USE) {
        throw new Error(
          `Port ${port} on 127.0.0.1 is in use by another program. Choose another port for the local cloud, or none for a free one.`,
        );
      }
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The local cloud's server exited during start-up.${await lastWords(directory)}`);
      }
      await sleep(POLL_MS);
    }
    throw new Error(
      `The local cloud's server did not answer within ${START_TIMEOUT_MS / 1000} s.${await lastWords(directory)}`,
    );
  } catch (error) {
    if (child.pid !== undefined && child.exitCode === null) {
      child.kill("SIGKILL");
      await exited;
    }
    await rm(factsFile(directory), { force: true });
    throw error;
  }
}

/** Stops the server of `directory`. Returns whether there was one. A program that has got its old pid is left alone. */
export async function stopServer(directory: string): Promise<boolean> {
  const facts = await readFacts(directory);
  if (!facts) return false;
  const ours =
    (await runningServer(directory)) !== undefined ||
    (commandLineOf(facts.pid).includes("extension.server") &&
      commandLineOf(facts.pid).includes(factsFile(directory)));
  if (ours) await end(facts.pid);
  await rm(factsFile(directory), { force: true });
  return ours;
}

async function end(pid: number): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return;
      throw error;
    }
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`The local cloud's server (process ${pid}) does not exit, even when killed.`);
}

async function readFacts(directory: string): Promise<ServerFacts | undefined> {
  try {
    const facts = JSON.parse(await readFile(factsFile(directory), "utf8")) as Partial<ServerFacts>;
    const { pid, port, instance } = facts;
    return typeof pid === "number" && typeof port === "number" && instance
      ? { pid, port, instance }
      : undefined;
  } catch {
    return undefined; // no file, or one that nobody can read: no server
  }
}

/** What the server gets from the caller's environment: nothing that would make moto another account or reach for AWS. */
function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(AWS|MOTO|PYTHON)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUNBUFFERED: "1",
    // Lambda functions run with this Node.js, and with the project's AWS SDK in place of the runtime's.
    LOCAL_CLOUD_NODE: process.execPath,
    LOCAL_CLOUD_NODE_MODULES: path.resolve(__dirname, "../../node_modules"),
  };
}

async function lastWords(directory: string): Promise<string> {
  const text = await readFile(logFile(directory), "utf8").catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-15).join("\n  ");
  return lines ? ` Its last lines (${logFile(directory)}):\n  ${lines}` : "";
}

/** One GET without keep-alive or proxy. Rejects if nobody answers within 20 s. */
export function get(url: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout: 20_000 }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer from ${url} within 20 s`)));
    request.on("error", reject);
  });
}
