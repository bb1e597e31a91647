import * as fs from "node:fs";
import * as path from "node:path";

/** Where the user stands: npm and run.mjs change to the project's folder, and file names are relative to the user's own. */
export const userFolder = (): string => process.env["INIT_CWD"] ?? process.cwd();

/** A file whose name the user gave, relative to a folder. Throws an error that names both. */
export function readGiven(name: string, folder: string): Buffer {
  try {
    return fs.readFileSync(path.resolve(folder, name));
  } catch (error) {
    throw new Error(`${name} cannot be read (looked in ${folder}): ${(error as NodeJS.ErrnoException).code}`);
  }
}
