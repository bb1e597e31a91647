import { ProgramError, runProgram } from "./process";
import { type Product, PRODUCTS } from "./product";

/** A Terraform or an OpenTofu that this project can work with. */
export interface Terraform {
  /** The command to start: `TERRAFORM_BINARY_NAME`, as cdktf has it, or `terraform`. */
  readonly command: string;
  readonly product: Product;
  /** Such as `1.11.4`. */
  readonly version: string;
  /** The platform that it loads providers for, such as `linux_amd64`. */
  readonly platform: string;
}

const howToGetIt = (["Terraform", "OpenTofu"] as const)
  .map((product) => `${product} ${PRODUCTS[product].oldest} or newer (${PRODUCTS[product].install})`)
  .join(" or ");
const HOW_TO_GET_IT =
  `Install ${howToGetIt}; .terraform-version has the tested version of Terraform. TERRAFORM_BINARY_NAME selects the ` +
  "program: tofu, or a path.";

/**
 * Finds Terraform or OpenTofu: the program that `TERRAFORM_BINARY_NAME` names, else `terraform` on the `PATH`. `tofu` is never used unless
 * named: cdktf would not find it, and Terraform cannot go on with a state that OpenTofu has written.
 * Throws where there is none, where it does not answer, and where it is too old.
 */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const command = env.TERRAFORM_BINARY_NAME || "terraform";
  const found = await askVersion(command, env).catch(async (error: unknown) => {
    if (!(error instanceof ProgramError) || error.startCode === undefined) throw error;
    const where = env.TERRAFORM_BINARY_NAME ? "(TERRAFORM_BINARY_NAME)" : "on the PATH";
    throw new Error(
      `No Terraform: ${command} ${where} could not be started (${error.startCode}). ${await otherwise(env)}`,
    );
  });
  if (isOlder(found.version, PRODUCTS[found.product].oldest)) {
    throw new Error(`${found.product} ${found.version} (${command}) is too old. ${HOW_TO_GET_IT}`);
  }
  return { command, ...found };
}

async function otherwise(env: NodeJS.ProcessEnv): Promise<string> {
  const tofu = env.TERRAFORM_BINARY_NAME ? undefined : await askVersion("tofu", env).catch(() => undefined);
  if (!tofu) return HOW_TO_GET_IT;
  return `tofu on the PATH is ${tofu.product} ${tofu.version}: to use it, also in cdktf, set TERRAFORM_BINARY_NAME=tofu.`;
}

function isOlder(version: string, oldest: string): boolean {
  const [[major = 0, minor = 0], [leastMajor = 0, leastMinor = 0]] = [version, oldest].map((text) =>
    text.split(".").map(Number),
  ) as [number[], number[]];
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

async function askVersion(command: string, env: NodeJS.ProcessEnv): Promise<Omit<Terraform, "command">> {
  const foreign = (what: string) =>
    new Error(`${command} does not respond like Terraform. ${HOW_TO_GET_IT}\n${what}`);
  // Not with -json: that answer does not say which product it is.
  const { stdout } = await runProgram(command, ["version"], {
    env: { ...env, CHECKPOINT_DISABLE: "1" },
    timeoutMs: 20_000,
  }).catch((error: unknown) => {
    if (error instanceof ProgramError && error.startCode !== undefined) throw error;
    throw foreign(String(error));
  });
  // Versions that say no platform are too old anyway.
  const [, product, version, platform = ""] =
    /^(Terraform|OpenTofu) v(\d\S*)(?:\non (\w+))?/m.exec(stdout) ?? [];
  if (!product || !version) throw foreign(`Its output: ${stdout.trim()}`);
  return { product: product as Product, version, platform };
}
