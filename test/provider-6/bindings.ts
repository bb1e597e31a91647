import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { packedByNpm } from "../../tools/npm/pack";
import { readTarball } from "../../tools/support/tarball";
import { wholeFolder } from "../../tools/support/whole-folder";

const root = path.resolve(__dirname, "../..");

/** A package of npm's registry. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** Its checksum, as npm's registry has it: `npm view <name>@<version> dist.integrity`. */
  readonly integrity: string;
}

/** A package of bindings, generated from a version of the provider. */
export interface Bindings extends Package {
  /** The version of hashicorp/aws that they were generated from. */
  readonly provider: string;
}

/** CDKTF's last bindings, and those of its fork, which go on. */
export const bindings = {
  cdktf: {
    name: "@cdktf/provider-aws",
    version: "21.22.1",
    integrity:
      "sha512-BuSHeaQFUL9l33pBzIMRT7cTQ69AM2mLtijjteCPhVQRmvuhuj9Lvfymf7knAMhYqAT6+Lrls9jiGVW/Us3zrQ==",
    provider: "6.25.0",
  },
  cdktn: {
    name: "@cdktn/provider-aws",
    version: "25.7.0",
    integrity:
      "sha512-E/nhu0yVZE4mXMgIPuI8tEFt1BExLkA7ARjihdG+/HmfDfzLr+OEF3dkFRvI6glRt30lrrBWQLwXqCJBxcmyUg==",
    provider: "6.66.0",
  },
} as const satisfies Readonly<Record<string, Bindings>>;

/**
 * The folders of the bindings that the project uses: what it imports, the ephemeral resources, for which its own bindings have no classes, and
 * the functions, which later bindings load with the provider.
 */
export function usedFolders(): ReadonlySet<string> {
  const found = new Set(["provider-functions"]);
  for (const folder of ["app", "envs", "lib", "modules"])
    for (const name of fs.readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }))
      if (name.endsWith(".ts"))
        for (const [, imported] of fs
          .readFileSync(path.join(root, folder, name), "utf8")
          .matchAll(/@cdktf\/provider-aws\/lib\/([a-z0-9-]+)/g))
          found.add(imported!);
  const modules = path.join(root, "terraform/modules");
  for (const name of fs.readdirSync(modules)) {
    const text = fs.readFileSync(path.join(modules, name, "main.tf.json"), "utf8");
    const { ephemeral = {} } = JSON.parse(text) as { ephemeral?: Readonly<Record<string, unknown>> };
    for (const type of Object.keys(ephemeral)) found.add(`ephemeral-${type.replaceAll("_", "-")}`);
  }
  return found;
}

/** Unpacks a package into .cache, of bindings, 360 MB as a whole, some folders of its `lib` only, and gives its folder. */
export function unpacked(
  { name, version, integrity }: Package,
  wanted?: ReadonlySet<string>,
): Promise<string> {
  const key = createHash("sha256")
    .update([integrity, ...(wanted ?? [])].join())
    .digest("hex")
    .slice(0, 12);
  return wholeFolder(path.join(root, ".cache/bindings", key), async (folder) => {
    const archive = await packedByNpm(`${name}@${version}`, root, process.env);
    const checksum = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
    if (checksum !== integrity) throw new Error(`${name}@${version} has another checksum: ${checksum}`);
    const { files, problems } = await readTarball(archive);
    if (problems.length > 0) throw new Error(`${name}@${version}: ${problems.join("\n")}`);
    for (const [file, content] of files) {
      const part = /^package\/lib\/([a-z0-9-]+)\//.exec(file)?.[1];
      const kept = !wanted || file === "package/package.json" || (part !== undefined && wanted.has(part));
      if (!kept) continue;
      const target = path.join(folder, path.relative("package", file));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, content);
    }
  });
}
