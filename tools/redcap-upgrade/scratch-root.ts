import * as fs from "node:fs";
import * as path from "node:path";
import { writeJson } from "../../lib/json";
import { runTerraform } from "../terraform";

export interface Place {
  /** The environment's root module, whose provider is taken over. */
  readonly root: string;
  /** Where the root module is written, and removed again. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

interface RootModule {
  readonly provider?: { readonly aws?: readonly Readonly<Record<string, unknown>>[] };
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
}

/** A root module of resources for a moment, with a state of its own. */
export interface ScratchRoot {
  apply(): Promise<void>;
  destroy(): Promise<void>;
  /** Removes the folder, state included. */
  remove(): void;
}

/**
 * A root module with these resources, for what the commands change in AWS: Terraform signs in as for the environment, and tags what it
 * makes as all of it. The folder is the user's own: its state may not be read by others.
 */
export async function scratchRoot(resource: object, { root, folder, env }: Place): Promise<ScratchRoot> {
  const { provider, terraform } = JSON.parse(
    fs.readFileSync(path.join(root, "cdk.tf.json"), "utf8"),
  ) as RootModule;
  const aws = provider?.aws?.find(({ alias }) => alias === undefined);
  if (!aws) throw new Error(`${root}/cdk.tf.json has no provider "aws"`);
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  remove();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Neither the workspace nor the plugins of the environment's root.
  const own = { ...env, TF_WORKSPACE: undefined, TF_DATA_DIR: undefined };
  const run = async (...args: string[]) => void (await runTerraform(args, { cwd: folder, env: own }));
  try {
    writeJson(path.join(folder, "main.tf.json"), {
      terraform: { required_providers: { aws: terraform?.required_providers?.["aws"] } },
      provider: { aws: { ...aws, ...absolute(aws, root) } },
      resource,
    });
    await run("init");
  } catch (error) {
    remove();
    throw error;
  }
  return {
    apply: () => run("apply", "-auto-approve"),
    destroy: () => run("destroy", "-auto-approve"),
    remove,
  };
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
