import * as fs from "node:fs";
import * as path from "node:path";
import { nearest } from "../../lib/names";
import { type Configuration, installedIn, type ModuleCall, readConfiguration } from "./configuration";
import { type Literal, literalOf } from "./literal";
import { hasObject, type Type, typeOf } from "./type";

/** What was looked at, and what is wrong: a sentence each. */
export interface Found {
  readonly calls: number;
  readonly problems: readonly string[];
}

/**
 * Compares the objects in calls of modules with the types of the modules' variables. Terraform drops a key that a type does not have, without
 * a word: `allow_cidrs` for `allowed_cidrs` leaves a path open to everybody.
 *
 * `folders` are root modules, or modules; what they call by a relative path is looked at, too. Modules of other sources are
 * found where `terraform init` has put them.
 */
export async function checkCalls(
  folders: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Found> {
  const check = new Check();
  for (const folder of folders) {
    const installed = installedIn(path.resolve(folder, env.TF_DATA_DIR || ".terraform"));
    await check.folder(folder, { folder, installed }, []);
  }
  return { calls: check.calls, problems: check.problems };
}

/** A root module, and the folders of what it has installed. */
interface Root {
  readonly folder: string;
  readonly installed: ReadonlyMap<string, string>;
}

class Check {
  calls = 0;
  readonly problems: string[] = [];
  private readonly checked = new Set<string>();
  private readonly configurations = new Map<string, Promise<Configuration>>();
  private readonly types = new Map<string, Promise<Type>>();

  /** Checks the calls of a folder, to which calls of the root lead. */
  async folder(folder: string, root: Root, names: readonly string[]): Promise<void> {
    if (this.checked.has(path.resolve(folder))) return;
    this.checked.add(path.resolve(folder));
    const configuration = await this.configuration(folder);
    this.problems.push(...configuration.problems);
    for (const call of configuration.calls) {
      const source = call.arguments["source"];
      const local = typeof source === "string" && /^\.\.?(\/|$)/.test(source);
      const key = [...names, call.name].join(".");
      const installed = root.installed.get(key);
      const called = local
        ? path.join(folder, source)
        : installed === undefined
          ? undefined
          : path.resolve(root.folder, installed);
      if (called === undefined || !fs.existsSync(called)) {
        this.problems.push(
          `${placeOf(call)}: ${
            local
              ? `${source} does not exist`
              : `the module of its source is not there: run terraform init in ${root.folder}, and this command again`
          }`,
        );
        continue;
      }
      this.calls++;
      await this.call(call, configuration, await this.configuration(called));
      if (local) await this.folder(called, root, [...names, call.name]);
    }
  }

  private configuration(folder: string): Promise<Configuration> {
    const key = path.resolve(folder);
    const known = this.configurations.get(key) ?? readConfiguration(folder);
    this.configurations.set(key, known);
    return known;
  }

  private async call(call: ModuleCall, { locals }: Configuration, { types }: Configuration): Promise<void> {
    const scope = { locals, forEach: call.arguments["for_each"] };
    for (const [name, value] of Object.entries(call.arguments)) {
      const constraint = types.get(name);
      if (constraint === undefined) continue;
      const type = await this.type(constraint);
      if (!hasObject(type)) continue;
      const problems = misspelt(await literalOf(value, scope), type, name);
      this.problems.push(...new Set(problems.map((problem) => `${placeOf(call)}: ${problem}`)));
    }
  }

  private type(constraint: string): Promise<Type> {
    const known = this.types.get(constraint) ?? typeOf(constraint);
    this.types.set(constraint, known);
    return known;
  }
}

const placeOf = ({ file, line, name }: ModuleCall): string =>
  `${file}${line ? `:${line}` : ""}: module.${name}`;

/** Keys of a value that its type does not have, by their place in it. */
function misspelt(literal: Literal, type: Type, place: string): string[] {
  if (literal.kind === "several") return literal.values.flatMap((value) => misspelt(value, type, place));
  if (literal.kind === "list" && type.kind === "elements")
    return literal.items.flatMap((item, i) => misspelt(item, type.of, `${place}[${i}]`));
  if (literal.kind === "list" && type.kind === "tuple")
    return literal.items.flatMap((item, i) => {
      const element = type.elements[i];
      return element ? misspelt(item, element, `${place}[${i}]`) : [];
    });
  if (literal.kind !== "object") return [];
  if (type.kind === "elements")
    return literal.entries.flatMap(({ key, value }) =>
      misspelt(value, type.of, `${place}[${key === undefined ? "…" : JSON.stringify(key)}]`),
    );
  if (type.kind !== "object") return [];
  const known = [...type.attributes.keys()];
  return literal.entries.flatMap(({ key, value }) => {
    if (key === undefined) return [];
    const attribute = type.attributes.get(key);
    if (attribute) return misspelt(value, attribute, `${place}.${key}`);
    const near = nearest(key, known);
    return [
      `${place}.${key} is not an attribute of the variable's type, so Terraform ignores it${near ? `; did you mean ${near}?` : ""} (allowed: ${known.join(", ")})`,
    ];
  });
}
