/**
 * A stand-in for the Medplum server, as far as its contract with AWS goes: it takes the same argument, reads Parameter Store and Secrets
 * Manager in the same way, connects to what it read, and answers the load balancer's health check with the same fields. Where the server
 * would take a setting for something else than it says, this program ends and says why.
 *
 * Written from observation of the server's behaviour; it contains none of its code, and stores nothing.
 */
import { observed, secretKeys } from "../../../../modules/medplum/settings";
import { sourcesOf } from "./config-id";
import { type Configuration, isObject, load } from "./configuration";
import { checkDatabases, closeDatabases, migrate, openDatabases } from "./database";
import { serve } from "./http-server";
import { RedisClients } from "./redis";

async function main(): Promise<void> {
  const { configuration, problems, notes } = await load(sourcesOf(process.argv.slice(2)), process.env);
  for (const note of notes) console.log(`Note: ${note}`);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log(`Configuration: ${JSON.stringify(withoutSecrets(configuration))}`);

  const redis = new RedisClients(configuration);
  const databases = openDatabases(configuration);
  const { runMigrations } = configuration["database"] as Configuration;
  if (runMigrations !== false) await migrate(databases, process.env);
  await checkDatabases(databases);
  await redis.check();

  const port = configuration["port"] as number;
  const server = await serve(port, async () => {
    const [postgres, redisInstances] = await Promise.all([checkDatabases(databases), redis.check()]);
    return {
      ok: true,
      version: process.env["CONTRACT_VERSION"] ?? observed.version,
      platform: process.platform,
      runtime: process.version,
      postgres,
      redis: redisInstances["redis"],
      redisInstances,
    };
  });
  console.log(`Server started on port ${port}`);
  process.once("SIGTERM", () => {
    // Open connections may take this long.
    setTimeout(() => process.exit(0), Number(configuration["shutdownTimeoutMilliseconds"] ?? 30_000)).unref();
    server.close(() => {
      redis.close();
      void closeDatabases(databases).then(() => process.exit(0));
    });
    server.closeIdleConnections();
  });
}

/** The configuration for the log: secrets are shown as `***`. */
function withoutSecrets(configuration: Configuration, place = ""): Configuration {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => {
      const at = `${place}${key}`;
      if (secretKeys.includes(at)) return [key, "***"];
      return [key, isObject(value) ? withoutSecrets(value, `${at}.`) : value];
    }),
  );
}

main().catch((error: Error & { code?: string }) => {
  console.error([error.code, error.message].filter(Boolean).join(": "));
  process.exit(1);
});
