import { createWriteStream } from "node:fs";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BundlerError, reason, writeError } from "./errors";
import { size } from "./limits";

export interface Download {
  /** For messages: "s3://bucket/key". */
  readonly name: string;
  readonly body: Readable;
  /** What the server promised (Content-Length), if it did. */
  readonly promisedBytes: number | undefined;
  readonly maxBytes: number;
}

/** Writes a download into a file and returns its size. Refuses what is too large, and what ends before its promised length. */
export async function saveDownload(
  { name, body, promisedBytes, maxBytes }: Download,
  file: string,
): Promise<number> {
  if (promisedBytes !== undefined && promisedBytes > maxBytes) {
    body.destroy();
    throw tooLarge(name, promisedBytes, maxBytes);
  }
  let received = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(received > maxBytes ? tooLarge(name, received, maxBytes) : null, chunk);
    },
  });
  try {
    await pipeline(body, counter, createWriteStream(file));
  } catch (error) {
    const explained = writeError(file, error);
    if (explained instanceof BundlerError) throw explained;
    throw truncated(name, received, promisedBytes, ` (${reason(error)})`);
  }
  if (received !== (promisedBytes ?? received)) throw truncated(name, received, promisedBytes, "");
  return received;
}

function tooLarge(name: string, bytes: number, maxBytes: number): BundlerError {
  return new BundlerError(
    `${name} is too large: at least ${size(bytes)}; the limit is ${size(maxBytes)}. Is it REDCap's installation zip?`,
  );
}

function truncated(name: string, received: number, promised: number | undefined, why: string): BundlerError {
  const expected = promised === undefined ? "" : ` of ${promised}`;
  return new BundlerError(
    `The download of ${name} ended after ${received}${expected} bytes${why}. Run the build again.`,
  );
}
