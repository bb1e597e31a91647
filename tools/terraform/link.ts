import { existsSync } from "node:fs";
import { mkdir, readdir, rm, symlink } from "node:fs/promises";
import * as path from "node:path";
import { REGISTRY_HOST } from "./registry";

/**
 * Makes the providers of filesystem mirrors visible to Terraform and cdktf in a root module's folder, with no
 * CLI configuration: Terraform looks into `terraform.d/plugins` of the current folder by itself. Only what the mirrors
 * hold is linked; an earlier link is replaced.
 */
export async function linkMirrors(
  mirrors: readonly string[],
  rootModule: string,
  platform: string,
): Promise<void> {
  await unlinkMirrors(rootModule);
  const plugins = pluginsOf(rootModule);
  // The first mirror that holds a provider wins, as in a CLI configuration.
  for (const mirror of [...mirrors].reverse()) {
    const vendor = path.join(REGISTRY_HOST, "hashicorp");
    for (const name of await readdir(path.join(mirror, vendor)).catch(() => [])) {
      for (const version of await readdir(path.join(mirror, vendor, name))) {
        const held = path.join(mirror, vendor, name, version, platform);
        if (!existsSync(held)) continue;
        const link = path.join(plugins, vendor, name, version, platform);
        await mkdir(path.dirname(link), { recursive: true });
        await rm(link, { force: true });
        await symlink(held, link);
      }
    }
  }
}

/** Takes the links away, so that Terraform goes to the registry again: a provider that it finds here it looks for nowhere else. */
export async function unlinkMirrors(rootModule: string): Promise<void> {
  await rm(pluginsOf(rootModule), { recursive: true, force: true });
}

const pluginsOf = (rootModule: string): string => path.join(rootModule, "terraform.d", "plugins");
