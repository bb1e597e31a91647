import { mkdir } from "node:fs/promises";
import * as path from "node:path";
import { messageOf } from "../support/message";
import { withLock } from "./lock";
import { writeProfile } from "./profile";
import { preparePython } from "./python";
import { get, runningServer, startServer, stopServer } from "./server";

export {
  LOCAL_ACCOUNT,
  LOCAL_PROFILE,
  localCloudEnvironment,
  profileFiles,
  type ProfileFiles,
  withoutAwsVariables,
} from "./profile";
export { signedFor } from "./signed-for";

/** The folder of the project's own local cloud. Tests use folders of their own. */
export const DEFAULT_DIRECTORY = path.resolve(__dirname, "../../.cache/local-cloud");

const START_LOCK_MS = 12 * 60_000;

/** Which local cloud. */
export interface LocalCloudOptions {
  /** Holds its profile files, port, pid and log. One cloud a folder. Default: {@link DEFAULT_DIRECTORY}. */
  readonly directory?: string;
  /** Default: this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How to start it. */
export interface StartOptions extends LocalCloudOptions {
  /** The port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** Called with one line before each step that takes long. Default: silent. */
  readonly log?: (line: string) => void;
}

/** A local cloud that answers. */
export interface LocalCloud {
  readonly url: string;
  readonly port: number;
  /** The server's process, or undefined for an emulator of the user's (AWS_ENDPOINT_URL). */
  readonly pid: number | undefined;
}

/**
 * Starts the local cloud and writes its profile files; if it runs already, that one is used. With AWS_ENDPOINT_URL in the
 * environment, the emulator there (LocalStack and the like) is used instead of a server of our own.
 *
 * Throws, and leaves nothing behind, if the port is taken, if there is no Python, if the running cloud has another port than the
 * one asked for, or if nothing answers at AWS_ENDPOINT_URL.
 */
export async function startLocalCloud(options: StartOptions = {}): Promise<LocalCloud> {
  const { directory = DEFAULT_DIRECTORY, env = process.env, port, log = () => undefined } = options;
  const folder = path.resolve(directory);
  await mkdir(folder, { recursive: true });
  return withLock(path.join(folder, "start.lock"), START_LOCK_MS, async () => {
    const cloud = env.AWS_ENDPOINT_URL
      ? await existingEmulator(env.AWS_ENDPOINT_URL)
      : await ownServer(folder, port, env, log);
    await writeProfile(folder, cloud.url);
    return cloud;
  });
}

/** Stops the local cloud of `directory`; what was deployed into it is gone. Returns false if none was running. */
export async function stopLocalCloud(options: LocalCloudOptions = {}): Promise<boolean> {
  return stopServer(path.resolve(options.directory ?? DEFAULT_DIRECTORY));
}

/** The local cloud of `directory`, or undefined if it does not run. An emulator at AWS_ENDPOINT_URL counts if it answers. */
export async function localCloudStatus(options: LocalCloudOptions = {}): Promise<LocalCloud | undefined> {
  const { directory = DEFAULT_DIRECTORY, env = process.env } = options;
  if (env.AWS_ENDPOINT_URL) return existingEmulator(env.AWS_ENDPOINT_URL).catch(() => undefined);
  const server = await runningServer(path.resolve(directory));
  return server && { url: `http://127.0.0.1:${server.port}`, port: server.port, pid: server.pid };
}

async function ownServer(
  directory: string,
  port: number | undefined,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<LocalCloud> {
  let server = await runningServer(directory);
  if (server && port !== undefined && server.port !== port) {
    throw new Error(
      `The local cloud of ${directory} is already running on port ${server.port}, not on ${port}. Stop it first, or specify no port.`,
    );
  }
  if (!server) {
    await stopServer(directory); // one that hangs
    const python = await preparePython({ env, log });
    log("Starting the local cloud");
    server = await startServer(directory, python, port ?? 0, env);
  }
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, pid: server.pid };
}

async function existingEmulator(endpoint: string): Promise<LocalCloud> {
  const advice = "Start that emulator, or unset AWS_ENDPOINT_URL to use the project's own local cloud.";
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new Error(`AWS_ENDPOINT_URL: "${endpoint}" is not a URL such as http://127.0.0.1:4566. ${advice}`);
  }
  if (url.protocol !== "http:") {
    throw new Error(`AWS_ENDPOINT_URL: "${endpoint}" must start with http://. ${advice}`);
  }
  // S3 puts the bucket's name before a host name, and <bucket>.localhost resolves on few machines; an address has no sub-domains.
  if (url.hostname === "localhost") url.hostname = "127.0.0.1";
  try {
    await get(url.href);
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(`AWS_ENDPOINT_URL: nothing answers at ${endpoint} (${reason}). ${advice}`);
  }
  return { url: url.href.replace(/\/$/, ""), port: Number(url.port) || 80, pid: undefined };
}
