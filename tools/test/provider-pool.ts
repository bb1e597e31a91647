import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { messageOf } from "../support/message";
import { root } from "../support/root";
import {
  AWS_PROVIDER,
  findTerraform,
  goBuild,
  PRODUCTS,
  providerInMirror,
  type Terraform,
  terraformEnvironment,
  type TerraformEnvironmentOptions,
  unpacked,
} from "../terraform";

const SOURCES = path.join(root, "test/provider-pool");
const CACHE = path.join(root, ".cache/provider-pool");
const MIRROR = path.join(CACHE, "mirror");

/** The provider's processes that tests share. */
export interface ProviderPool {
  /** The environment of the tests. */
  readonly env: NodeJS.ProcessEnv;
  end(): void;
}

/**
 * Lets the tests' many short commands of Terraform share processes of the AWS provider: see test/provider-pool/README.md. Where the provider does
 * not come from an unpacked mirror of this machine, or there is no Go, each command starts its own, as everywhere else; that takes longer.
 */
export async function providerPool(
  log: (message: string) => void,
  options: TerraformEnvironmentOptions = {},
): Promise<ProviderPool> {
  const env = await terraformEnvironment(options);
  const terraform = await findTerraform(env);
  const ours = env.TF_CLI_CONFIG_FILE !== (options.env ?? process.env).TF_CLI_CONFIG_FILE;
  const provider = ours ? providerInMirror(AWS_PROVIDER, terraform, env) : undefined;
  const alone = { env, end: () => {} };
  if (!provider) return alone;
  try {
    const command = await build(path.basename(provider), terraform, env);
    return await start(command, provider, { ...env, TF_CLI_CONFIG_FILE: writeConfiguration(terraform, env) });
  } catch (error) {
    log(`Each command of Terraform starts its own AWS provider, which takes longer: ${messageOf(error)}`);
    return alone;
  }
}

/** Builds the program into the provider's place in a mirror of its own, and gives its path. */
async function build(
  name: string,
  { product, platform }: Terraform,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = path.join(MIRROR, unpacked(PRODUCTS[product].registry, AWS_PROVIDER, platform));
  const output = path.join(folder, name);
  await goBuild({ sources: SOURCES, packages: ["."], output, env, advice: " to share them." });
  return output;
}

/** Terraform's configuration with one mirror more: it takes a provider from the first one that has it. */
function writeConfiguration({ product }: Terraform, env: NodeJS.ProcessEnv): string {
  const first = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(MIRROR)}\n  }\n`;
  const file = path.join(CACHE, `${product}.tfrc`);
  const text = fs.readFileSync(env.TF_CLI_CONFIG_FILE!, "utf8");
  fs.writeFileSync(file, text.replace("provider_installation {\n", first));
  return file;
}

/** Starts the pool. It ends when this process does. */
async function start(command: string, provider: string, env: NodeJS.ProcessEnv): Promise<ProviderPool> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "providers-"));
  const socket = path.join(folder, "pool");
  // It is not as short-lived as Terraform.
  const own = { ...env, GOGC: undefined, GOMEMLIMIT: undefined };
  const child = spawn(command, ["pool", socket, provider, root], {
    env: own,
    stdio: ["pipe", "pipe", "inherit"],
  });
  await listening(child);
  return {
    env: { ...env, PROVIDER_POOL_SOCKET: socket, PROVIDER_POOL_PROVIDER: provider },
    end: () => {
      child.stdin.end();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** Resolves when the program says that it listens. */
const listening = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.stdout!.once("data", () => resolve());
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the pool of providers ended with ${code}`)));
  });
