import * as fs from "node:fs";
import * as path from "node:path";
import { discoverEnvironments, discoverModules } from "../../app/discover";
import { synthesize } from "../../app/synthesize";
import { type RunOptions, registryReachable, runProgram, terraformEnvironment } from "../terraform";
import { withoutAwsVariables } from "../local-cloud";

/** The repository. */
export const root = path.resolve(__dirname, "../..");
/** What synth writes. */
export const outdir = path.join(root, "terraform");
/** The root module of the local environment. */
export const localRoot = path.join(outdir, "envs", "local");

/** Where bootstrap works for it. */
export const localBootstrap = path.join(root, ".cache", "bootstrap", "local");

/** Synthesizes everything into terraform/ and returns the environments. */
export function synthesizeAll() {
  const environments = discoverEnvironments(root);
  synthesize({ modules: discoverModules(root), environments, outdir });
  return environments;
}

/** What Terraform is started with against the local cloud: its providers, and nothing of the real AWS. */
export async function localEnvironment(): Promise<NodeJS.ProcessEnv> {
  return withoutAwsVariables(await terraformEnvironment({ linkInto: localRoot }));
}

/**
 * Deletes the lock file of a root module that nobody commits one for: it would refuse the same providers from another
 * mirror, or from the registry.
 */
export function forgetProviders(rootModule: string): void {
  fs.rmSync(path.join(rootModule, ".terraform.lock.hcl"), { force: true });
}

/** Runs cdktf in the repository, as a user would by `npx cdktf …`. */
export async function cdktf(args: readonly string[], options: RunOptions & { env: NodeJS.ProcessEnv }) {
  const offline = (await registryReachable()) ? [] : ["--skip-provider-lock"];
  const cli = path.join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  return runProgram(process.execPath, [cli, ...args, ...offline], {
    cwd: root,
    ...options,
    env: { ...options.env, CI: "1", FORCE_COLOR: "0", DISABLE_VERSION_CHECK: "1" },
  });
}
