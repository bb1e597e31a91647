import * as path from "node:path";
import { root } from "../support/project";
import { findTerraform, registryReachable, type RunOptions, runProgram } from "../terraform";

/** Runs cdktf in the repository, as a user would by `npx cdktf …`. */
export async function cdktf(args: readonly string[], options: RunOptions & { env: NodeJS.ProcessEnv }) {
  const { product } = await findTerraform(options.env);
  const offline = (await registryReachable(product)) ? [] : ["--skip-provider-lock"];
  const cli = path.join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  return runProgram(process.execPath, [cli, ...args, ...offline], {
    cwd: root,
    ...options,
    env: { ...options.env, CI: "1", FORCE_COLOR: "0", DISABLE_VERSION_CHECK: "1" },
  });
}
