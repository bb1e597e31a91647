import * as fs from "node:fs";
import * as path from "node:path";
import { createRequire } from "node:module";
import type { Environment } from "./environment";
import type { ModuleDefinition } from "../lib/module";
import { pascalCase } from "../lib/names";

const load = createRequire(__filename);

/** Every module: `modules/<name>/index.ts` exports the class that its name spells in PascalCase. */
export function discoverModules(root: string): ModuleDefinition[] {
  const folder = path.join(root, "modules");
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, "index.ts")))
    .sort()
    .map((name) => discoverModule(root, name));
}

/** One module by its name. */
export function discoverModule(root: string, name: string): ModuleDefinition {
  const exported = load(path.join(root, "modules", name)) as Record<
    string,
    { definition?: ModuleDefinition }
  >;
  const definition = exported[pascalCase(name)]?.definition;
  if (definition?.name !== name) {
    throw new Error(
      `modules/${name}/index.ts must export ${pascalCase(name)}, a terraformModule named "${name}"`,
    );
  }
  return definition;
}

/** Every environment: `envs/<name>.ts` has an `environment({…})` as its default export. */
export function discoverEnvironments(root: string): Record<string, Environment> {
  const folder = path.join(root, "envs");
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return Object.fromEntries(
    files.sort().map((file) => {
      const values = (load(path.join(folder, file)) as { default?: Environment }).default;
      if (!values) throw new Error(`envs/${file} must have an environment({…}) as its default export`);
      return [path.basename(file, ".ts"), values];
    }),
  );
}
