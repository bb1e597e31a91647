import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { Files } from "./files";

/** Before any time zone makes it another year: the first day that a zip can name. */
const date = new Date(1980, 0, 1);

/** A compressed zip of files: sorted, without their times and rights. The same files give the same bytes with the same zlib. */
export async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, data] of sorted(files))
    zip.addBuffer(data, name, { mtime: date, forceDosTimestamp: true, mode: 0o100644, compressionLevel: 9 });
  zip.end();
  return buffer(zip.outputStream);
}

/** SHA-256 of files and their names in hexadecimal: the same on every machine, unlike that of a compressed zip. */
export function contentHash(files: Files): string {
  const all = createHash("sha256");
  for (const [name, data] of sorted(files))
    all.update(`${name}\0${createHash("sha256").update(data).digest("hex")}\n`);
  return all.digest("hex");
}

const sorted = (files: Files): [string, Buffer][] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
