import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { cacheFolder } from "../../support/cache";
import { messageOf } from "../../support/message";
import { wholeFolder } from "../../support/whole-folder";
import { findTerraform, type Terraform } from "../binary";
import { GO_FLAGS, goBuild } from "../go";
import { PRODUCTS } from "../product";

/** How to come by OpenTofu. */
export interface OpenTofuOptions {
  /** The environment to look in, and the Go tool's. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Called when a build starts, as it takes minutes. Default: standard error. */
  readonly log?: (message: string) => void;
}

/**
 * Finds OpenTofu: the program that `TERRAFORM_BINARY_NAME` names, else `tofu` on the `PATH`, else one that is built from the Go module in this
 * folder, which names the tested version. It is kept in the user's cache. Throws where what is found is another product or too old, and
 * where it cannot be built: without Go, or without a proxy for Go modules.
 */
export async function findOpenTofu(options: OpenTofuOptions = {}): Promise<Terraform> {
  const { env = process.env, log = (message) => process.stderr.write(`${message}\n`) } = options;
  const named = env.TERRAFORM_BINARY_NAME || onPath("tofu", env);
  const command = named || (await build(env, log));
  const found = await findTerraform({ ...env, TERRAFORM_BINARY_NAME: command });
  if (found.product !== "OpenTofu")
    throw new Error(
      `${command} is ${found.product} ${found.version}, not OpenTofu. Set TERRAFORM_BINARY_NAME to tofu or to the path of one, or unset it.`,
    );
  return found;
}

const programName = (name: string) => (process.platform === "win32" ? `${name}.exe` : name);

const onPath = (name: string, env: NodeJS.ProcessEnv): string | undefined =>
  (env.PATH ?? "")
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, programName(name)))
    .find(existsSync);

async function build(env: NodeJS.ProcessEnv, log: (message: string) => void): Promise<string> {
  const files = await Promise.all(
    ["go.mod", "go.sum"].map((file) => readFile(path.join(__dirname, file), "utf8")),
  );
  const [, go] = /^go (\S+)$/m.exec(files[0]!)!;
  const [, version] = /\sgithub\.com\/opentofu\/opentofu v(\S+)/.exec(files[0]!)!;
  const hash = createHash("sha256")
    .update([GO_FLAGS, process.arch, ...files].join("\0"))
    .digest("hex");
  const program = programName("tofu");
  const folder = path.join(cacheFolder(env), "opentofu", `${version}-${hash.slice(0, 16)}`);
  const make = async (building: string): Promise<void> => {
    log(`Building OpenTofu ${version} with Go (once; about 5 minutes on two cores) …`);
    await goBuild({
      sources: __dirname,
      packages: ["github.com/opentofu/opentofu/cmd/tofu"],
      output: path.join(building, program),
      env,
      advice: ` ${go} or newer, or OpenTofu itself (${PRODUCTS.OpenTofu.install}).`,
    });
  };
  await wholeFolder(folder, make, () => existsSync(path.join(folder, program))).catch((error: unknown) => {
    throw new Error(
      `There is no tofu on the PATH, and TERRAFORM_BINARY_NAME names none: only then is OpenTofu ${version} built, from the modules ` +
        `that the proxy for Go modules (GOPROXY) has. ${messageOf(error)}`,
    );
  });
  return path.join(folder, program);
}
