import * as fs from "node:fs";
import * as path from "node:path";
import { messageOf } from "../support/message";
import { ProgramError } from "./process";
import { runTerraform } from "./run";

/** An environment whose state is read. */
export interface DeployedEnvironment {
  readonly name: string;
  /** Folder of its root module. */
  readonly root: string;
  /** Environment variables for Terraform (from terraformEnvironment). */
  readonly env: NodeJS.ProcessEnv;
}

/** The outputs of an environment by their names, as its state has them: none before it is deployed. Changes nothing in AWS. */
export async function environmentOutputs({
  name,
  root,
  env,
}: DeployedEnvironment): Promise<Readonly<Record<string, unknown>>> {
  const options = { cwd: root, env: { ...env, TF_WORKSPACE: name } };
  try {
    if (!fs.existsSync(path.join(root, ".terraform", "terraform.tfstate")))
      await runTerraform(["init", "-reconfigure"], options);
    const { stdout } = await runTerraform(["output", "-json"], options);
    const outputs = JSON.parse(stdout) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]));
  } catch (error) {
    throw new Error(
      `envs/${name}: Terraform cannot read its outputs. Is it deployed, and are you signed in?\n${reasonOf(error)}`,
    );
  }
}

/** What Terraform says is wrong, without the modules and providers that it lists before. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ProgramError)) return messageOf(error);
  const [, wrong] = /^Error: (.*)/ms.exec(`${error.stdout}\n${error.stderr}`) ?? [];
  return wrong === undefined ? error.message : `${error.commandLine}: ${wrong.trim()}`;
}
