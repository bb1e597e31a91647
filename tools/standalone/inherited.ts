import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { discoverModule } from "../../app/discover";
import type { ModuleDefinition } from "../../lib/module";
import { root } from "../support/root";
import { type Demand, demandsOf } from "./demands";

/**
 * The demands that a module has from those that it calls: the same checks, most of them on values that it passes on, in a place of another name
 * perhaps. The tests of those modules break them.
 */
export function inheritedDemands(definition: ModuleDefinition): ReadonlySet<Demand> {
  const called = calledBy(definition.name).flatMap((name) => demandsOf(discoverModule(root, name)));
  const sources = new Set(called.map(({ source }) => source));
  return new Set(demandsOf(definition).filter(({ source }) => sources.has(source)));
}

/** The modules that a synthesized module calls. */
export function calledBy(name: string): string[] {
  const file = path.join(root, "terraform/modules", name, "main.tf.json");
  if (!existsSync(file)) return [];
  const { module = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    module?: Readonly<Record<string, { readonly source: string }>>;
  };
  return [...new Set(Object.values(module).map(({ source }) => path.basename(source)))];
}
