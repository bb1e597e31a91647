import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { initTerraform, type TerraformRunOptions } from "../../tools/terraform";

const VARIABLE = "TF_REATTACH_PROVIDERS";

/**
 * Initializes a root module (main.tf.json), and starts the AWS provider once for all commands to come, until the test file ends: `env` tells
 * Terraform where it is. Terraform else starts the provider, a program of 700 MB, three to five times for each command. It is what
 * developers of providers do for their debuggers (https://developer.hashicorp.com/terraform/plugin/debugging).
 *
 * Such a process has one configuration. Where the root module has several, as for two regions, Terraform starts the provider itself.
 */
export async function initAttached(options: TerraformRunOptions): Promise<void> {
  const { cwd, env } = options;
  const one = configurations(cwd, env) === 1;
  // One that runs already has another configuration.
  if (!one) delete env[VARIABLE];
  await initTerraform(options);
  if (one) env[VARIABLE] ??= await start(options);
}

interface Root {
  readonly provider?: { readonly aws?: object | readonly object[] };
}

/** How many configurations of the provider a root module has that differ. */
function configurations(cwd: string, env: NodeJS.ProcessEnv): number {
  const { provider = {} } = JSON.parse(fs.readFileSync(path.join(cwd, "main.tf.json"), "utf8")) as Root;
  const distinct = [provider.aws ?? {}]
    .flat()
    .map((block) =>
      JSON.stringify(Object.entries({ region: env["AWS_REGION"], ...block, alias: undefined })),
    );
  return new Set(distinct).size;
}

/** Starts the provider that `terraform init` has found. Resolves to what Terraform has to know. */
function start({ cwd, env }: TerraformRunOptions): Promise<string> {
  // It lives longer than one of Terraform's, which may keep its garbage.
  const own = { ...env, GOGC: "400", GOMEMLIMIT: "1200MiB" };
  const child = spawn(providerOf(cwd), ["-debug"], { cwd, env: own, stdio: ["ignore", "pipe", "ignore"] });
  (globalThis as unknown as { programs: ChildProcess[] }).programs.push(child);
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const found = new RegExp(`${VARIABLE}='([^']+)'`).exec(printed);
      if (found) resolve(found[1]!);
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the provider ended with ${code}: ${printed}`)));
  });
}

/** .terraform/providers/…/hashicorp/aws/<version>/<platform>/<program> */
function providerOf(cwd: string): string {
  const onlyIn = (folder: string): string => path.join(folder, fs.readdirSync(folder)[0]!);
  const platform = onlyIn(onlyIn(path.join(cwd, ".terraform/providers/registry.terraform.io/hashicorp/aws")));
  const name = fs.readdirSync(platform).find((file) => file.startsWith("terraform-provider-aws"));
  return path.join(platform, name!);
}
