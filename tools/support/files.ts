import * as fs from "node:fs";
import * as path from "node:path";

/** Files in memory, by their path with forward slashes. */
export type Files = ReadonlyMap<string, Buffer>;

/** What was read of a folder or an archive, and what is wrong with it, one sentence each. */
export interface FilesRead {
  readonly files: Files;
  readonly problems: readonly string[];
}

/** What file managers leave behind. */
const leftBehind = new Set([".DS_Store", "Thumbs.db"]);

/** Every file of a folder. Links are refused: they may lead out of it. `skip` names folders that are not looked into. */
export function readFolder(folder: string, skip: readonly string[] = []): FilesRead {
  const files = new Map<string, Buffer>();
  const problems: string[] = [];
  const visit = (relative: string): void => {
    const entries = fs.readdirSync(path.join(folder, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory() && !skip.includes(entry.name)) visit(name);
      else if (entry.isFile() && !leftBehind.has(entry.name))
        files.set(name, fs.readFileSync(path.join(folder, name)));
      else if (entry.isSymbolicLink()) problems.push(`${name} is a symbolic link`);
    }
  };
  visit("");
  return { files, problems };
}

/** The files below a folder of others, by their path from there. */
export const below = (files: Files, folder: string): Files =>
  new Map(
    [...files]
      .filter(([name]) => name.startsWith(`${folder}/`))
      .map(([name, data]) => [name.slice(folder.length + 1), data]),
  );
