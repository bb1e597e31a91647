import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "./examples";

// Which inputs of a module a resource depends on, by what is written in terraform/modules: expressions name variables, locals and data
// sources, and calls hand variables on. Attributes of other resources and modules are not followed: they would lead everywhere.

interface Folder {
  readonly locals: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly calls: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const folders = new Map<string, Folder>();

/** What the files of a module's folder have, resources and data sources by `type.name`. */
function folderOf(folder: string): Folder {
  const known = folders.get(folder);
  if (known) return known;
  const byAddress = (blocks: Blocks = {}) =>
    Object.fromEntries(
      Object.entries(blocks).flatMap(([type, named]) =>
        Object.entries(named).map(([name, block]) => [`${type}.${name}`, block]),
      ),
    );
  const main = JSON.parse(fs.readFileSync(path.join(folder, "main.tf.json"), "utf8")) as {
    locals?: Record<string, unknown>;
    data?: Blocks;
    resource?: Blocks;
    module?: Folder["calls"];
  };
  const read = {
    locals: main.locals ?? {},
    data: byAddress(main.data),
    resources: byAddress(main.resource),
    calls: main.module ?? {},
  };
  folders.set(folder, read);
  return read;
}

/** Every expression in a block. */
const texts = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : value && typeof value === "object"
      ? Object.values(value).flatMap(texts)
      : [];

/** Variables of a module's own folder that a block depends on, with the attributes named: `api.port`. */
function variablesOf(folder: Folder, block: unknown, seen = new Set<string>()): string[] {
  const found = texts(block).join("\n");
  const further = [
    ...[...found.matchAll(/\blocal\.(\w+)/g)].map(([id, name]) => [id, folder.locals[name!]] as const),
    ...[...found.matchAll(/\bdata\.(\w+\.\w+)/g)].map(([id, name]) => [id, folder.data[name!]] as const),
  ].filter(([id]) => !seen.has(id) && seen.add(id));
  return [
    ...[...found.matchAll(/\bvar\.([a-z_0-9]+(?:\.[a-z_0-9]+)*)/g)].map(([, name]) => name!),
    ...further.flatMap(([, next]) => variablesOf(folder, next, seen)),
  ];
}

/**
 * Inputs of a module that a resource below it depends on, with the attributes named, so far as they are. The address has no indexes:
 * `module.load_balancer.aws_lb.this`.
 */
export function inputsBehind(module: string, address: string): string[] {
  const names = [...address.matchAll(/\bmodule\.(\w+)\./g)].map(([, name]) => name!);
  const resource = address.replace(/\bmodule\.\w+\./g, "");
  const path_ = [path.join(repository, "terraform/modules", module)];
  for (const name of names) {
    const call = folderOf(path_.at(-1)!).calls[name];
    if (!call) throw new Error(`${address}: there is no call ${name}`);
    path_.push(path.join(path_.at(-1)!, call["source"] as string));
  }
  const block = folderOf(path_.at(-1)!).resources[resource];
  if (!block) throw new Error(`${address}: there is no resource ${resource}`);
  let variables = variablesOf(folderOf(path_.at(-1)!), block);
  for (let i = names.length - 1; i >= 0; i--) {
    const outer = folderOf(path_[i]!);
    const call = outer.calls[names[i]!]!;
    // Whether and how often it is made counts, too.
    const handed = ["count", "for_each", ...variables.map((name) => name.split(".")[0]!)];
    variables = variablesOf(
      outer,
      [...new Set(handed)].map((name) => call[name]),
    );
  }
  return [...new Set(variables)].sort();
}
