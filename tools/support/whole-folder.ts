import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import * as path from "node:path";

/** What is this old was interrupted. */
const ABANDONED_MS = 60 * 60_000;

/**
 * A folder that is there only when it is whole: it is made elsewhere and moved into place, so that two makers at once, or one that was interrupted,
 * do no harm. `complete` says whether what is there is whole, which a cleaned cache may have left in parts. Default: it exists.
 * Gives the folder.
 */
export async function wholeFolder(
  folder: string,
  make: (building: string) => Promise<void>,
  complete: () => boolean = () => existsSync(folder),
): Promise<string> {
  if (complete()) return folder;
  const parent = path.dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const building = await mkdtemp(path.join(parent, "building-"));
  try {
    await make(building);
    await moveIntoPlace(building, folder, complete);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return folder;
}

async function moveIntoPlace(building: string, folder: string, complete: () => boolean): Promise<void> {
  if (complete()) return; // another process was faster: its folder is as good
  try {
    await rm(folder, { recursive: true, force: true }); // a cleaned cache may have left a part
    await rename(building, folder);
  } catch (error) {
    if (!complete()) throw error;
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith("building-")) continue;
    const folder = path.join(parent, entry);
    const changed = (await stat(folder).catch(() => undefined))?.mtimeMs; // undefined: it has just ended
    if (changed && Date.now() - changed > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
