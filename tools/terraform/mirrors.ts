import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";
import { mirroredHosts, type Product, PRODUCTS } from "./product";

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

/** The folders that Terraform and OpenTofu look for providers in by themselves, on this platform. */
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

/** What providers are looked up for. */
export interface Target {
  readonly product: Product;
  /** Such as `linux_amd64`. */
  readonly platform: string;
}

/** The filesystem mirrors of this machine, of either registry: the plugin folders, then the folders directly under `/opt`. */
export function findMirrors(places: Places): string[] {
  const candidates = [...pluginFolders(places), ...subfolders(places.opt)];
  const registries = Object.values(PRODUCTS).map(({ registry }) => registry);
  return candidates.filter((folder) =>
    registries.some((registry) => existsSync(path.join(folder, registry))),
  );
}

/** The folder of a mirror that has a provider unpacked. */
export const unpacked = (host: string, { name, version }: ProviderVersion, platform: string): string =>
  path.join(host, "hashicorp", name, version, platform);

/** The file of a mirror that is a provider as its registry has it. */
const packed = (host: string, { name, version }: ProviderVersion, platform: string): string =>
  path.join(host, "hashicorp", name, `terraform-provider-${name}_${version}_${platform}.zip`);

/** The program of a provider in a mirror of this machine, where one has it unpacked. */
export function providerInMirror(
  provider: ProviderVersion,
  { product, platform }: Target,
  env = process.env,
): string | undefined {
  const folder = findMirrors(placesOf(env))
    .flatMap((mirror) =>
      mirroredHosts(product).map((host) => path.join(mirror, unpacked(host, provider, platform))),
    )
    .find(existsSync);
  const program =
    folder && readdirSync(folder).find((file) => file.startsWith(`terraform-provider-${provider.name}_`));
  return program && path.join(folder, program);
}

/** Whether a mirror holds a provider, as a folder or as the archive it came in. */
export function mirrorHolds(
  mirror: string,
  provider: ProviderVersion,
  { product, platform }: Target,
): boolean {
  return mirroredHosts(product).some((host) =>
    [unpacked, packed].some((place) => existsSync(path.join(mirror, place(host, provider, platform)))),
  );
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((entry) => path.join(folder, entry));
}
