import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Server, serverFile, serverFolder, serverUser } from "./programs";

/** How a real clamd is started. */
export interface ClamdOptions {
  /** The folder in which it gets one of its own. */
  readonly folder: string;
  readonly name: string;
  /** What a task of ECS runs, as a shell script. */
  readonly script: string;
  /** What the script reads from the environment, in addition to its folders and its port. */
  readonly environment: Readonly<Record<string, string>>;
  /** The only file that is malware to it, since ClamAV's own definitions cannot be had everywhere. */
  readonly malware: Buffer;
}

/** A clamd that can hang. */
export interface RunningClamd {
  readonly port: number;
  stop(): Promise<void>;
  /** Lets it hang: connections stay, and nobody answers. */
  pause(): void;
  resume(): void;
}

/**
 * Starts clamd on a free port of 127.0.0.1, by the start script of a container's. Nobody is behind the mirror of definitions, so that the
 * task starts with those of its image: a database of one line.
 */
export async function startClamd({
  folder,
  name,
  script,
  environment,
  malware,
}: ClamdOptions): Promise<RunningClamd> {
  const user = serverUser("clamav");
  const home = serverFolder(folder, `clamd-${name}`, user);
  const inside = (part: string) => serverFolder(home, part, user);
  const image = inside("image");
  const hash = createHash("md5").update(malware).digest("hex");
  serverFile(path.join(image, "test.hdb"), `${hash}:${malware.length}:Eicar-Test-Signature\n`, user);
  const folders = {
    DEFINITIONS: inside("definitions"),
    SCRATCH: inside("scratch"),
    SETTINGS: inside("settings"),
    IMAGE_DEFINITIONS: image,
  };
  fs.chmodSync(home, 0o711);
  let child: ChildProcess | undefined;
  const begin = (port: number): ChildProcess => {
    child = spawn("/bin/sh", ["-c", script], {
      cwd: home,
      // A group of its own: the script's programs hang with it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${process.env["PATH"]}:/usr/sbin`,
        LC_ALL: "C",
        ...folders,
        LISTEN_ADDRESS: "127.0.0.1",
        PORT: String(port),
        MIRROR: "127.0.0.1:9",
        ...environment,
      },
    });
    return child;
  };
  const server = await Server.start("clamd", begin);
  const signal = (name: NodeJS.Signals) => process.kill(-child!.pid!, name);
  return {
    port: server.port,
    stop: () => server.stop(),
    pause: () => void signal("SIGSTOP"),
    resume: () => void signal("SIGCONT"),
  };
}
