import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "@cdktf/hcl2json";
import { messageOf } from "../support/message";

/** A `module` block. */
export interface ModuleCall {
  readonly name: string;
  readonly file: string;
  /** Its line in the file, where the file is no JSON. */
  readonly line?: number;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** A `resource` block. */
export interface ResourceBlock {
  /** Its type and name: `aws_vpc.this`. */
  readonly address: string;
  readonly file: string;
  readonly line?: number;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What is read of a folder of Terraform files; expressions are text in `${…}`. */
export interface Configuration {
  readonly calls: readonly ModuleCall[];
  readonly resources: readonly ResourceBlock[];
  /** Type constraints of variables, by name. */
  readonly types: ReadonlyMap<string, string>;
  readonly locals: ReadonlyMap<string, unknown>;
  /** Files that could not be read: a sentence each. */
  readonly problems: readonly string[];
}

type Blocks = Readonly<Record<string, unknown>>;

const isConfiguration = (name: string): boolean =>
  /\.(tf|tofu)(\.json)?$/.test(name) && !name.startsWith(".");

/** Reads the files that Terraform and OpenTofu read of a folder. */
export async function readConfiguration(folder: string): Promise<Configuration> {
  const calls: ModuleCall[] = [];
  const resources: ResourceBlock[] = [];
  const types = new Map<string, string>();
  const locals = new Map<string, unknown>();
  const problems: string[] = [];
  const names = fs.readdirSync(folder).filter(isConfiguration).sort();
  if (names.length === 0) problems.push(`${folder} has no Terraform files`);
  for (const name of names) {
    const file = path.join(folder, name);
    const text = fs.readFileSync(file, "utf8");
    const blocks = await parsed(name, text).catch((error: unknown) => {
      problems.push(`${file}: ${messageOf(error)}`);
      return {} as Blocks;
    });
    for (const [call, block] of named(blocks["module"]))
      calls.push({ name: call, file, ...lineOf(call, text), arguments: block });
    for (const [type, ofType] of named(blocks["resource"]))
      for (const [resource, block] of named(ofType))
        resources.push({
          address: `${type}.${resource}`,
          file,
          ...lineOfResource(type, resource, text),
          arguments: block,
        });
    for (const [variable, { type }] of named(blocks["variable"]))
      if (typeof type === "string") types.set(variable, type.replace(/^\$\{([^]*)\}$/, "$1"));
    for (const block of listOf(blocks["locals"]))
      for (const [local, value] of Object.entries(block as Blocks)) locals.set(local, value);
  }
  return { calls, resources, types, locals, problems };
}

const parsed = async (name: string, text: string): Promise<Blocks> =>
  name.endsWith(".json") ? (JSON.parse(text) as Blocks) : await parse(name.replace(/\.tofu$/, ".tf"), text);

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The folders that `terraform init` has installed modules in, by the names of the calls that lead to them: `a.b`. They are relative to the root module. */
export function installedIn(dataFolder: string): ReadonlyMap<string, string> {
  const file = path.join(dataFolder, "modules/modules.json");
  if (!fs.existsSync(file)) return new Map();
  const { Modules: modules } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    Modules: readonly { Key: string; Dir: string }[];
  };
  return new Map(modules.map(({ Key, Dir }) => [Key, Dir]));
}

/** Blocks with a label, which may be several of one label, or several objects of blocks. */
const named = (blocks: unknown): (readonly [string, Blocks])[] =>
  listOf(blocks).flatMap((each) =>
    Object.entries(each as Blocks).flatMap(([name, block]) =>
      listOf(block).map((one) => [name, one as Blocks] as const),
    ),
  );

function lineOf(call: string, text: string): { line?: number } {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => /^\s*module\s+"?([\w-]+)"?\s*\{/.exec(line)?.[1] === call);
  return at < 0 ? {} : { line: at + 1 };
}

/** The line of a resource: of its block in HCL, of its name below its type in JSON. */
function lineOfResource(type: string, name: string, text: string): { line?: number } {
  const lines = text.split("\n");
  const block = new RegExp(`^\\s*resource\\s+"?${word(type)}"?\\s+"?${word(name)}"?\\s*\\{`);
  const from = lines.findIndex((line) => line.trim() === `"${type}": {`);
  const at = lines.findIndex(
    (line, i) => block.test(line) || (from >= 0 && i > from && line.trim().startsWith(`"${name}": {`)),
  );
  return at < 0 ? {} : { line: at + 1 };
}

/** A name as part of a pattern. */
const word = (name: string): string => name.replace(/[^\w-]/g, ".");
