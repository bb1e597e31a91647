import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "@cdktf/hcl2json";
import type { ModuleSource, Place, Sources } from "../../plan/sources";
import { messageOf } from "../support/message";

type Blocks = Readonly<Record<string, unknown>>;

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
export async function readSources(root: string, relativeTo: string): Promise<SourceTree> {
  const reader = new Reader(installedIn(root), relativeTo);
  await reader.read(root, []);
  return { sources: reader.sources, problems: reader.problems };
}

class Reader {
  readonly sources = new Map<string, ModuleSource>();
  readonly problems: string[] = [];
  /** What a folder holds, read once whatever the number of calls. */
  private readonly folders = new Map<string, Promise<Folder>>();

  constructor(
    private readonly installed: ReadonlyMap<string, string>,
    private readonly relativeTo: string,
  ) {}

  async read(folder: string, calls: readonly string[]): Promise<void> {
    const name = calls.join(".");
    if (!fs.existsSync(folder)) {
      this.problems.push(`module ${name || "(root)"}: the folder ${folder} is missing`);
      return;
    }
    const known = this.folders.get(folder) ?? this.folderOf(folder);
    this.folders.set(folder, known);
    const { source, sourcesOfCalls } = await known;
    this.sources.set(name, source);
    for (const [call, from] of Object.entries(sourcesOfCalls)) {
      const path_ = [...calls, call];
      const at = /^\.\.?\//.test(from) ? path.join(folder, from) : this.installed.get(path_.join("."));
      if (at) await this.read(at, path_);
      else
        this.problems.push(
          `module ${path_.join(".")}: ${from} is not installed: run terraform init in the root module`,
        );
    }
  }

  private async folderOf(folder: string): Promise<Folder> {
    const locals: Record<string, unknown> = {};
    const resources: Record<string, Blocks> = {};
    const calls: Record<string, Blocks> = {};
    const places: Record<string, Place> = {};
    const names = fs
      .readdirSync(folder)
      .filter((name) => /\.(tf|tofu)(\.json)?$/.test(name) && !name.startsWith("."));
    for (const name of names.sort()) {
      const file = path.join(folder, name);
      const text = fs.readFileSync(file, "utf8");
      let blocks: Blocks;
      try {
        blocks = name.endsWith(".json")
          ? (JSON.parse(text) as Blocks)
          : ((await parse(name.replace(/\.tofu$/, ".tf"), text)) as Blocks);
      } catch (error) {
        this.problems.push(`${file}: ${messageOf(error)}`);
        continue;
      }
      for (const block of listOf(blocks["locals"])) Object.assign(locals, block);
      for (const [call, block] of labelled(blocks["module"])) calls[call] = block;
      const lines = linesOf(text, name.endsWith(".json"));
      for (const type of listOf(blocks["resource"]).flatMap((each) => Object.entries(each as Blocks)))
        for (const [resource, block] of labelled(type[1])) {
          const address = `${type[0]}.${resource}`;
          resources[address] = block;
          places[address] = { file: path.relative(this.relativeTo, file), ...lines(type[0], resource) };
        }
    }
    const sourcesOfCalls = Object.fromEntries(
      Object.entries(calls).flatMap(([call, { source }]) =>
        typeof source === "string" ? [[call, source]] : [],
      ),
    );
    return { source: { locals, resources, calls, places }, sourcesOfCalls };
  }
}

interface Folder {
  readonly source: ModuleSource;
  readonly sourcesOfCalls: Readonly<Record<string, string>>;
}

/** The folders that `terraform init` has installed modules in, by the names of the calls. */
function installedIn(root: string): Map<string, string> {
  const file = path.join(root, ".terraform", "modules", "modules.json");
  if (!fs.existsSync(file)) return new Map();
  const { Modules = [] } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    Modules?: { Key: string; Dir: string }[];
  };
  return new Map(Modules.map(({ Key, Dir }) => [Key, path.resolve(root, Dir)]));
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const labelled = (blocks: unknown): (readonly [string, Blocks])[] =>
  listOf(blocks).flatMap((each) =>
    Object.entries(each as Blocks).flatMap(([name, block]) =>
      listOf(block).map((one) => [name, one as Blocks] as const),
    ),
  );

/** Finds the line of a resource's block. */
function linesOf(text: string, json: boolean): (type: string, name: string) => { line?: number } {
  const lines = text.split("\n");
  return (type, name) => {
    let from = 0;
    if (json) {
      from = lines.findIndex((line) => line.trim() === `"${type}": {`);
      const at =
        from < 0 ? -1 : lines.findIndex((line, i) => i > from && line.trim().startsWith(`"${name}": {`));
      return at < 0 ? {} : { line: at + 1 };
    }
    const pattern = new RegExp(`^\\s*resource\\s+"?${type}"?\\s+"?${name.replace(/[^\w-]/g, "")}"?\\s*\\{`);
    const at = lines.findIndex((line) => pattern.test(line));
    return at < 0 ? {} : { line: at + 1 };
  };
}
