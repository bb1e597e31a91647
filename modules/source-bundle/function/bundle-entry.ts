import { createReadStream, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** One file of a bundle, wherever it comes from. A path that ends in "/" is an empty folder. */
export interface BundleEntry {
  /** Where it goes in the bundle: relative, "/" between the parts. */
  readonly path: string;
  /** Bytes; the packer refuses a file that turns out to have another size. */
  readonly size: number;
  open(): Promise<Readable>;
}

/** Sorts by UTF-16 code units: the order may depend neither on the machine's language nor on its ICU version. */
export function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Files that only the author's desktop needs. */
export function isDesktopLitter(path: string): boolean {
  return /^__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db)$/.test(path);
}

/** Why a name must not become a path on the instance, or undefined for a good name. */
export function pathProblem(path: string): string | undefined {
  if (/^\/|^[A-Za-z]:/.test(path)) return "is an absolute path";
  if (path.includes("\\")) return "contains a backslash";
  if (/[\u0000-\u001f\u007f]/.test(path)) return "contains a control character";
  const parts = path.replace(/\/$/, "").split("/");
  if (parts.includes("..")) return "leaves the folder that it is unpacked into";
  if (parts.some((part) => part === "" || part === ".")) return "has an empty part";
  return undefined;
}

/** Every file below a folder, in the bundle's order; `prefix` ("redcap/") goes in front of the paths. Links are not followed. */
export function folderEntries(folder: string, prefix = ""): BundleEntry[] {
  const entries: BundleEntry[] = [];
  const visit = (relative: string) => {
    const children = readdirSync(join(folder, relative), { withFileTypes: true });
    if (children.length === 0 && relative !== "") entries.push(emptyFolder(`${prefix}${relative}`));
    for (const child of children) {
      const path = `${relative}${child.name}`;
      if (isDesktopLitter(path)) continue;
      if (child.isDirectory()) visit(`${path}/`);
      else if (child.isFile()) entries.push(fileEntry(join(folder, path), `${prefix}${path}`));
      else
        throw new Error(
          `${join(folder, path)} is neither a file nor a folder; a bundle contains nothing else`,
        );
    }
  };
  visit("");
  return entries.sort(byPath);
}

function fileEntry(file: string, path: string): BundleEntry {
  return { path, size: statSync(file).size, open: async () => createReadStream(file) };
}

function emptyFolder(path: string): BundleEntry {
  return {
    path,
    size: 0,
    open: () => Promise.reject(new Error(`${path} is a folder`)),
  };
}
