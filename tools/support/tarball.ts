import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import type { FilesRead } from "./files";
import { messageOf } from "./message";

/** More than this is no web app and no library, but an archive made to fill a disk or a memory. */
const LARGEST = 1024 ** 3;

/** Every file of a tar archive, gzipped or not. Nothing is written, so that a bad path can do no harm; it is a problem all the same. */
export async function readTarball(archive: Buffer): Promise<FilesRead> {
  const files = new Map<string, Buffer>();
  const problems: string[] = [];
  let size = 0;
  const parser = extract();
  const reading = (async () => {
    for await (const entry of parser) {
      const { header } = entry;
      const problem = problemOf(header);
      if (problem) problems.push(problem);
      const parts: Buffer[] = [];
      for await (const part of entry as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > LARGEST) throw new Error(`it unpacks to more than ${LARGEST / 1024 ** 3} GiB`);
        parts.push(part);
      }
      if (header.type === "file" && !problem) files.set(normalized(header.name), Buffer.concat(parts));
    }
  })();
  const gzipped = archive[0] === 0x1f && archive[1] === 0x8b;
  const source = Readable.from([archive]);
  const writing = gzipped ? pipeline(source, createGunzip(), parser) : pipeline(source, parser);
  const [parsed, unpacked] = await Promise.allSettled([reading, writing]);
  for (const result of [unpacked, parsed]) {
    if (result.status === "rejected") problems.push(`it cannot be unpacked: ${messageOf(result.reason)}`);
  }
  if (problems.length === 0 && files.size === 0) problems.push("it has no files");
  return { files, problems };
}

/** `./package/index.html` → `package/index.html`. */
const normalized = (name: string): string => name.replace(/^(\.\/)+/, "");

function problemOf({ name, type }: Header): string | undefined {
  const outside = /^([/\\]|[A-Za-z]:)/.test(name) || name.split(/[/\\]/).includes("..");
  if (outside) return `${JSON.stringify(name)} leads out of it`;
  if (type === "symlink" || type === "link") return `${name} is a link`;
  if (!["file", "directory", "contiguous-file"].includes(type ?? "file")) return `${name} is a ${type}`;
  return undefined;
}
