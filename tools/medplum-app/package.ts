import { packageJsonOf } from "../npm/package-json";
import { packageFiles, type Place } from "../npm/source";
import { below, type Files, type FilesRead } from "../support/files";

/** The built app, as it is published. */
export interface AppPackage {
  /** What is to be served, by path. */
  readonly files: Files;
  /** Version in its package.json, if it has one. */
  readonly version?: string;
  readonly problems: readonly string[];
}

/** Takes the app from a folder, a tarball or npm. Throws where there is no such thing. */
export async function readPackage(from: string, place: Place): Promise<AppPackage> {
  return appIn(await packageFiles(from, place));
}

/** Finds the built app: `dist` of a package, or the folder itself. */
function appIn({ files: all, problems: reading }: FilesRead): AppPackage {
  const files = all.has("dist/index.html") ? below(all, "dist") : all;
  const page = files.get("index.html")?.toString("utf8");
  const { version } = packageJsonOf(all);
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
