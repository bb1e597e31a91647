import * as fs from "node:fs";
import * as path from "node:path";
import { initTerraform, runTerraform } from "../../../../tools/terraform";
import type { Cloud } from "../../../iam/cloud";
import { temporaryFolder } from "../../../lib/example";
import {
  type Authorities,
  certificateAuthorities,
  type Dependencies,
  startDependencies,
} from "../dependencies";
import { readTask, type Task } from "../task";

/** What testdata/main.tf has deployed into a local cloud, and the servers behind it. */
export interface Deployed {
  readonly authorities: Authorities;
  readonly dependencies: Dependencies;
  /** The task with all permissions, or the one `without_…`. */
  task(role?: string): Promise<Task>;
}

export const port = 8103;
export const prefix = "/medplum/contract/";
/** Needs no deeper secret: its database is gone with the test. */
export const administratorPassword = "administrator's own";

/** Applies the root, and starts the servers that its secrets name. */
export async function deploy(env: NodeJS.ProcessEnv, cloud: Cloud): Promise<Deployed> {
  const folder = temporaryFolder();
  const authorities = certificateAuthorities(folder);
  const root = path.join(folder, "root");
  fs.cpSync(path.join(__dirname, "testdata"), root, { recursive: true });
  const variables = {
    port,
    administrator_password: administratorPassword,
    database: {
      host: "medplum.cluster-c0ntract.us-east-1.rds.amazonaws.com",
      port: 5432,
      dbname: "medplum",
      username: "medplum",
      password: `database's "own"`,
      ssl: { require: true, ca: authorities.rds.certificate },
    },
    redis: {
      RedisSecrets: {
        host: "master.medplum.c0ntract.use1.cache.amazonaws.com",
        port: "6379",
        password: "redis' own",
        tls: {},
      },
      CacheRedisSecrets: {
        host: "master.medplum-cache.c0ntract.use1.cache.amazonaws.com",
        port: 6379,
        username: "medplum",
        password: "cache's own",
        tls: {},
      },
    },
  };
  const named = Object.entries(variables).map(([name, value]) => [
    `TF_VAR_${name}`,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  const run = { cwd: root, env: { ...env, ...Object.fromEntries(named) } };
  await initTerraform(run);
  await runTerraform(["apply", "-auto-approve"], run);
  const { stdout } = await runTerraform(["output", "-json", "task_definitions"], run);
  const families = Object.keys(JSON.parse(stdout) as object).map((role) => [
    role,
    `medplum-contract-${role}`,
  ]);
  const familyOf = Object.fromEntries(families) as Record<string, string>;
  return {
    authorities,
    dependencies: await startDependencies({ cloud, path: prefix, folder, authorities }),
    task: (role = "all") => readTask(cloud, familyOf[role]!, "server"),
  };
}
