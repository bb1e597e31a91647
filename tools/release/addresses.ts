import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { root } from "../support/root";

/** What of a module a state remembers. */
export interface ModuleAddresses {
  /** Addresses of resources and module calls in it, `aws_vpc.this`, with how they are repeated. */
  readonly addresses: Readonly<Record<string, Repetition>>;
  /**
   * Names that AWS cannot change, by `<address>.<argument>`: the expression with the module's locals filled in. Another name is another
   * resource, which replaces the old one and what is in it.
   */
  readonly names: Readonly<Record<string, string>>;
}

export type Repetition = "one" | "count" | "for_each";

/** By the module's name. */
export type Addresses = Readonly<Record<string, ModuleAddresses>>;

/** The addresses as they were at the last release. */
export const LOCK = path.join(root, "terraform/addresses.lock");

/**
 * Arguments with which most resources are named. Providers publish no list of what forces a replacement; for some resources a change of these is
 * an update, and to mention one more in a changelog does no harm.
 */
const NAMING =
  /^(name|name_prefix|bucket|bucket_prefix|family|identifier|domain|domain_name|alias|path|(cluster|db_subnet_group|replication_group|user|function|layer|table|repository|dashboard|alarm|detector|backup_vault|log_group|secret|parameter_group|subnet_group|trail)_?(identifier|name|id)?)$/;

type Block = Readonly<Record<string, unknown>>;
interface Main {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly module?: Readonly<Record<string, Block>>;
  readonly moved?: readonly Move[];
  readonly locals?: Readonly<Record<string, unknown>>;
}

/** A `moved` block. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

const modulesFolder = path.join(root, "terraform/modules");

function mainOf(module: string): Main {
  return JSON.parse(readFileSync(path.join(modulesFolder, module, "main.tf.json"), "utf8")) as Main;
}

/** The addresses of all modules as they are in `terraform/modules`. */
export function currentAddresses(): Addresses {
  const modules = readdirSync(modulesFolder).sort();
  return Object.fromEntries(modules.map((name) => [name, addressesIn(mainOf(name))]));
}

/** The `moved` blocks of each module. */
export function currentMoves(): Readonly<Record<string, readonly Move[]>> {
  return Object.fromEntries(readdirSync(modulesFolder).map((name) => [name, mainOf(name).moved ?? []]));
}

/** The addresses of one module, by the content of its main.tf.json. */
export function addressesIn({ resource = {}, module = {}, locals = {} }: Main): ModuleAddresses {
  const resources = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => [`${type}.${name}`, block] as const),
  );
  const calls = Object.entries(module).map(([name, block]) => [`module.${name}`, block] as const);
  const names = resources.flatMap(([address, block]) =>
    Object.entries(block)
      .filter(([argument, value]) => NAMING.test(argument) && typeof value === "string")
      .map(([argument, value]) => [`${address}.${argument}`, filledIn(value as string, locals)] as const),
  );
  return {
    addresses: Object.fromEntries(
      [...resources, ...calls].map(([address, block]) => [address, repetitionOf(block)]),
    ),
    names: Object.fromEntries(names),
  };
}

const repetitionOf = (block: Block): Repetition =>
  "for_each" in block ? "for_each" : "count" in block ? "count" : "one";

/** An expression with the texts that it takes from locals in their places, so that a change of a local is seen, too. */
function filledIn(text: string, locals: Readonly<Record<string, unknown>>, depth = 0): string {
  return text.replace(/\blocal\.(\w+)/g, (reference, name: string) => {
    const value = locals[name];
    if (value === undefined || depth > 5) return reference;
    const written = typeof value === "string" ? value.replace(/^\$\{(.*)\}$/s, "$1") : JSON.stringify(value);
    return filledIn(written, locals, depth + 1);
  });
}

/** The addresses at the last release; none before the first. */
export const lockedAddresses = (): Addresses =>
  existsSync(LOCK) ? (JSON.parse(readFileSync(LOCK, "utf8")) as Addresses) : {};

export const lockText = (addresses: Addresses): string => `${JSON.stringify(addresses, null, 2)}\n`;
