import { open, readFile, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./process-table";

/** A holder writes its pid at once; a lock file that is still empty after this time was left by one that died before. */
const EMPTY_LOCK_MS = 2000;
const POLL_MS = 100;

/**
 * Runs `action` while holding a lock file, so that two processes do not set up the same thing at once. A lock whose holder
 * is gone is taken over. Throws when another process holds it for longer than `timeoutMs`, naming the holder and the file.
 */
export async function withLock<T>(file: string, timeoutMs: number, action: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!(await acquire(file))) {
    await removeIfAbandoned(file);
    if (Date.now() > deadline) {
      const holder = await readFile(file, "utf8").catch(() => "?");
      throw new Error(
        `${file}: held by process ${holder.trim()} for more than ${timeoutMs / 1000} s. ` +
          "Wait for it, or delete the file if that process does not belong to this project.",
      );
    }
    await sleep(POLL_MS);
  }
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function removeIfAbandoned(file: string): Promise<void> {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    const holder = Number(content);
    const abandoned = holder > 0 ? !isAlive(holder) : Date.now() - mtimeMs > EMPTY_LOCK_MS;
    // The content is read again, because another process may have taken over in between.
    if (abandoned && (await readFile(file, "utf8")) === content) await rm(file, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
