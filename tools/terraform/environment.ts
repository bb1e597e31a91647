import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { findTerraform } from "./binary";
import { linkMirrors, mirrorForOpenTofu, unlinkMirrors } from "./link";
import {
  findMirrors,
  mirrorHolds,
  placesOf,
  pluginFolders,
  type Places,
  type ProviderVersion,
  type Target,
} from "./mirrors";
import { type Product, PRODUCTS } from "./product";
import { registryReachable } from "./registry";
import { buildStandInProviders, STAND_INS, type StandInOptions } from "./stand-ins";

/** The one provider that a machine without a registry must have; nothing can replace it. */
export const AWS_PROVIDER: ProviderVersion = { name: "aws", version: "5.100.0" };
const PROJECT_CACHE = path.resolve(__dirname, "../../.cache/terraform");

/** Variables that users set for the Terraform that they start themselves. */
const callersOnly = /^TF_(WORKSPACE|DATA_DIR|CLI_ARGS(_.*)?)$/;

/** What to start Terraform with. Everything has a default; only tests and unusual callers give more than `env`. */
export interface TerraformEnvironmentOptions {
  /** The environment to start from. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps the CLI configuration that is written. Default: `.cache/terraform` of the project. */
  readonly cacheFolder?: string;
  /** Where mirrors are looked for. Defaults: this machine's places. */
  readonly places?: Partial<Omit<Places, "env">>;
  /**
   * Folder of a root module in which Terraform should also find the mirrors without this environment, when somebody
   * starts it there by hand. Where no mirror is used, earlier links go. Default: none.
   */
  readonly linkInto?: string;
  /** Whether the registry answers. Default: {@link registryReachable}. */
  readonly registryReachable?: (product: Product) => Promise<boolean>;
  /** Builds the stand-ins. Default: {@link buildStandInProviders}. */
  readonly buildStandIns?: (options: StandInOptions) => Promise<string>;
}

/**
 * The environment to start Terraform, OpenTofu or cdktf with, so that it finds its providers:
 *
 * 1. a CLI configuration of the user's (`TF_CLI_CONFIG_FILE`, if there is such a file; `~/.terraformrc` or OpenTofu's
 *    `~/.tofurc`, if it says where providers come from) is respected as it is;
 * 2. else the product's registry is used, if it can be reached;
 * 3. else the filesystem mirrors of this machine, by a CLI configuration of our own, and stand-ins for random and tls
 *    if no mirror has them. OpenTofu also takes what a mirror has of Terraform's registry.
 *
 * A `TF_CLI_CONFIG_FILE` that points to nothing is dropped, and so is what would lead the tools' Terraform to another
 * workspace or folder, or change its commands: `TF_WORKSPACE`, `TF_DATA_DIR`, `TF_CLI_ARGS` and `TF_CLI_ARGS_…`.
 * Terraform's version check is off.
 * Throws where the aws provider is nowhere to be had, and where stand-ins are needed and cannot be built.
 */
