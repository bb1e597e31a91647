import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { findTerraform } from "./binary";
import { linkMirrors, unlinkMirrors } from "./link";
import {
  findMirrors,
  mirrorHolds,
  placesOf,
  pluginFolders,
  type Places,
  type ProviderVersion,
} from "./mirrors";
import { REGISTRY_HOST, registryReachable } from "./registry";
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
  readonly registryReachable?: () => Promise<boolean>;
  /** Builds the stand-ins. Default: {@link buildStandInProviders}. */
  readonly buildStandIns?: (options: StandInOptions) => Promise<string>;
}

/**
 * The environment to start Terraform or cdktf with, so that it finds its providers:
 *
 * 1. a CLI configuration of the user's (`TF_CLI_CONFIG_FILE`, if there is such a file; `~/.terraformrc`, if it says where
 *    providers come from) is respected as it is;
 * 2. else the registry is used, if it can be reached;
 * 3. else the filesystem mirrors of this machine, by a CLI configuration of our own, and stand-ins for random and tls
 *    if no mirror has them.
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

  const places: Places = { ...placesOf(env), ...options.places };
  if (
    env.TF_CLI_CONFIG_FILE ||
    configuresProviders(places) ||
    (await (options.registryReachable ?? registryReachable)())
  ) {
    if (options.linkInto) await unlinkMirrors(options.linkInto);
    return env;
  }

  const target = (await findTerraform(env)).platform;
  const mirrors = findMirrors(places);
  const missing = (provider: ProviderVersion): boolean =>
    !mirrors.some((mirror) => mirrorHolds(mirror, provider, target));
  if (missing(AWS_PROVIDER)) throw new Error(noAwsProvider(places, mirrors, target));
  if (STAND_INS.some(missing)) {
    mirrors.push(await (options.buildStandIns ?? buildStandInProviders)({ env, platform: target }));
  }
  if (options.linkInto) await linkMirrors(mirrors, options.linkInto, target);
  return {
    // Terraform and its providers are over before it pays to collect garbage: a fifth less CPU for three times the memory.
    GOGC: "off",
    GOMEMLIMIT: "1500MiB",
    ...env,
    TF_CLI_CONFIG_FILE: await writeConfiguration(options.cacheFolder ?? PROJECT_CACHE, mirrors),
  };
}

/** Whether the user's own CLI configuration says where providers come from, as in networks with a mirror of their own. */
function configuresProviders({ env, home, platform }: Places): boolean {
  const file =
    platform === "win32"
      ? path.join(env.APPDATA || path.join(home, "AppData", "Roaming"), "terraform.rc")
      : path.join(home, ".terraformrc");
  return existsSync(file) && /^\s*provider_installation\b/m.test(readFileSync(file, "utf8"));
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

function noAwsProvider(places: Places, mirrors: readonly string[], target: string): string {
  const searched = [...pluginFolders(places), path.join(places.opt, "*")];
  const list = (lines: readonly string[]): string => lines.map((line) => `\n  ${line}`).join("");
  return (
    `No provider hashicorp/${AWS_PROVIDER.name} ${AWS_PROVIDER.version} for ${target}: the provider registry (${REGISTRY_HOST}) cannot be ` +
    "reached, and no filesystem mirror has it.\n" +
    (mirrors.length > 0 ? `Mirrors found:${list(mirrors)}` : `Searched for mirrors in:${list(searched)}`) +
    "\nConnect to the registry (HTTPS_PROXY is used), or create a mirror on a machine that can reach it with " +
    "`terraform providers mirror`\nand put it in one of Terraform's plugin folders, or name it in a CLI configuration " +
    "and set TF_CLI_CONFIG_FILE to that."
  );
}
