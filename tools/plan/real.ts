import * as fs from "node:fs";
import * as path from "node:path";
import { runTerraform } from "../terraform";
import { type Binding, hashOf, writeBinding } from "./binding";
import { commitOf } from "./commit";
import { newPlanFolder, PRIVATE, type PlanFolder } from "./folder";

/** Where and how a root module is planned. */
export interface RealPlanOptions {
  readonly environment: string;
  /** The root module, with its state. */
  readonly cwd: string;
  /** The checkout that it is from. */
  readonly root: string;
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
  readonly out: string;
}

/** Plans with the account and its state, saves the plan, and notes what it is a plan of. */
export async function planReal({
  environment,
  cwd,
  root,
  env,
  out,
}: RealPlanOptions): Promise<{ folder: PlanFolder; binding: Binding }> {
  const folder = newPlanFolder(path.resolve(out));
  const { commit, dirty } = commitOf(root);
  await runTerraform(["init"], { cwd, env });
  await runTerraform(["plan", "-lock-timeout=60s", `-out=${folder.saved}`], { cwd, env });
  fs.chmodSync(folder.saved, PRIVATE.mode);
  const { stdout } = await runTerraform(["show", "-json", folder.saved], { cwd, env });
  fs.writeFileSync(folder.json, stdout, PRIVATE);
  const binding: Binding = {
    environment,
    commit,
    dirty,
    planHash: hashOf(folder.saved),
    jsonHash: hashOf(folder.json),
    state: await stateOf(cwd, env),
  };
  writeBinding(folder, binding);
  return { folder, binding };
}

/** Lineage and serial of a root module's state; none before the first apply. */
export async function stateOf(cwd: string, env: NodeJS.ProcessEnv): Promise<Binding["state"]> {
  const { stdout } = await runTerraform(["state", "pull"], { cwd, env });
  if (stdout.trim() === "") return undefined;
  const { lineage, serial } = JSON.parse(stdout) as { lineage: string; serial: number };
  return { lineage, serial };
}
