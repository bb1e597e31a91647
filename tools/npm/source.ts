import * as fs from "node:fs";
import * as path from "node:path";
import { below, type FilesRead, readFolder } from "../support/files";
import { readTarball } from "../support/tarball";
import { packedByNpm } from "./pack";

/** Where commands that the user starts run. */
export interface Place {
  /** Folder that the names of files are relative to. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The files of a package: a folder, a tarball, or what npm has under that name. Throws where there is no such thing. */
export async function packageFiles(from: string, { folder, env }: Place): Promise<FilesRead> {
  const place = path.resolve(folder, from);
  const entry = fs.statSync(place, { throwIfNoEntry: false });
  if (entry?.isDirectory()) return readFolder(place, ["node_modules", ".git"]);
  if (entry) return unwrapped(await readTarball(fs.readFileSync(place)));
  if (/^[./~]|\.(tgz|tar|tar\.gz)$|^[A-Za-z]:[/\\]/.test(from))
    throw new Error(`${from} is not there (looked in ${folder})`);
  return unwrapped(await readTarball(await packedByNpm(from, folder, env)));
}

/** Without the folder that everything in an archive may be in; in npm's it is `package`. */
function unwrapped({ files, problems }: FilesRead): FilesRead {
  const tops = new Set([...files.keys()].map((name) => name.split("/")[0]!));
  const [top] = tops;
  const wrapped = tops.size === 1 && [...files.keys()].every((name) => name.includes("/"));
  return { files: wrapped && top !== "dist" ? below(files, top!) : files, problems };
}
