import { findTerraform } from "./binary";
import { runProgram, type RunOptions, type RunResult } from "./process";

/** How to start Terraform: `cwd` names the root module, `env` comes from {@link terraformEnvironment}. */
export type TerraformRunOptions = RunOptions & { readonly cwd: string; readonly env: NodeJS.ProcessEnv };

/**
 * Runs one Terraform command in a root module. It never waits for an answer from a keyboard, and its output is plain.
 * Throws a {@link ProgramError} that names the command, the folder and the exit code, and shows how the output ended.
 */
export async function runTerraform(
  args: readonly string[],
  options: TerraformRunOptions,
): Promise<RunResult> {
  const { command } = await findTerraform(options.env);
  const plain = [options.env.TF_CLI_ARGS, "-no-color"].filter(Boolean).join(" ");
  const env = { ...options.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0", TF_CLI_ARGS: plain };
  return runProgram(command, args, { ...options, env });
}
