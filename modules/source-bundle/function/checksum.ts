import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { BundlerError } from "./errors";

/** Refuses a download whose SHA-256 is not the one that the operator expects. Without one, any download will do. */
export async function checkSha256(
  file: string,
  name: string,
  expected: string | null | undefined,
): Promise<void> {
  if (!expected) return;
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const found = hash.digest("hex");
  if (found === expected) return;
  throw new BundlerError(
    `${name} is not the zip that is expected: its SHA-256 is ${found}, redcap_source.sha256 says ${expected}. ` +
      "Find out who changed it. For a new version, compare with a copy that you have downloaded yourself, and correct the input.",
  );
}
