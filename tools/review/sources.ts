import * as fs from "node:fs";
import * as path from "node:path";
import type { ModuleSource, Sources } from "../../plan/sources";
import { installedIn, readConfiguration } from "../check-calls/configuration";

/** The files of a root module and of all modules that it calls. */
export interface SourceTree {
  readonly sources: Sources;
  /** Modules and files that could not be read: a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Reads the Terraform files of a root module and, by their sources, those of the modules that it calls: those with a path, and those that
 * `terraform init` has installed. `relativeTo` is the folder that names of files are given from.
 */
export async function readSources(
  root: string,
  relativeTo: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SourceTree> {
  const installed = installedIn(path.resolve(root, env.TF_DATA_DIR || ".terraform"));
  const sources = new Map<string, ModuleSource>();
  const problems: string[] = [];
  /** What a folder holds, read once whatever the number of calls. */
  const folders = new Map<string, Promise<ModuleSource>>();

  const read = async (folder: string, calls: readonly string[]): Promise<void> => {
    if (!fs.existsSync(folder)) {
      problems.push(`module ${calls.join(".") || "(root)"}: the folder ${folder} is missing`);
      return;
    }
    const reading = folders.get(folder) ?? sourceIn(folder, relativeTo, problems);
    folders.set(folder, reading);
    const source = await reading;
    sources.set(calls.join("."), source);
    for (const [name, { source: from }] of Object.entries(source.calls)) {
      const inner = [...calls, name];
      const local = typeof from === "string" && /^\.\.?(\/|$)/.test(from);
      const place = installed.get(inner.join("."));
      const at = local
        ? path.join(folder, from)
        : place === undefined
          ? undefined
          : path.resolve(root, place);
      if (at) await read(at, inner);
      else
        problems.push(
          `module ${inner.join(".")}: ${String(from)} is not installed: run terraform init in the root module`,
        );
    }
  };
  await read(root, []);
  return { sources, problems };
}

async function sourceIn(folder: string, relativeTo: string, problems: string[]): Promise<ModuleSource> {
  const { calls, resources, locals, problems: own } = await readConfiguration(folder);
  problems.push(...own);
  return {
    locals: Object.fromEntries(locals),
    calls: Object.fromEntries(calls.map((call) => [call.name, call.arguments])),
    resources: Object.fromEntries(resources.map((each) => [each.address, each.arguments])),
    places: Object.fromEntries(
      resources.map(({ address, file, line }) => [
        address,
        { file: path.relative(relativeTo, file), ...(line === undefined ? {} : { line }) },
      ]),
    ),
  };
}
