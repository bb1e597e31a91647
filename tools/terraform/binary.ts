import { ProgramError, runProgram } from "./process";

/** A Terraform that this project can work with. */
export interface Terraform {
  /** The command to start: `TERRAFORM_BINARY_NAME`, as cdktf has it, or `terraform`. */
  readonly command: string;
  /** Such as `1.11.4`. */
  readonly version: string;
  /** The platform that it loads providers for, such as `linux_amd64`. */
  readonly platform: string;
}

/** The oldest Terraform that works: write-only arguments came with it. */
const OLDEST = [1, 11] as const;
const HOW_TO_GET_IT =
  `Install Terraform ${OLDEST.join(".")} or newer (https://developer.hashicorp.com/terraform/install; .terraform-version ` +
  "has the tested version), or point TERRAFORM_BINARY_NAME to one.";

/**
 * Finds Terraform: the program that `TERRAFORM_BINARY_NAME` names, else `terraform` on the `PATH`.
 * Throws where there is none, where it does not answer, and where it is older than 1.11.
 */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const command = env.TERRAFORM_BINARY_NAME || "terraform";
  const { version, platform } = await askVersion(command, env);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`Terraform ${version} (${command}) is too old. ${HOW_TO_GET_IT}`);
  }
  return { command, version, platform };
}

async function askVersion(
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<{ version: string; platform: string }> {
  // Terraform before 0.13 has no -json, and a program of another kind may answer anything: one message for all.
  const answer = await runProgram(command, ["version", "-json"], {
    env: { ...env, CHECKPOINT_DISABLE: "1" },
    timeoutMs: 20_000,
  }).catch((error: unknown) => {
    if (error instanceof ProgramError && error.startCode !== undefined) {
      const where = command === "terraform" ? "on the PATH" : "(TERRAFORM_BINARY_NAME)";
      throw new Error(
        `No Terraform: ${command} ${where} could not be started (${error.startCode}). ${HOW_TO_GET_IT}`,
      );
    }
    throw new Error(`${command} does not respond like Terraform. ${HOW_TO_GET_IT}\n${String(error)}`);
  });
  try {
    const { terraform_version: version, platform } = JSON.parse(answer.stdout) as Record<string, unknown>;
    if (typeof version === "string" && typeof platform === "string") return { version, platform };
  } catch {
    // Not JSON: reported below.
  }
  throw new Error(
    `${command} does not respond like Terraform. ${HOW_TO_GET_IT}\nIts output: ${answer.stdout.trim()}`,
  );
}
