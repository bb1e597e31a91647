import { installed } from "../npm/install";
import { packageJsonOf } from "../npm/package-json";
import { packageFiles, type Place } from "../npm/source";
import type { Files } from "../support/files";

/** What Lambda takes of a function with all of its layers, unpacked. The 50 MB for a zip are for direct uploads, not from a bucket. */
export const LARGEST = 262_144_000;

/** The files of a layer. */
export interface Layer {
  readonly files: Files;
  /** `@medplum/bot-layer 5.1.10`. */
  readonly title: string;
  readonly packages: number;
  readonly bytes: number;
  /** The versions of all packages, for later builds. */
  readonly lock: string;
}

/** How to build it. */
export interface BuildOptions extends Place {
  /** An earlier lock file. */
  readonly lock?: string;
  /** Folder of the project, whose .npmrc counts. */
  readonly project: string;
  /** Bytes that are too many. Default: what Lambda takes. */
  readonly largest?: number;
}

/**
 * Builds the layer from Medplum's package: its dependencies where Node looks for them in Lambda, and its fonts at the root, where the
 * server's bots expect them. Throws with everything that is wrong.
 */
export async function buildLayer(from: string, options: BuildOptions): Promise<Layer> {
  const { files: own, problems: reading } = await packageFiles(from, options);
  const problems = [...reading];
  const { name, version, dependencies } = packageJsonOf(own);
  const fonts = [...own].filter(([path]) => path.startsWith("fonts/"));
  if (!dependencies) problems.push("it has no package.json with dependencies: it is no package of a layer");
  if (fonts.length === 0) problems.push("it has no fonts/, which bots that write PDF files need");
  refuse(from, problems);
  const {
    files: modules,
    lock,
    problems: installing,
  } = await installed(dependencies!, options.lock, options);
  const files = new Map([
    ...fonts,
    ...[...modules].map(([path, data]) => [`nodejs/node_modules/${path}`, data] as const),
    // What is in it, to be looked up in the layer itself.
    ["nodejs/package-lock.json", Buffer.from(lock)] as const,
  ]);
  const bytes = [...files.values()].reduce((sum, data) => sum + data.length, 0);
  problems.push(...installing);
  problems.push(
    ...[...modules.keys()]
      .filter((path) => path.endsWith(".node"))
      .map((path) => `${path} is native code, which may not run in Lambda`),
  );
  const largest = options.largest ?? LARGEST;
  if (bytes > largest)
    problems.push(`it has ${bytes} bytes, but Lambda takes ${largest} of a function with its layers`);
  refuse(from, problems);
  return { files, title: [name, version].filter(Boolean).join(" "), packages: packagesIn(lock), bytes, lock };
}

function refuse(from: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.map((text) => `${from}: ${text}`).join("\n"));
}

const packagesIn = (lock: string): number =>
  Object.entries(
    (JSON.parse(lock) as { packages: Record<string, { dev?: boolean; optional?: boolean }> }).packages,
  ).filter(([path, { dev, optional }]) => path !== "" && !dev && !optional).length;
