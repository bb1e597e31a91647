import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { packedByNpm } from "../../tools/npm/pack";

const root = path.resolve(__dirname, "../..");

/** A package of bindings, generated from a version of the provider. */
export interface Bindings {
  readonly name: string;
  readonly version: string;
  /** Its checksum, as npm's registry has it: `npm view <name>@<version> dist.integrity`. */
  readonly integrity: string;
  /** The version of hashicorp/aws that they were generated from. */
  readonly provider: string;
}

/** The folders of the bindings that the project uses: what it imports, and the ephemeral resources, for which its own bindings have no classes. */
export function usedFolders(): ReadonlySet<string> {
  const found = new Set<string>();
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

/**
 * Unpacks what the project uses of a package of bindings, 360 MB as a whole, into .cache, and gives its folder. One that is there is
 * taken as it is; a folder appears when it is whole.
 */
export async function unpackedBindings({ name, version, integrity }: Bindings): Promise<string> {
  const wanted = usedFolders();
  const key = createHash("sha256")
    .update([integrity, ...wanted].join())
    .digest("hex")
    .slice(0, 12);
  const cache = path.join(root, ".cache/bindings");
  const prefix = `${name.replace(/\W+/g, "-").replace(/^-/, "")}-${version}-`;
  const folder = path.join(cache, prefix + key);
  if (fs.existsSync(folder)) return folder;
  const archive = await packedByNpm(`${name}@${version}`, root, process.env);
  const checksum = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  if (checksum !== integrity) throw new Error(`${name}@${version} has another checksum: ${checksum}`);
  fs.mkdirSync(cache, { recursive: true });
  const unpacking = fs.mkdtempSync(path.join(cache, "unpacking-"));
  try {
    await unpack(archive, unpacking, (file) => {
      const part = /^package\/lib\/([a-z0-9-]+)\//.exec(file)?.[1];
      return file === "package/package.json" || (part !== undefined && wanted.has(part));
    });
    // Of other modules' days.
    for (const old of fs.readdirSync(cache).filter((each) => each.startsWith(prefix)))
      fs.rmSync(path.join(cache, old), { recursive: true });
    fs.renameSync(unpacking, folder);
  } finally {
    fs.rmSync(unpacking, { recursive: true, force: true });
  }
  return folder;
}

async function unpack(archive: Buffer, folder: string, wanted: (file: string) => boolean): Promise<void> {
  const parser = extract();
  const reading = (async () => {
    for await (const entry of parser) {
      const file = path.join(folder, path.relative("package", entry.header.name));
      if (entry.header.type !== "file" || !wanted(entry.header.name)) {
        entry.resume();
        continue;
      }
      fs.mkdirSync(path.dirname(file), { recursive: true });
      await pipeline(entry, fs.createWriteStream(file));
    }
  })();
  await Promise.all([pipeline(Readable.from([archive]), createGunzip(), parser), reading]);
}
