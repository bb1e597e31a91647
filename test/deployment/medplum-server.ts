import { askJson, type Cloud } from "../iam/cloud";
import { temporaryFolder } from "../lib/example";
import {
  certificateAuthorities,
  type Dependencies,
  startDependencies,
} from "../modules/medplum/dependencies";
import {
  healthy,
  NotStarted,
  readTask,
  type RunningTask,
  startTask,
  type Task,
} from "../modules/medplum/task";
import { installServers } from "../servers/programs";
import type { Plan } from "./plan";

/** Medplum as it was deployed: tasks of the program that reads its configuration as the server does, and real servers behind it. */
export class MedplumServer {
  private readonly running: RunningTask[] = [];

  private constructor(
    private readonly cloud: Cloud,
    private readonly name: string,
    readonly dependencies: Dependencies,
  ) {}

  /** Starts PostgreSQL and Redis for a deployment by its name, with what Terraform wrote. */
  static async open(cloud: Cloud, name: string): Promise<MedplumServer> {
    installServers();
    const folder = temporaryFolder();
    const authorities = certificateAuthorities(folder);
    const path = `/medplum/${name}/`;
    return new MedplumServer(cloud, name, await startDependencies({ cloud, path, folder, authorities }));
  }

  /** What the service of the server, or of workers, starts now: the container has the service's name. */
  async task(workers?: string): Promise<Task> {
    const service = [this.name, workers].filter(Boolean).join("-");
    const answer = await askJson(this.cloud, "AmazonEC2ContainerServiceV20141113.DescribeServices", {
      cluster: this.name,
      services: [service],
    });
    const [{ taskDefinition }] = answer["services"] as [{ taskDefinition: string }];
    return readTask(this.cloud, taskDefinition, service);
  }

  /** Starts a task of the server, or of workers. */
  async start(variables: Readonly<Record<string, string>> = {}, workers?: string): Promise<RunningTask> {
    const { cloud, dependencies } = this;
    const task = await startTask({ cloud, task: await this.task(workers), dependencies, variables });
    this.running.push(task);
    return task;
  }

  /** Starts a task that must not start, and gives what it said. */
  async refusalOf(variables: Readonly<Record<string, string>>): Promise<string> {
    const reason: unknown = await this.start(variables).catch((error: unknown) => error);
    if (!(reason instanceof NotStarted)) throw new Error("the server has started", { cause: reason });
    expect(reason.exitCode).toBe(1);
    return reason.log;
  }

  /** Ends the tasks, and gives their exit codes. */
  stopTasks(): Promise<(number | null)[]> {
    return Promise.all(this.running.splice(0).map((task) => task.stop()));
  }

  async close(): Promise<void> {
    await this.stopTasks();
    await this.dependencies.stop();
  }
}

/** What the services' tasks restarted on last: a text for each that changes with what they read at their start. */
export async function restartedOn(cloud: Cloud, services: readonly string[]): Promise<string[]> {
  const tasks = await Promise.all(services.map((service) => readTask(cloud, service, service)));
  return tasks.map(({ environment }) => environment["RESTART_ON"]!);
}

/** That changed settings, by key with the value before and after, restart the server and its workers, and change nothing else. */
export function expectRestart(
  changes: Plan["resource_changes"],
  settings: Readonly<Record<string, readonly [string, string]>>,
): void {
  const parameter = (key: string) => `module.medplum.module.config.aws_ssm_parameter.value["${key}"]`;
  const services = ["module.medplum.module.server", 'module.medplum.module.worker["jobs"]'];
  expect(changes.map(({ address, change }) => `${address} ${change.actions.join(", ")}`).sort()).toEqual(
    [
      ...Object.keys(settings).map((key) => `${parameter(key)} update`),
      // A revision is never changed: another one is registered, and this one stays (skip_destroy) for a rollback.
      ...services.map((service) => `${service}.aws_ecs_task_definition.current delete, create`),
      ...services.map((service) => `${service}.aws_ecs_service.this update`),
    ].sort(),
  );
  const values = (address: string) => {
    const { change } = changes.find((candidate) => candidate.address === address)!;
    return [change.before, change.after] as readonly Readonly<Record<string, string>>[];
  };
  for (const [key, expected] of Object.entries(settings))
    expect(values(parameter(key)).map((value) => value["insecure_value"])).toEqual(expected);
  for (const service of services) {
    const [old, next] = values(`${service}.aws_ecs_task_definition.current`).map((value) => {
      const [container] = JSON.parse(value["container_definitions"]!) as [
        { environment: { name: string; value: string }[]; image: string; command: string[] },
      ];
      const { environment, image, command } = container;
      return {
        image,
        command,
        environment: new Map(environment.map(({ name, value: text }) => [name, text])),
      };
    });
    expect(next!.environment.get("RESTART_ON")).not.toBe(old!.environment.get("RESTART_ON"));
    for (const { environment } of [old!, next!]) environment.delete("RESTART_ON");
    expect(next).toEqual(old);
  }
}

