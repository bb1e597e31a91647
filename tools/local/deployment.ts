import * as fs from "node:fs";
import * as path from "node:path";
import { withoutAwsVariables } from "../local-cloud";
import { bootstrapFolder, outdir } from "../support/project";
import { terraformEnvironment } from "../terraform";

/** The root module of the local environment. */
export const localRoot = path.join(outdir, "envs", "local");

/** Where bootstrap works for it. */
export const localBootstrap = bootstrapFolder("local");

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
