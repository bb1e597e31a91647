import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Certificate } from "./authority";
import { launch, Server, serverFile, serverFolder, serverUser } from "./programs";

/** A real PostgreSQL, as Aurora is set up: TLS or nothing, SCRAM, and an owner of one database who is no superuser. */
export interface Postgres {
  readonly server: Server;
  /** Runs a statement in a database as the superuser. */
  query(database: string, sql: string): Promise<Record<string, unknown>[]>;
}

/** What is in it. */
export interface PostgresOptions {
  /** The folder in which it gets one of its own. */
  readonly folder: string;
  readonly name: string;
  readonly certificate: Certificate;
  readonly databases: readonly { readonly name: string; readonly owner: string; readonly password: string }[];
}

const superuser = "postgres";

/** Starts it on a free port of 127.0.0.1. */
export async function startPostgres({
  folder,
  name: serverName,
  certificate,
  databases,
}: PostgresOptions): Promise<Postgres> {
  const user = serverUser("postgres");
  const home = serverFolder(folder, `postgres-${serverName}`, user);
  const data = path.join(home, "data");
  const run = { ...user, cwd: home, stdio: "pipe", env: { PATH: process.env["PATH"], LC_ALL: "C" } } as const;
  execFileSync(program("initdb"), ["-D", data, "-U", superuser, "--encoding=UTF8", "--no-sync"], run);
  serverFile(path.join(data, "server.crt"), certificate.certificate, user);
  serverFile(path.join(data, "server.key"), certificate.key, user);
  // The socket is in a folder that nobody else enters.
  const access = `local all ${superuser} trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n`;
  serverFile(path.join(data, "pg_hba.conf"), access, user);
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${home}`,
    "ssl=on",
    "password_encryption=scram-sha-256",
    // What is lost with the machine is of no use to anybody.
    "fsync=off",
  ].flatMap((setting) => ["-c", setting]);
  const server = await Server.start("PostgreSQL", (port) =>
    launch(program("postgres"), ["-D", data, "-p", String(port), ...settings], user, home),
  );
  const query = async (database: string, sql: string) => {
    const client = new Client({ host: home, port: server.port, user: superuser, database });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await recovered(query);
  for (const { name, owner, password } of databases) {
    await query(
      superuser,
      `CREATE ROLE ${escapeIdentifier(owner)} LOGIN PASSWORD ${escapeLiteral(password)}`,
    );
    await query(superuser, `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
  }
  return { server, query };
}

/** Waits out the start, in which PostgreSQL listens already and refuses everybody ("the database system is starting up"). */
async function recovered(query: Postgres["query"]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await query(superuser, "SELECT 1");
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "57P03" || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A program of the newest PostgreSQL: Debian keeps them out of the PATH, a folder for each version. */
function program(name: string): string {
  const root = "/usr/lib/postgresql";
  const versions = fs.existsSync(root) ? fs.readdirSync(root).map(Number).filter(Boolean) : [];
  return versions.length === 0 ? name : path.join(root, String(Math.max(...versions)), "bin", name);
}
