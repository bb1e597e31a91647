import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rm, symlink } from "node:fs/promises";
import * as path from "node:path";
import { wholeFolder } from "../support/whole-folder";
import { mirroredHosts, type Product, PRODUCTS } from "./product";

/** Where a mirror is to have providers, from its folder, and where another one has them. */
type Links = ReadonlyMap<string, string>;

/**
 * Makes the providers of filesystem mirrors visible to Terraform, OpenTofu and cdktf in a root module's folder, with no
 * CLI configuration: both products look into `terraform.d/plugins` of the current folder by themselves. Only what the mirrors
 * hold is linked; an earlier link is replaced.
 */
export async function linkMirrors(
  mirrors: readonly string[],
  rootModule: string,
  platform: string,
): Promise<void> {
  await unlinkMirrors(rootModule);
  for (const product of ["Terraform", "OpenTofu"] as const)
    await link(await linksFor(product, mirrors, platform), pluginsOf(rootModule));
}

/** Takes the links away, so that Terraform goes to the registry again: a provider that it finds here it looks for nowhere else. */
export async function unlinkMirrors(rootModule: string): Promise<void> {
  await rm(pluginsOf(rootModule), { recursive: true, force: true });
}

/**
 * A mirror of what mirrors have, under the name of OpenTofu's registry, in a folder of its own below `cacheFolder`. Other contents make another
 * folder, since a command that runs may use this one. Returns its path.
 */
export async function mirrorForOpenTofu(
  mirrors: readonly string[],
  cacheFolder: string,
  platform: string,
): Promise<string> {
  const links = await linksFor("OpenTofu", mirrors, platform);
  const name = createHash("sha256")
    .update(JSON.stringify([...links]))
    .digest("hex")
    .slice(0, 12);
  return wholeFolder(path.join(cacheFolder, `opentofu-${name}`), (folder) => link(links, folder));
}

/**
 * The providers that mirrors have for a product. The first mirror that holds one wins, as in a CLI configuration; within one, the product's own
 * registry. What is linked is a version's platform, or an archive: OpenTofu follows no link above them.
 */
async function linksFor(product: Product, mirrors: readonly string[], platform: string): Promise<Links> {
  const links = new Map<string, string>();
  for (const mirror of [...mirrors].reverse()) {
    for (const host of [...mirroredHosts(product)].reverse()) {
      const vendor = path.join(mirror, host, "hashicorp");
      for (const name of await readdir(vendor).catch(() => [])) {
        for (const entry of await readdir(path.join(vendor, name))) {
          const held = entry.endsWith(`_${platform}.zip`) ? entry : path.join(entry, platform);
          const place = path.join(PRODUCTS[product].registry, "hashicorp", name, held);
          if (existsSync(path.join(vendor, name, held))) links.set(place, path.join(vendor, name, held));
        }
      }
    }
  }
  return links;
}

async function link(links: Links, folder: string): Promise<void> {
  for (const [place, held] of links) {
    const at = path.join(folder, place);
    await mkdir(path.dirname(at), { recursive: true });
    await symlink(held, at);
  }
}

const pluginsOf = (rootModule: string): string => path.join(rootModule, "terraform.d", "plugins");
