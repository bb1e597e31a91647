import { execFileSync } from "node:child_process";

/** Folders and files that a plan is made from. */
const SOURCES = ["envs", "modules", "app", "lib", "terraform", "main.ts", "package-lock.json"];

/** The commit of a checkout, and whether sources differ from it; none outside a Git repository. */
export function commitOf(root: string): { readonly commit?: string; readonly dirty: boolean } {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return { commit: git("rev-parse", "HEAD"), dirty: git("status", "--porcelain", "--", ...SOURCES) !== "" };
  } catch {
    return { dirty: false };
  }
}
