import * as fs from "node:fs";
import * as path from "node:path";
import { preProcessFile } from "typescript";

/** A source file by its path from the repository, and what it imports, be it a type only or at run time. */
export interface SourceFile {
  readonly path: string;
  /** Files of ours, by the same kind of path. */
  readonly files: readonly string[];
  /** Packages and Node's modules, as they are written. */
  readonly packages: readonly string[];
}

/** The sources at some places of the repository (files, or folders with all that is below them). */
export function sourcesAt(repository: string, places: readonly string[]): SourceFile[] {
  return places
    .flatMap((place) => sourceFilesAt(repository, place))
    .map((file) => parse(repository, file, fs.readFileSync(path.join(repository, file), "utf8")));
}

function sourceFilesAt(repository: string, place: string): string[] {
  const found = path.join(repository, place);
  if (fs.statSync(found).isFile()) return [place];
  return fs
    .readdirSync(found, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .map((file) => path.posix.join(place, file.split(path.sep).join("/")))
    .sort();
}

/** What a text imports, as it is written there: by import, import type, export … from, import() and require(). */
export function importedBy(text: string): string[] {
  return preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function parse(repository: string, file: string, text: string): SourceFile {
  const names = importedBy(text);
  const isRelative = (name: string) => name.startsWith(".");
  return {
    path: file,
    files: names.filter(isRelative).map((name) => resolve(repository, file, name)),
    packages: names.filter((name) => !isRelative(name)),
  };
}

function resolve(repository: string, importer: string, name: string): string {
  const target = path.posix.join(path.posix.dirname(importer), name);
  const found = [target, `${target}.ts`, `${target}/index.ts`].find((candidate) =>
    fs.statSync(path.join(repository, candidate), { throwIfNoEntry: false })?.isFile(),
  );
  if (!found) throw new Error(`${importer} imports ${name}, which is no file`);
  return found;
}
