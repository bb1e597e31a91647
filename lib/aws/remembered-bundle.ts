import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as bundler from "./function-bundle";

type FunctionSource = bundler.FunctionSource;

const load = createRequire(__filename);

/** A bundle as it is kept, with a hash of all that it depends on. */
interface Memory extends bundler.FunctionBundle {
  readonly hash: string;
}

/**
 * A function's code, bundled by esbuild or, as long as nothing that it depends on has changed, as it was bundled before:
 * that costs a tenth of a synth. It is kept below .cache/ of the root.
 */
export function rememberedBundle(source: FunctionSource): string {
  const file = path.join(source.root, ".cache/functions", `${source.entry.replaceAll("/", "-")}.json`);
  return recall(file, source) ?? bundle(file, source);
}

function recall(file: string, source: FunctionSource): string | undefined {
  try {
    const { hash, inputs, code } = JSON.parse(fs.readFileSync(file, "utf8")) as Memory;
    return hash === hashOf(source, inputs) ? code : undefined;
  } catch {
    return undefined; // never bundled, or an input is gone
  }
}

function bundle(file: string, source: FunctionSource): string {
  // Not imported above: it loads esbuild.
  const { bundleFunction } = load("./function-bundle") as typeof bundler;
  const started = performance.timeOrigin + performance.now();
  const made = bundleFunction(source);
  try {
    // What was edited meanwhile may be in the hash and not in the code.
    if (lastChange(source.root, made.inputs) <= started) {
      remember(file, { ...made, hash: hashOf(source, made.inputs) });
    }
  } catch {
    // Where nothing can be written, it is bundled each time.
  }
  return made.code;
}

/** Synths may run at the same time: each sees a whole file. */
function remember(file: string, memory: Memory): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(memory));
  fs.renameSync(draft, file);
}

/** A hash of all that decides what a bundle is. Throws where an input is gone. */
function hashOf({ root, entry, runtime }: FunctionSource, inputs: readonly string[]): string {
  const hash = createHash("sha256");
  const add = (...texts: (string | Buffer)[]) => {
    for (const text of texts) hash.update(`${text.length} `).update(text);
  };
  const { version } = load("esbuild/package.json") as { version: string };
  add(version, fs.readFileSync(path.join(__dirname, "function-bundle.ts")), entry, runtime);
  for (const input of inputs) add(input, fs.readFileSync(path.join(root, input)));
  for (const folder of foldersOf(inputs)) add(folder, ...resolution(path.join(root, folder)));
  return hash.digest("hex");
}

/** The folders that files are in, directly or not, from the root. */
function foldersOf(files: readonly string[]): string[] {
  const folders = new Set(files.flatMap((file) => [path.dirname(file), ...parents(path.dirname(file))]));
  return [...folders].sort();
}

const parents = (folder: string): string[] =>
  folder === "." ? [] : [path.dirname(folder), ...parents(path.dirname(folder))];

/** What decides which file an import means: names (a new errors.tsx goes before errors.ts), and package.json. */
function resolution(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  // No import finds a hidden file by chance, and .cache comes and goes.
  const visible = entries.filter(({ name }) => !name.startsWith("."));
  const names = visible.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  const manifest = path.join(folder, "package.json");
  return names.includes("package.json") ? [...names, fs.readFileSync(manifest, "utf8")] : names;
}

/** When one of the files, or one of the folders that they are in, was last changed. */
function lastChange(root: string, files: readonly string[]): number {
  const times = [...files, ...foldersOf(files)].map((file) => fs.statSync(path.join(root, file)).ctimeMs);
  return Math.max(...times);
}