/** Tests that the server and its workers start from what was deployed, `settings` included, and answer as the load balancer needs it. */
export function startsAsDeployed(
  server: () => MedplumServer,
  settings: Readonly<Record<string, unknown>>,
): void {
  afterEach(() => server().stopTasks());

  test("of several servers at the first start, one migrates and the others wait for it", async () => {
    const slow = { CONTRACT_FIRST_MIGRATION_MS: "10000", CONTRACT_LOCK_INTERVAL_MS: "1000" };
    const two = await Promise.all([server().start(slow), server().start(slow)]);
    expect(two.map((task) => /^Migrated$/m.test(task.log())).sort()).toEqual([false, true]);
    expect(two.filter((task) => /^Waiting for the migration lock/m.test(task.log()))).toHaveLength(1);
    for (const task of two) expect((await task.get("/healthcheck"))?.status).toBe(200);
    const made = await server().dependencies.postgres.query(
      "medplum",
      "SELECT extname FROM pg_extension WHERE extowner::regrole::text <> 'postgres' ORDER BY extname",
    );
    expect(made).toEqual(["btree_gin", "btree_gist", "pg_trgm"].map((extname) => ({ extname })));
  });

  test("a server that does not get the migration lock in 30 attempts ends", async () => {
    const { postgres } = server().dependencies;
    const held = postgres
      .query("medplum", "SELECT pg_advisory_lock(8103), pg_sleep(170)")
      .catch(() => "ended");
    const log = await server().refusalOf({ CONTRACT_LOCK_INTERVAL_MS: "40" });
    expect(log).toContain("Waiting for the migration lock (29 of 30)");
    expect(log).toContain("Failed to acquire migration lock");
    const holders = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted";
    await postgres.query("medplum", `SELECT pg_terminate_backend(pid) FROM (${holders}) AS holder`);
    expect(await held).toBe("ended");
  });

  test("the server starts with what Terraform wrote, and answers the load balancer", async () => {
    const task = await server().start();
    expect(task.notes).toEqual([]);
    expect(task.configuration).toMatchObject({
      ...settings,
      baseUrl: "https://api.medplum.example.edu/",
      workers: { enabled: [] },
      signingKey: "***",
      defaultSuperAdminPassword: "***",
      database: { dbname: "medplum", password: "***", ssl: { require: true } },
    });
    for (const path of ["/healthcheck", "/api/healthcheck"])
      expect(await task.get(path)).toEqual(healthy("redis", "backgroundJobsRedis"));
    const sessions = await server().dependencies.postgres.query(
      "postgres",
      "SELECT DISTINCT ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE datname = 'medplum'",
    );
    expect(sessions).toEqual([{ ssl: true }]);
    expectGranted(task);
    expect(await server().stopTasks()).toEqual([0]);
  });

  test("workers start with the same configuration, but for what they work on", async () => {
    const task = await server().start({}, "jobs");
    expect(task.notes).toEqual([]);
    expect(task.configuration).toMatchObject({
      workers: { enabled: ["*"] },
      database: { dbname: "medplum" },
    });
    expect((await task.get("/healthcheck"))?.status).toBe(200);
    expectGranted(task);
  });

  test("a Redis that hangs gives no answer, and one that fails gives 500", async () => {
    const { redis } = server().dependencies;
    const task = await server().start();
    redis["redis"]!.pause();
    expect(await task.get("/healthcheck", 5_000)).toBeUndefined();
    // What depends on nothing is answered.
    expect((await task.get("/", 5_000))?.status).toBe(200);
    redis["redis"]!.resume();
    expect((await task.get("/healthcheck"))?.status).toBe(200);
    await redis["backgroundJobsRedis"]!.stop();
    expect(await task.get("/healthcheck", 60_000)).toMatchObject({ status: 500, body: { ok: false } });
  });
}

/** That a task called what its start needs, on resources that its role names, and nothing that the role refuses. */
function expectGranted(task: RunningTask): void {
  expect(task.judged.filter(({ refusal }) => refusal !== undefined)).toEqual([]);
  // More than a page of parameters.
  const pages = task.judged.filter(({ action }) => action === "ssm:GetParametersByPath");
  expect(pages.length).toBeGreaterThan(1);
  const calls = new Set(task.judged.map(({ action, resource }) => `${action} ${resource}`));
  const service = (name: string) => `arn:aws:${name}:us-east-1:123456789012`;
  const secret = (name: string) =>
    expect.stringContaining(
      `secretsmanager:GetSecretValue ${service("secretsmanager")}:secret:medplum-local/${name}-`,
    ) as string;
  expect([...calls].sort()).toEqual([
    expect.stringContaining(`kms:Decrypt ${service("kms")}:key/`),
    ...["cache/background-jobs", "cache/main", "database/writer"].map(secret),
    `ssm:GetParametersByPath ${service("ssm")}:parameter/medplum/medplum-local/`,
  ]);
}
