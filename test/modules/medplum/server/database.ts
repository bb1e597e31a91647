import { setTimeout as sleep } from "node:timers/promises";
import { Pool, type PoolConfig } from "pg";
import { type Configuration, isObject } from "./configuration";

/** The pools of the writer and, where there is one, of the reader. */
export interface Databases {
  readonly writer: Pool;
  readonly reader?: Pool;
}

/** Opens a pool for each database that is configured. Nothing connects yet. */
export function openDatabases(configuration: Configuration): Databases {
  const pool = (section: string, proxy: string): Pool | undefined => {
    const connection = configuration[section];
    if (!isObject(connection)) return undefined;
    const opened = new Pool(poolConfig(connection, configuration[proxy]));
    // A connection that breaks while nobody uses it is no reason to end.
    return opened.on("error", (error) => console.log(`${section}: ${error.message}`));
  };
  return {
    writer: pool("database", "databaseProxyEndpoint")!,
    reader: pool("readonlyDatabase", "readonlyDatabaseProxyEndpoint"),
  };
}

/** The server passes on these values and no others. */
function poolConfig(connection: Readonly<Record<string, unknown>>, proxy: unknown): PoolConfig {
  const ssl = proxy ? { ...(connection["ssl"] as object | undefined), require: true } : connection["ssl"];
  return {
    host: (proxy ?? connection["host"]) as string,
    port: Number(connection["port"] ?? 5432),
    database: connection["dbname"] as string,
    user: connection["username"] as string,
    password: connection["password"] as string,
    ssl: ssl as PoolConfig["ssl"],
    max: Number(connection["maxConnections"] ?? 50),
    query_timeout: Number(connection["queryTimeout"] ?? 60_000),
    // RDS Proxy accepts none.
    options: connection["disableConnectionConfiguration"]
      ? undefined
      : "-c statement_timeout=60000 -c default_transaction_isolation=repeatable\\ read",
  };
}

const lockId = 8103;
const attempts = 30;

/**
 * Brings the schema up to date, one server at a time: the others try to get the lock 30 times, 2 s apart, and then give up. The extensions
 * are made as the configured user, which is no superuser.
 */
export async function migrate({ writer }: Databases, env: NodeJS.ProcessEnv): Promise<void> {
  const client = await writer.connect();
  try {
    for (let attempt = 1; !(await locked(client)); attempt++) {
      if (attempt === attempts) throw new Error("Failed to acquire migration lock");
      console.log(`Waiting for the migration lock (${attempt} of ${attempts})`);
      await sleep(Number(env["CONTRACT_LOCK_INTERVAL_MS"] ?? 2000));
    }
    await client.query("CREATE TABLE IF NOT EXISTS contract_migration (step text PRIMARY KEY)");
    const { rowCount } = await client.query("SELECT FROM contract_migration WHERE step = 'schema'");
    if (rowCount === 0) {
      for (const extension of ["btree_gin", "pg_trgm", "btree_gist"])
        await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
      await sleep(Number(env["CONTRACT_FIRST_MIGRATION_MS"] ?? 0));
      await client.query("INSERT INTO contract_migration VALUES ('schema')");
      console.log("Migrated");
    }
    await client.query("SELECT pg_advisory_unlock($1)", [lockId]);
  } finally {
    client.release();
  }
}

async function locked(client: { query: Pool["query"] }): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [
    lockId,
  ]);
  return rows[0]!.locked;
}

/** Asks both databases for an answer. */
export async function checkDatabases({ writer, reader }: Databases): Promise<true> {
  await Promise.all([writer, reader].map((pool) => pool?.query("SELECT 1")));
  return true;
}

/** Ends all connections. */
export async function closeDatabases({ writer, reader }: Databases): Promise<void> {
  await Promise.all([writer, reader].map((pool) => pool?.end()));
}
