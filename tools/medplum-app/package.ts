import * as fs from "node:fs";
import * as path from "node:path";
import { below, type Files, type FilesRead, readFolder } from "../support/files";
import { packedByNpm } from "../npm/pack";
import { readTarball } from "../support/tarball";

/** The built app, as it is published. */
export interface AppPackage {
  /** What is to be served, by path. */
  readonly files: Files;
  /** Version in its package.json, if it has one. */
  readonly version?: string;
  readonly problems: readonly string[];
}

/** Where commands that the user starts run. */
export interface Place {
  /** Folder that the names of files are relative to. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Takes the app from a folder, a tarball or npm. Throws where there is no such thing. */
export async function readPackage(from: string, { folder, env }: Place): Promise<AppPackage> {
  return appIn(await filesOf(from, folder, env));
}

async function filesOf(from: string, folder: string, env: NodeJS.ProcessEnv): Promise<FilesRead> {
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

/** Finds the built app: `dist` of a package, or the folder itself. */
function appIn({ files: all, problems: reading }: FilesRead): AppPackage {
  const files = all.has("dist/index.html") ? below(all, "dist") : all;
  const page = files.get("index.html")?.toString("utf8");
  const version = versionIn(all.get("package.json"));
  const problems = [...reading];
  if (page === undefined) problems.push("it has no index.html, neither in dist nor outside");
  else if (/<script[^>]*\ssrc="[^"]*\.(ts|tsx|jsx)"/.test(page)) {
    problems.push("it is the app's source tree: build it, and give its dist");
  } else
    problems.push(
      ...missingFiles(page, files).map((name) => `index.html refers to ${name}, which is missing`),
    );
  return { files, version, problems };
}

/** What a page loads from its own site that is not there. */
function missingFiles(page: string, files: Files): string[] {
  const loaded = [...page.matchAll(/<(?:script|link)\b[^>]*\s(?:src|href)="([^"]+)"/g)].map(
    (match) => match[1]!,
  );
  return loaded
    .filter((address) => !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(address))
    .map((address) => decodeURI(address.replace(/[?#].*$/, "")).replace(/^(\.?\/)+/, ""))
    .filter((name) => name !== "" && !files.has(name));
}

function versionIn(packageJson: Buffer | undefined): string | undefined {
  if (!packageJson) return undefined;
  try {
    const { version } = JSON.parse(packageJson.toString("utf8")) as { readonly version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
