import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";

/** Installs what is missing of the servers' packages. */
export function installServers(): void {
  const setup = spawnSync("bash", ["setup.sh"], { cwd: __dirname, encoding: "utf8", timeout: 10 * 60_000 });
  if (setup.status !== 0) throw new Error(`setup.sh failed:\n${setup.stdout}${setup.stderr}`);
}

/** A server that a test has started. */
export class Server {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly ended: Promise<void>,
  ) {}

  /**
   * Starts a server on a free port, and waits until it answers there. Where it ends, because another program was faster to take that
   * port, it is tried again.
   */
  static async start(name: string, begin: (port: number) => ChildProcess): Promise<Server> {
    let output = "";
    for (let attempt = 0; attempt < 5; attempt++) {
      const port = await freePort();
      const child = begin(port);
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000)));
      const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
      const server = new Server(port, child, ended);
      if (await server.answers()) return server;
      await server.stop("SIGKILL");
    }
    throw new Error(`${name} did not start:\n${output}`);
  }

  /** Ends it, and waits for that. Once it has ended nothing happens. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }

  /** Lets it hang: connections stay, and nobody answers. */
  pause(): void {
    this.child.kill("SIGSTOP");
  }

  /** Lets it go on. */
  resume(): void {
    this.child.kill("SIGCONT");
  }

  private async answers(): Promise<boolean> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && this.child.exitCode === null && this.child.signalCode === null) {
      if (await connects(this.port)) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  }
}

/** The user that a server runs as, since most refuse to run as root; nobody special where the tests do not run as root either. */
export function serverUser(name: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (option: string) => Number(execFileSync("id", [option, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A folder in another that a server's user owns, and may reach. */
export function serverFolder(
  parent: string,
  name: string,
  { uid, gid }: ReturnType<typeof serverUser>,
): string {
  const folder = path.join(parent, name);
  fs.mkdirSync(folder, { mode: 0o700 });
  fs.chmodSync(parent, 0o711);
  if (uid !== undefined) fs.chownSync(folder, uid, gid!);
  return folder;
}

/** Writes a file that only the server's user reads. */
export function serverFile(
  file: string,
  content: string,
  { uid, gid }: ReturnType<typeof serverUser>,
): string {
  fs.writeFileSync(file, content, { mode: 0o600 });
  if (uid !== undefined) fs.chownSync(file, uid, gid!);
  return file;
}

/** Starts a program of a server. */
export const launch = (
  command: string,
  args: readonly string[],
  user: ReturnType<typeof serverUser>,
  cwd: string,
): ChildProcess =>
  spawn(command, args, {
    ...user,
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
  });

/** A port on the loopback address that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => done(true)).once("error", () => done(false));
  });
}
