import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process with this ID exists, no matter who owns it. A zombie (ended, not yet collected by its parent) does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    // Linux: "pid (name) state …"; the name may hold spaces and parentheses.
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "")[0];
    return state !== "Z";
  } catch {
    return true;
  }
}

/** The command line of a process, or "" if there is no such process or it may not be seen. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    try {
      return execFileSync("ps", ["-o", "command=", "-p", String(pid)], {
        encoding: "utf8",
        stdio: "pipe",
      }).trim();
    } catch {
      return "";
    }
  }
}
