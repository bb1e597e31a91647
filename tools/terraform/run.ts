import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform, type Terraform } from "./binary";
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
  const { command } = await found(options.env);
  const plain = [options.env.TF_CLI_ARGS, "-no-color"].filter(Boolean).join(" ");
  const env = { ...options.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0", TF_CLI_ARGS: plain };
  return runProgram(command, args, { ...options, env });
}

/** Programs that have said their version to this process, which they need to do once. */
const asked = new Map<string, Promise<Terraform>>();

function found(env: NodeJS.ProcessEnv): Promise<Terraform> {
  const key = `${env.TERRAFORM_BINARY_NAME ?? ""}\n${env.PATH ?? ""}`;
  const known = asked.get(key);
  if (known) return known;
  const finding = findTerraform(env);
  asked.set(key, finding);
  finding.catch(() => asked.delete(key)); // it may be installed meanwhile
  return finding;
}

/**
 * Initializes a root module of ours that nobody else uses. Its new lock file keeps versions and no checksums: before each
 * command Terraform would read the whole AWS provider, 700 MB, to compare it with what this `init` has just read.
 */
export async function initTerraform(options: TerraformRunOptions): Promise<void> {
  await runTerraform(["init"], options);
  const lock = path.join(options.cwd, ".terraform.lock.hcl");
  // A root module without providers has none.
  if (!fs.existsSync(lock)) return;
  fs.writeFileSync(lock, fs.readFileSync(lock, "utf8").replace(/^ *hashes = \[[^\]]*\]\n/gm, ""));
}
