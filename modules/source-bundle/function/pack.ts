import { createHash, type Hash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline as pipe, Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as yazl from "yazl";
import { byPath, type BundleEntry } from "./bundle-entry";
import { BundlerError, writeError } from "./errors";
import { size, type Limits } from "./limits";

export interface PackedBundle {
  /** Of the zip's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Of the paths, modes and contents, in hexadecimal: the same whatever version of zlib packed them. */
  readonly contentHash: string;
  /** Of the zip, in bytes. */
  readonly size: number;
}

/**
 * Local time on purpose: a zip holds a wall-clock time without a zone, which yazl takes from the local one. 1980 begins there.
 */
const TIMESTAMP = new Date(1980, 0, 1);

/**
 * Writes the entries into a zip. The same entries give the same bytes: sorted, one fixed time, fixed modes. One file at a
 * time passes through memory.
 */
export async function pack(
  entries: readonly BundleEntry[],
  file: string,
  limits: Pick<Limits, "bundleBytes">,
  signal?: AbortSignal,
): Promise<PackedBundle> {
  const zip = new yazl.ZipFile();
  const content = createHash("sha256");
  for (const entry of [...entries].sort(byPath)) {
    const { path } = entry;
    const mode = modeOf(path);
    const common = { mtime: TIMESTAMP, mode, forceDosTimestamp: true };
    if (path.endsWith("/")) {
      content.update(`${path}\n`); // all folders come before all files, which are read only later
      zip.addEmptyDirectory(path, common);
      continue;
    }
    zip.addReadStreamLazy(path, { ...common, size: entry.size }, (done) => {
      const fail = (error: unknown) => zip.emit("error", error);
      entry.open().then((stream) => done(null, hashed(stream, entry, mode, content, fail)), fail);
    });
  }
  zip.end();

  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  const sha256 = createHash("sha256");
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      sha256.update(chunk);
      done(bytes > limits.bundleBytes ? tooLarge(limits) : null, chunk);
    },
  });
  await pipeline(output, counter, createWriteStream(file), { signal }).catch((error: unknown) => {
    throw writeError(file, error);
  });
  return { sha256: sha256.digest("hex"), contentHash: content.digest("hex"), size: bytes };
}

/** Elastic Beanstalk runs hooks only if they are executable (ours and the operator's, named *.sh); nothing else needs to be. */
function modeOf(path: string): number {
  if (path.endsWith("/")) return 0o40755;
  return /^\.platform\/.*\.sh$/.test(path) ? 0o100755 : 0o100644;
}

/** Passes a file through and adds it to the hash of the contents. yazl reads the files one after the other, in their order. */
function hashed(
  stream: Readable,
  { path, size: expected }: BundleEntry,
  mode: number,
  content: Hash,
  fail: (error: unknown) => void,
): Readable {
  const sha256 = createHash("sha256");
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      sha256.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      if (bytes !== expected) {
        return done(
          new BundlerError(
            `${path} has ${bytes} bytes where ${expected} were expected. Run the build again.`,
          ),
        );
      }
      content.update(`${mode.toString(8)} ${sha256.digest("hex")} ${path}\n`);
      done();
    },
  });
  return pipe(stream, through, (error) => {
    if (error) fail(error);
  });
}

function tooLarge({ bundleBytes }: Pick<Limits, "bundleBytes">): BundlerError {
  return new BundlerError(
    `The bundle is larger than ${size(bundleBytes)}, the limit of Elastic Beanstalk. Make the overlay smaller, or ` +
      'leave out the previous version (redcap_source.previous_version = "none"), whose folder is in it until the tables are upgraded.',
  );
}
