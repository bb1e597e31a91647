import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { REGISTRY_HOST } from "./registry";

/** Where this machine may keep providers; tests give folders of their own. */
export interface Places {
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** The folder whose subfolders may be mirrors: `/opt`. */
  readonly opt: string;
}

/** This machine's places. */
export const placesOf = (env: NodeJS.ProcessEnv): Places => ({
  env,
  home: env.HOME || homedir(),
  platform: process.platform,
  opt: "/opt",
});

/** A provider that the environments pin: its name under `hashicorp/`, and its version. */
export interface ProviderVersion {
  readonly name: string;
  readonly version: string;
}

/** The folders that Terraform itself looks for providers in, on this platform. */
export function pluginFolders({ env, home, platform }: Places): string[] {
  if (platform === "win32") {
    const data = env.APPDATA || path.join(home, "AppData", "Roaming");
    return [path.join(data, "terraform.d", "plugins"), path.join(data, "HashiCorp", "Terraform", "plugins")];
  }
  const own = path.join(home, ".terraform.d", "plugins");
  if (platform === "darwin") {
    const library = path.join("Library", "Application Support", "io.terraform", "plugins");
    return [own, path.join(home, library), path.join("/", library)];
  }
  const shared = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  const dataFolders = [env.XDG_DATA_HOME || path.join(home, ".local", "share"), ...shared];
  return [own, ...dataFolders.map((folder) => path.join(folder, "terraform", "plugins"))];
}

/** The filesystem mirrors of this machine: Terraform's plugin folders, then the folders directly under `/opt`. */
export function findMirrors(places: Places): string[] {
  const candidates = [...pluginFolders(places), ...subfolders(places.opt)];
  return candidates.filter((folder) => existsSync(path.join(folder, REGISTRY_HOST)));
}

/** The folder in a mirror that holds a provider for a platform such as `linux_amd64`. */
const unpacked = (mirror: string, { name, version }: ProviderVersion, target: string): string =>
  path.join(mirror, REGISTRY_HOST, "hashicorp", name, version, target);

/** The program of a provider in a mirror of this machine, where one has it unpacked. */
export function providerInMirror(
  provider: ProviderVersion,
  target: string,
  env = process.env,
): string | undefined {
  const folder = findMirrors(placesOf(env))
    .map((mirror) => unpacked(mirror, provider, target))
    .find(existsSync);
  const program =
    folder && readdirSync(folder).find((file) => file.startsWith(`terraform-provider-${provider.name}_`));
  return program && path.join(folder, program);
}

/** Whether a mirror holds a provider for a platform such as `linux_amd64`, as a folder or as the archive it came in. */
export function mirrorHolds(mirror: string, provider: ProviderVersion, target: string): boolean {
  const { name, version } = provider;
  const folder = path.join(mirror, REGISTRY_HOST, "hashicorp", name);
  return (
    existsSync(unpacked(mirror, provider, target)) ||
    existsSync(path.join(folder, `terraform-provider-${name}_${version}_${target}.zip`))
  );
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((entry) => path.join(folder, entry));
}
