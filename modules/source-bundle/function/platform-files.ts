import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderEntries } from "./bundle-entry";

export interface PlatformFile {
  /** Below the platform folder, which is the path in the bundle too. */
  readonly path: string;
  readonly data: Buffer;
}

/** All files of a platform folder (`modules/source-bundle/platform/`, or its copy in the Lambda's package), sorted. */
export function readPlatformFiles(folder: string): PlatformFile[] {
  return folderEntries(folder)
    .filter(({ path }) => !path.endsWith("/"))
    .map(({ path }) => ({ path, data: readFileSync(join(folder, path)) }));
}

/** One hash for all of them: part of the trigger, so that a changed platform file makes a new bundle. */
export function platformVersion(files: readonly PlatformFile[]): string {
  const hash = createHash("sha256");
  for (const { path, data } of files)
    hash.update(`${createHash("sha256").update(data).digest("hex")} ${path}\n`);
  return hash.digest("hex");
}
