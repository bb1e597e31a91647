import * as fs from "node:fs";
import * as path from "node:path";
import { discoverModules } from "../../app/discover";
import type { ModuleDefinition } from "../../lib/module";
import { root } from "../support/root";
import { examplesOf } from "./examples";
import { moduleReadme } from "./readme";
import { INPUTS, validationTests } from "./validations";

/** What a module's folder has of its own besides what synth writes. */
export const STANDALONE = ["README.md", "examples", "tests"];

/**
 * What makes a synthesized module stand alone, by its path in the module's folder: README, examples and tests, in the standard
 * structure of Terraform's modules. They are made from the module's own README, its definition, `modules/<name>/examples`, and
 * the cases of its tests.
 */
export function standaloneFiles(definition: ModuleDefinition): ReadonlyMap<string, string> {
  const examples = examplesOf(definition.name);
  return new Map([
    ["README.md", moduleReadme(definition, examples)],
    ...examples.map(({ name, hcl }) => [`examples/${name}/main.tf`, hcl] as const),
    ["tests/validations.tftest.hcl", validationTests(definition)],
  ]);
}

/** The link in a module's tests that leads to its variables, and to what. */
export const variablesLink = { from: `${INPUTS}/variables.tf.json`, to: "../../variables.tf.json" };

/** Writes these files of every module, in place of those that are there. */
export function writeStandaloneFiles(): void {
  discoverModules(root).forEach(writeFiles);
}

function writeFiles(definition: ModuleDefinition): void {
  const folder = path.join(root, "terraform/modules", definition.name);
  const files = standaloneFiles(definition);
  for (const name of STANDALONE) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  for (const [file, text] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  fs.mkdirSync(path.dirname(path.join(folder, variablesLink.from)), { recursive: true });
  fs.symlinkSync(variablesLink.to, path.join(folder, variablesLink.from));
}
