import * as fs from "node:fs";
import * as path from "node:path";
import { TerraformOutput, dependable } from "cdktf";
import { RootConstruct } from "constructs";
import { verbatim } from "./expression";
import { writeJson } from "./json";
import { type ModuleDefinition, Pending, inputReferences } from "./module";
import { checkDistinct, inTerraformNames, snakeCase } from "./names";
import { requiredProviders } from "./aws/providers";
import { requirementsOf } from "./requirements";
import { descriptionOf, inspect, isSensitive, namesIn, terraformType, toTerraform } from "./schema";
import { ModuleStack } from "./stack";

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
  const variable = variablesOf(definition);
  const { main, outputs } = synthesizeModule(definition);
  writeJson(path.join(folder, "main.tf.json"), main);
  writeJson(path.join(folder, "variables.tf.json"), blocks("variable", variable));
  writeJson(path.join(folder, "outputs.tf.json"), blocks("output", outputs));
  writeJson(path.join(folder, "versions.tf.json"), {
    terraform: {
      required_version: ">= 1.11",
      required_providers: requiredProviders(definition.providers ?? ["aws"]),
    },
  });
  definition.files?.(folder);
}

/** Terraform refuses a kind of block of which there is none. */
const blocks = (kind: string, byName: object): object =>
  Object.keys(byName).length > 0 ? { [kind]: byName } : {};

/** Arguments of a module block that are no inputs. */
const reserved = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];

/** The `variable` blocks of a module: type, default, description, nullability and the schema's requirements. */
export function variablesOf(definition: ModuleDefinition): Record<string, unknown> {
  checkDistinct(Object.keys(definition.inputs), "");
  checkRules(definition);
  const names = namesIn(definition.inputs);
  // A message is a template for Terraform, unlike a description and a default.
  const message = (text: string) => verbatim(inTerraformNames(text, names));
  const entries = Object.entries(definition.inputs).map(([key, schema]) => {
    const name = snakeCase(key);
    const input = inspect(schema, key);
    if (reserved.includes(name))
      throw new Error(`${key}: Terraform keeps the name ${name} for itself; choose another`);
    if (!input.description) throw new Error(`${key} has no description; add .describe("…")`);
    const hasDefault = input.defaultValue !== undefined;
    const requirements = requirementsOf(schema, name, `var.${name}`);
    const validation = [
      ...requirements.map(({ condition, path, message: requirement }) => ({
        condition: "${" + condition + "}",
        error_message: message(`${path} ${requirement}.`),
      })),
      ...(definition.rules ?? [])
        .filter((rule) => rule.inputs[0] === key && rule.condition !== undefined)
        .map((rule) => ({
          condition: "${" + rule.condition + "}",
          error_message: message(`${name} ${rule.message}.`),
        })),
    ];
    const variable = {
      description: inTerraformNames(descriptionOf(schema, key), names),
      type: terraformType(schema, key),
      ...(hasDefault ? { default: toTerraform(schema, input.defaultValue, key) } : {}),
      ...(!hasDefault && input.optional ? { default: null } : {}),
      nullable: input.optional && !hasDefault,
      ...(isSensitive(schema, key) ? { sensitive: true } : {}),
      ...(validation.length > 0 ? { validation } : {}),
    };
    return [name, variable];
  });
  return Object.fromEntries(entries);
}

/** A rule about what is no input would never apply. */
function checkRules({ inputs, rules = [] }: ModuleDefinition): void {
  for (const { inputs: names, at = names[0], message } of rules) {
    const unknown = [...names, at.split(".")[0]!].filter((name) => !Object.hasOwn(inputs, name));
    if (unknown.length > 0)
      throw new Error(`the rule "${message}" is about ${unknown[0]}, which is no input`);
  }
}

function synthesizeModule(definition: ModuleDefinition) {
  const stack = new ModuleStack(new RootConstruct(), definition.name);
  const values = definition.resources(stack, inputReferences(definition.inputs));
  for (const [key, description] of Object.entries(definition.outputs)) {
    if (values[key] === undefined) {
      throw new Error(`resources() returns no value for the output ${key}`);
    }
    const given = values[key];
    const { value, until } = given instanceof Pending ? given : new Pending(given, []);
    const output = new TerraformOutput(stack, `output ${key}`, { value, description });
    output.overrideLogicalId(snakeCase(key));
    // Its own dependsOn writes expressions, where Terraform wants names.
    if (until.length > 0) output.addOverride("depends_on", until.map(dependable));
  }
  // Not prepareStack(), which looks for references to other stacks and adds a backend: a module has neither.
  stack.checkNames();
  const { output, ...document } = withoutMetadata(stack.toTerraform()) as Record<string, unknown>;
  return { main: document, outputs: output ?? {} };
}

function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (!value || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutMetadata(item)]));
}

/** Removes the folders of modules that no longer exist. */
export function removeStaleModules(names: readonly string[], outdir: string): void {
  const modules = path.join(outdir, "modules");
  if (!fs.existsSync(modules)) return;
  for (const name of fs.readdirSync(modules).filter((entry) => !names.includes(entry))) {
    fs.rmSync(path.join(modules, name), { recursive: true });
  }
}
