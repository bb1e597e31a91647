import * as fs from "node:fs";
import * as path from "node:path";
import { TerraformOutput, dependable } from "cdktf";
import { RootConstruct } from "constructs";
import { documentOf } from "./document";
import { writeJson } from "./json";
import { type ModuleDefinition, Pending, Sensitive } from "./module";
import { referencesTo } from "./reference";
import { snakeCase } from "./names";
import { requiredProviders } from "./provider-requirement";
import { ModuleStack } from "./stack";
import { translatorOf, variablesOf } from "./variables";

/**
 * Synthesizes a definition into Terraform's standard module structure below `modules/` of the output folder.
 * Throws an error that names the module.
 */
export function writeModule(definition: ModuleDefinition, outdir: string): void {
  try {
    write(definition, path.join(outdir, "modules", definition.name));
  } catch (error) {
    throw new Error(`modules/${definition.name}: ${(error as Error).message}`, { cause: error });
  }
}

function write(definition: ModuleDefinition, folder: string): void {
  const { variable, locals } = variablesOf(definition);
  const { main, outputs } = synthesizeModule(definition);
  writeJson(path.join(folder, "main.tf.json"), main);
  writeJson(path.join(folder, "variables.tf.json"), {
    ...blocks("variable", variable),
    ...blocks("locals", locals),
  });
  writeJson(path.join(folder, "outputs.tf.json"), blocks("output", outputs));
  writeJson(path.join(folder, "versions.tf.json"), {
    terraform: {
      // Of Terraform and of OpenTofu: both have write-only arguments from this version on.
      required_version: ">= 1.11",
      required_providers: requiredProviders(definition.providers),
    },
  });
  definition.files?.(folder);
}

/** Terraform refuses a kind of block of which there is none. */
const blocks = (kind: string, byName: object): object =>
  Object.keys(byName).length > 0 ? { [kind]: byName } : {};

function synthesizeModule(definition: ModuleDefinition) {
  const stack = new ModuleStack(new RootConstruct(), definition.name);
  const values = definition.resources(stack, referencesTo(definition.inputs, "var.") as never);
  const inTerraform = translatorOf(definition);
  for (const [key, description] of Object.entries(definition.outputs)) {
    if (values[key] === undefined) {
      throw new Error(`resources() returns no value for the output ${key}`);
    }
    const given = values[key];
    const sensitive = given instanceof Sensitive || undefined;
    const { value, until } =
      given instanceof Pending
        ? given
        : { value: given instanceof Sensitive ? given.value : given, until: [] };
    const output = new TerraformOutput(stack, `output ${key}`, {
      value,
      description: inTerraform(description),
      sensitive,
    });
    output.overrideLogicalId(snakeCase(key));
    // Its own dependsOn writes expressions, where Terraform wants names.
    if (until.length > 0) output.addOverride("depends_on", until.map(dependable));
  }
  stack.checkNames();
  const { output = {}, ...main } = documentOf(stack);
  return { main, outputs: output as object };
}

/** Removes the folders of modules that no longer exist. */
export function removeStaleModules(names: readonly string[], outdir: string): void {
  const modules = path.join(outdir, "modules");
  if (!fs.existsSync(modules)) return;
  for (const name of fs.readdirSync(modules).filter((entry) => !names.includes(entry))) {
    fs.rmSync(path.join(modules, name), { recursive: true });
  }
}
