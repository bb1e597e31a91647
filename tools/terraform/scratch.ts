import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";
import { initTerraform, runTerraform } from "./run";

/** An environment whose provider is taken over. */
export interface ProviderOf {
  /** Folder of its root module. */
  readonly root: string;
}

interface RootModule {
  readonly provider?: { readonly aws?: readonly Readonly<Record<string, unknown>>[] };
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
}

interface Scratch {
  /** Where the root module is written, and removed again. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Environments as whom Terraform signs in, by the alias of their provider; the one named `aws` has none. */
  readonly providers: Readonly<Record<string, ProviderOf>>;
  readonly blocks: Readonly<Record<string, unknown>>;
}

/** A root module for a moment, with a state of its own. */
export interface ScratchRoot {
  /** Runs a command of Terraform in it, and gives what it prints. */
  terraform(...args: string[]): Promise<string>;
  /** Removes the folder, state included. */
  remove(): void;
}

/**
 * Writes a root module of its own, which signs in as environments do and tags as they do, and initializes it. The folder is the user's
 * only, since a state may hold secrets. Whoever opens it removes it, and destroys before what is to go again.
 */
export async function openScratchRoot({ folder, env, providers, blocks }: Scratch): Promise<ScratchRoot> {
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  remove();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Neither the workspace nor the plugins of an environment's root.
  const own = { ...env, TF_WORKSPACE: undefined, TF_DATA_DIR: undefined };
  const terraform = async (...args: string[]) => (await runTerraform(args, { cwd: folder, env: own })).stdout;
  try {
    const read = Object.entries(providers).map(([alias, { root }]) => [alias, readProvider(root)] as const);
    writeJson(path.join(folder, "main.tf.json"), {
      terraform: { required_providers: { aws: read[0]![1].required } },
      provider: {
        aws: read.map(([alias, { block }]) => (alias === "aws" ? block : { ...block, alias })),
      },
      ...blocks,
    });
    await initTerraform({ cwd: folder, env: own });
  } catch (error) {
    remove();
    throw error;
  }
  return { terraform, remove };
}

/** Does `work` with a root module that is removed with its state afterwards. */
export async function inScratchRoot<T>(
  scratch: Scratch,
  work: (terraform: ScratchRoot["terraform"]) => Promise<T>,
): Promise<T> {
  const { terraform, remove } = await openScratchRoot(scratch);
  try {
    return await work(terraform);
  } finally {
    remove();
  }
}

function readProvider(root: string) {
  const { provider, terraform } = JSON.parse(
    fs.readFileSync(path.join(root, "cdk.tf.json"), "utf8"),
  ) as RootModule;
  const aws = provider?.aws?.find(({ alias }) => alias === undefined);
  if (!aws) throw new Error(`${root}/cdk.tf.json has no provider "aws"`);
  return { block: { ...aws, ...absolute(aws, root) }, required: terraform?.required_providers?.["aws"] };
}

/** Files that the provider block names from the root module's folder. */
function absolute(aws: Readonly<Record<string, unknown>>, root: string): Record<string, string[]> {
  return Object.fromEntries(
    ["shared_config_files", "shared_credentials_files"].flatMap((key) => {
      const files = aws[key] as readonly string[] | undefined;
      return files ? [[key, files.map((file) => path.resolve(root, file))]] : [];
    }),
  );
}
