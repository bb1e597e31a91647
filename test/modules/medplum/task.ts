import { spawn } from "node:child_process";
import * as path from "node:path";
import { askJson, type Cloud } from "../../iam/cloud";
import { openGate, type Judged } from "../../iam/gate";
import type { Dependencies } from "./dependencies";

/** What ECS starts the server with. */
export interface Task {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Undefined for a task that nothing reaches, such as a worker's. */
  readonly containerPort?: number;
  readonly roleArn: string;
}

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly unknown[];
  readonly portMappings?: readonly { readonly containerPort: number }[];
}

/** Reads a task definition, by its ARN or family, as far as it concerns one of its containers. */
export async function readTask(cloud: Cloud, taskDefinition: string, container: string): Promise<Task> {
  const answer = await askJson(cloud, "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition", {
    taskDefinition,
  });
  const { taskRoleArn, containerDefinitions } = answer["taskDefinition"] as {
    taskRoleArn: string;
    containerDefinitions: readonly Container[];
  };
  const found = containerDefinitions.find(({ name }) => name === container);
  if (!found) {
    const names = containerDefinitions.map(({ name }) => name).join(", ");
    throw new Error(`${taskDefinition} has no container ${container} (it has ${names})`);
  }
  if (found.secrets?.length)
    throw new Error(
      `${container} gets secrets from ECS, which these tests cannot do: ${JSON.stringify(found.secrets)}`,
    );
  return {
    command: found.command ?? [],
    environment: Object.fromEntries((found.environment ?? []).map(({ name, value }) => [name, value])),
    containerPort: found.portMappings?.[0]?.containerPort,
    roleArn: taskRoleArn,
  };
}

/** What the load balancer gets to see. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server that has started. */
export interface RunningTask {
  /** Its configuration as it logged it, without secrets. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** What it would silently ignore. */
  readonly notes: readonly string[];
  /** Every call of AWS's so far, as IAM saw it. */
  readonly judged: readonly Judged[];
  log(): string;
  /** Asks the port on which it listens, as the target group does. Undefined where there was no answer in time. */
  get(path: string, timeoutMs?: number): Promise<Answer | undefined>;
  /** Ends it as ECS does, and gives its exit code. */
  stop(): Promise<number | null>;
}

/** A server that ended before it had started. */
export class NotStarted extends Error {
  constructor(
    readonly exitCode: number | null,
    readonly log: string,
    readonly judged: readonly Judged[],
  ) {
    super(`The server ended with ${exitCode} before it had started:\n${log}`);
  }
}

const project = path.resolve(__dirname, "../../..");
const program = ["--import", "tsx", "--import", "./test/modules/medplum/server/surroundings.ts"];
const stopTimeoutMs = 35_000;

/**
 * Starts the contract program as a task: with the task definition's command and environment, an address of its own, the task role's
 * policies before every call, and `variables`. Throws {@link NotStarted} if it ends first, with the reasons in `log`.
 */
export async function startTask(options: {
  readonly cloud: Cloud;
  readonly task: Task;
  readonly dependencies: Pick<Dependencies, "variables">;
  /** CONTRACT_LOCK_INTERVAL_MS, CONTRACT_FIRST_MIGRATION_MS, CONTRACT_VERSION. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Default: 2 minutes. */
  readonly timeoutMs?: number;
}): Promise<RunningTask> {
  const { cloud, task, dependencies, variables, timeoutMs = 120_000 } = options;
  const gate = await openGate(cloud, task.roleArn);
  const address = nextAddress();
  const child = spawn(
    process.execPath,
    [...program, "./test/modules/medplum/server/main.ts", ...task.command],
    {
      cwd: project,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        ...task.environment,
        AWS_REGION: cloud.region,
        AWS_ENDPOINT_URL: gate.url,
        AWS_ACCESS_KEY_ID: "task",
        AWS_SECRET_ACCESS_KEY: "task",
        // The SDK's, of this machine's Node.
        NODE_NO_WARNINGS: "1",
        ...(task.containerPort !== undefined && { CONTRACT_CONTAINER_PORT: String(task.containerPort) }),
        CONTRACT_OWN_ADDRESS: address,
        ...dependencies.variables,
        ...variables,
      },
    },
  );
  let log = "";
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      resolve(code);
      void gate.close();
    });
  });
  const started = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (/^Server started/m.test(log)) resolve(true);
      });
    void ended.then(() => resolve(false));
  });
  const timer = setTimeout(() => {
    log += `(stopped: not started within ${timeoutMs} ms)\n`;
    child.kill("SIGKILL");
  }, timeoutMs);
  const running = await started;
  clearTimeout(timer);
  if (!running) throw new NotStarted(await ended, log, gate.judged);

  const configuration = JSON.parse(/^Configuration: (.*)$/m.exec(log)![1]!) as Record<string, unknown>;
  return {
    configuration,
    notes: [...log.matchAll(/^Note: (.*)$/gm)].map(([, note]) => note!),
    judged: gate.judged,
    log: () => log,
    get: (where, limit = 10_000) => ask(`http://${address}:${String(configuration["port"])}${where}`, limit),
    stop: async () => {
      child.kill("SIGTERM");
      const timeout = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
      const code = await ended;
      clearTimeout(timeout);
      return code;
    },
  };
}

async function ask(url: string, timeoutMs: number): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  } catch (error) {
    if ((error as Error).name === "TimeoutError") return undefined;
    throw error;
  }
}

let tasks = 0;
/** Of the loopback addresses, one that no other task of this or another test file uses. */
function nextAddress(): string {
  const number = process.pid * 64 + tasks++;
  return `127.${1 + ((number >> 16) % 254)}.${(number >> 8) & 255}.${number & 255}`;
}

/** What the server answers its load balancer while its caches, by its names for them, and its databases do. */
export const healthy = (...caches: string[]) => ({
  status: 200,
  body: {
    ok: true,
    version: "5.1.12",
    platform: process.platform,
    runtime: process.version,
    postgres: true,
    redis: true,
    redisInstances: Object.fromEntries(caches.map((cache) => [cache, true])),
  },
});
