import { createHash } from "node:crypto";
import * as path from "node:path";
import { contentType, lookup } from "mime-types";

/** A file as it is served. */
export interface WebFile {
  /** Path on the site, and key in the bucket. */
  readonly key: string;
  readonly data: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
  /** SHA-256 in Base64, as S3 has it. */
  readonly sha256: string;
}

/** For names that change with the content. A year is the longest time that caches take. */
export const IMMUTABLE = "public, max-age=31536000, immutable";
/** Kept, but asked for at each use: an unchanged file costs a 304 without a body. */
export const REVALIDATED = "no-cache";

/** A file with its headers. `filledIn`: whether it holds settings, and so may change while its name stays. */
export function webFile(key: string, data: Buffer, filledIn: boolean): WebFile {
  return {
    key,
    data,
    contentType: typeOf(key, data),
    cacheControl: !filledIn && isHashed(key) ? IMMUTABLE : REVALIDATED,
    sha256: createHash("sha256").update(data).digest("base64"),
  };
}

/**
 * Whether a bundler wrote a hash of the content into a file's name, `assets/index-BxQ2c9Zk.js`. Where it is not certain, it is not: a
 * file that is asked for again costs little, and one that is kept for a year under a name that it shares with its successor costs an
 * outage. Certain is what is below `assets/`, where Vite puts what it names itself, and has 8 characters that are no word, number or size.
 */
export function isHashed(key: string): boolean {
  const name =
    /(?:^|\/)assets\/(?:.*\/)?[^/]+[-.](?:([A-Za-z0-9_-]{8})|([0-9a-f]{16,64}))(?:\.[a-z][a-z0-9]*)+$/.exec(
      key,
    );
  return name !== null && looksLikeHash((name[1] ?? name[2])!);
}

function looksLikeHash(text: string): boolean {
  if (!/[A-Za-z]/.test(text) || /^\d+x\d+$/.test(text)) return false;
  return /\d/.test(text) || (/[a-z]/.test(text) && /[A-Z].*[A-Z]/.test(text));
}

function typeOf(key: string, data: Buffer): string {
  const extension = path.posix.extname(key);
  const known = extension !== "" && lookup(extension) !== false ? contentType(extension) : false;
  if (known) return known;
  const text = data.toString("utf8");
  // Without a known extension: .well-known/apple-app-site-association is JSON, a licence is text.
  if (!Buffer.from(text, "utf8").equals(data) || text.includes("\u0000")) return "application/octet-stream";
  try {
    JSON.parse(text);
    return "application/json; charset=utf-8";
  } catch {
    return "text/plain; charset=utf-8";
  }
}
