import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  AWS_PROVIDER,
  providerInMirror,
  runTerraform,
  terraformEnvironment,
  type RunResult,
} from "../../tools/terraform";
import { type ProviderPool, providerPool } from "../../tools/test/provider-pool";
import { temporaryFolder } from "../lib/example";

jest.setTimeout(5 * 60_000);

// Elsewhere there is no pool: Terraform starts the provider of the registry.
const platform = `linux_${process.arch === "x64" ? "amd64" : process.arch}`;
const mirrored =
  process.platform === "linux" && providerInMirror(AWS_PROVIDER, { product: "Terraform", platform });
const whereThereIsAPool = mirrored ? describe : describe.skip;

whereThereIsAPool("a pool of providers", () => {
  const registryReachable = () => Promise.resolve(false);
  let alone: NodeJS.ProcessEnv;
  let pool: ProviderPool;
  const folders: string[] = [];

  beforeAll(async () => {
    // Without the pool that this test's own run may have.
    const outside = { ...process.env, TF_CLI_CONFIG_FILE: undefined };
    alone = await terraformEnvironment({ env: outside, registryReachable });
    pool = await providerPool(
      (message) => {
        throw new Error(message);
      },
      { env: outside, registryReachable },
    );
  });

  afterAll(async () => {
    pool.end();
    // Nothing of it stays.
    for (let i = 0; i < 20 && folders.some((cwd) => processes(cwd).length > 0); i++) await setTimeout(500);
    expect(folders.flatMap(processes)).toEqual([]);
  });

  const provider = (region: string, more: object = {}) => ({
    region,
    access_key: "none",
    secret_key: "none",
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_requesting_account_id: true,
    ...more,
  });

  /** A root module in a folder of its own, initialized. */
  async function rootModule(configuration: object, env: NodeJS.ProcessEnv) {
    const cwd = temporaryFolder();
    const required = { aws: { source: "hashicorp/aws", version: "5.100.0" } };
    const text = JSON.stringify({ terraform: { required_providers: required }, ...configuration });
    fs.writeFileSync(path.join(cwd, "main.tf.json"), text);
    const terraform = (...args: string[]): Promise<RunResult> =>
      runTerraform(args, { cwd, env, allowedExitCodes: [0, 1] });
    folders.push(cwd);
    expect((await terraform("init")).exitCode).toBe(0);
    return { cwd, terraform };
  }

  const twoRegions = {
    provider: { aws: [provider("us-east-1"), provider("eu-west-1", { alias: "west" })] },
    data: { aws_region: { east: {}, west: { provider: "aws.west" } } },
    resource: { aws_sqs_queue: { jobs: { name: "jobs-${data.aws_region.west.name}" } } },
    output: { regions: { value: "${data.aws_region.east.name} ${data.aws_region.west.name}" } },
  };

  /** What a plan says, without the time. */
  async function planOf({ terraform }: Awaited<ReturnType<typeof rootModule>>): Promise<object> {
    await terraform("plan", "-out=plan");
    const plan = JSON.parse((await terraform("show", "-json", "plan")).stdout) as object;
    return { ...plan, timestamp: undefined };
  }

  /** The AWS provider's processes in folders of root modules. */
  const processes = (cwd: string): string[] =>
    execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => / -debug$/.test(line) && line.includes("terraform-provider-aws"))
      .map((line) => line.trim().split(" ")[0]!)
      .filter((pid) => fs.readlinkSync(`/proc/${pid}/cwd`) === cwd);

  test("a plan of two regions is the one that Terraform makes with providers of its own", async () => {
    const [shared, own] = await Promise.all([
      rootModule(twoRegions, pool.env),
      rootModule(twoRegions, alone),
    ]);
    const [plan, expected] = await Promise.all([planOf(shared), planOf(own)]);
    expect(plan).toEqual(expected);
    expect(plan).toMatchObject({
      planned_values: { outputs: { regions: { value: "us-east-1 eu-west-1" } } },
    });
  });

  test("commands in one folder share a process for each configuration", async () => {
    const { cwd, terraform } = await rootModule(twoRegions, pool.env);
    await terraform("plan");
    const first = processes(cwd);
    expect(first).toHaveLength(2);
    await terraform("plan");
    expect(processes(cwd)).toEqual(first);
  });

  test("a configuration that the provider refuses is refused each time", async () => {
    const refused = provider("us-east-1", {
      profile: "no-such-profile",
      access_key: undefined,
      secret_key: undefined,
    });
    const { terraform } = await rootModule(
      { ...twoRegions, provider: { aws: [refused, twoRegions.provider.aws[1]] } },
      pool.env,
    );
    for (let i = 0; i < 2; i++) {
      const { exitCode, stderr } = await terraform("plan");
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringContaining("no-such-profile") as string,
      });
    }
  });

  test("types that no file of the project names are unknown, but not without the pool", async () => {
    const named = ["aws", "chime", "voice", "connector"].join("_");
    const connector = { name: "main", require_encryption: true };
    const root = { provider: { aws: provider("us-east-1") }, resource: { [named]: { main: connector } } };
    const { terraform } = await rootModule(root, pool.env);
    const message = new RegExp(`does not support resource type\\s+"${named}"`);
    expect((await terraform("validate")).stderr).toMatch(message);
    const without = await rootModule(root, { ...pool.env, PROVIDER_POOL_SOCKET: undefined });
    expect((await without.terraform("validate")).stderr).toBe("");
  });
});