export async function terraformEnvironment(
  options: TerraformEnvironmentOptions = {},
): Promise<NodeJS.ProcessEnv> {
  const given = Object.entries(options.env ?? process.env).filter(([name]) => !callersOnly.test(name));
  const env: NodeJS.ProcessEnv = { CHECKPOINT_DISABLE: "1", ...Object.fromEntries(given) };
  if (env.TF_CLI_CONFIG_FILE && !existsSync(env.TF_CLI_CONFIG_FILE)) delete env.TF_CLI_CONFIG_FILE;

  const withoutMirrors = async (): Promise<NodeJS.ProcessEnv> => {
    if (options.linkInto) await unlinkMirrors(options.linkInto);
    return env;
  };
  if (env.TF_CLI_CONFIG_FILE) return withoutMirrors();
  const places: Places = { ...placesOf(env), ...options.places };
  const target = await findTerraform(env);
  const { product, platform } = target;
  if (
    configuresProviders(product, places) ||
    (await (options.registryReachable ?? registryReachable)(product))
  )
    return withoutMirrors();

  const mirrors = findMirrors(places);
  const missing = (provider: ProviderVersion): boolean =>
    !mirrors.some((mirror) => mirrorHolds(mirror, provider, target));
  if (missing(AWS_PROVIDER)) throw new Error(noAwsProvider(places, mirrors, target));
  if (STAND_INS.some(missing)) {
    mirrors.push(await (options.buildStandIns ?? buildStandInProviders)({ env, platform }));
  }
  if (options.linkInto) await linkMirrors(mirrors, options.linkInto, platform);
  const cacheFolder = options.cacheFolder ?? PROJECT_CACHE;
  const used = product === "OpenTofu" ? [await mirrorForOpenTofu(mirrors, cacheFolder, platform)] : mirrors;
  return {
    // Terraform and its providers are over before it pays to collect garbage: a fifth less CPU for three times the memory.
    GOGC: "off",
    GOMEMLIMIT: "1500MiB",
    ...env,
    TF_CLI_CONFIG_FILE: await writeConfiguration(cacheFolder, used),
  };
}

/** Whether the user's own CLI configuration says where providers come from, as in networks with a mirror of their own. */
function configuresProviders(product: Product, places: Places): boolean {
  const file = cliConfigurations(product, places).find(existsSync);
  return file !== undefined && /^\s*provider_installation\b/m.test(readFileSync(file, "utf8"));
}

/** The CLI configurations that a product looks for; it reads the first that exists. */
function cliConfigurations(product: Product, { env, home, platform }: Places): string[] {
  if (platform === "win32") {
    const data = env.APPDATA || path.join(home, "AppData", "Roaming");
    const names = product === "OpenTofu" ? ["tofu.rc", "terraform.rc"] : ["terraform.rc"];
    return names.map((name) => path.join(data, name));
  }
  const terraforms = path.join(home, ".terraformrc");
  if (product === "Terraform") return [terraforms];
  const shared = env.XDG_CONFIG_HOME ? [path.join(env.XDG_CONFIG_HOME, "opentofu", "tofurc")] : [];
  return [path.join(home, ".tofurc"), terraforms, ...shared];
}

async function writeConfiguration(cacheFolder: string, mirrors: readonly string[]): Promise<string> {
  const blocks = mirrors.map(
    (mirror) => `  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n`,
  );
  const text =
    "# Written by tools/terraform, because the provider registry cannot be reached from here.\n" +
    `provider_installation {\n${blocks.join("")}}\n`;
  const name = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const file = path.join(cacheFolder, `mirrors-${name}.tfrc`);
  if (!existsSync(file)) {
    await mkdir(cacheFolder, { recursive: true });
    const draft = `${file}.${randomUUID()}`; // several at once write the same text
    await writeFile(draft, text);
    await rename(draft, file);
  }
  return file;
}

function noAwsProvider(places: Places, mirrors: readonly string[], target: Target): string {
  const searched = [...pluginFolders(places), path.join(places.opt, "*")];
  const list = (lines: readonly string[]): string => lines.map((line) => `\n  ${line}`).join("");
  return (
    `No provider hashicorp/${AWS_PROVIDER.name} ${AWS_PROVIDER.version} for ${target.platform}: the provider registry ` +
    `(${PRODUCTS[target.product].registry}) cannot be ` +
    "reached, and no filesystem mirror has it.\n" +
    (mirrors.length > 0 ? `Mirrors found:${list(mirrors)}` : `Searched for mirrors in:${list(searched)}`) +
    "\nConnect to the registry (HTTPS_PROXY is used), or create a mirror on a machine that can reach it with " +
    `\`${target.product === "OpenTofu" ? "tofu" : "terraform"} providers mirror\`\nand put it in one of Terraform's plugin folders, or name it in a CLI configuration ` +
    "and set TF_CLI_CONFIG_FILE to that."
  );
}
